package dev.chatrooms.application.room;

import static dev.chatrooms.application.Fixture.chatOn;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.privateRoom;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Outcomes.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.message.SendResult;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.StoreFixture;
import dev.chatrooms.application.spi.Together;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.RoomKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Concurrent changes of one room on two nodes: the outcome must equal that of some sequential order. */
public interface RoomRacesContract {
    int ROUNDS = 8;
    int SENDERS = 8;
    int MESSAGES = 10_000;

    /** Returns an empty store, a new one for each test. */
    Storage storage();

    /** Two nodes on one store, and their accounts. */
    final class Nodes implements AutoCloseable {
        final StoreFixture store;
        final Chat here;
        final Chat there;
        final Caller alice;
        final Caller bob;
        final Caller carol;

        Nodes(Storage storage) {
            store = StoreFixture.in(storage);
            here = chatOn(storage);
            there = chatOn(storage);
            alice = person(here, "alice");
            bob = person(here, "bob");
            carol = person(here, "carol");
        }

        /** A public room of Alice's with members of the given roles. */
        RoomId room(String name, Map<String, Role> others) {
            RoomId room = publicRoom(here, alice, name);
            others.forEach((user, role) -> {
                get(here.moderation().add(alice, room, user));
                get(here.moderation().changeRole(alice, room, user, role));
            });
            return room;
        }

        List<LoggedEvent> since(Position before) {
            return store.log().read(before, store.head(), 10_000);
        }

        /** The events in the log since then, in a word each. */
        List<String> received(Position before) {
            return since(before).stream()
                    .map(event -> event.kind() == EventKind.MEMBER_LEFT
                            ? event.kind().wireName() + " " + name(event)
                            : StoreFixture.inAWord(event))
                    .toList();
        }

        private String name(LoggedEvent event) {
            return store.accounts()
                    .find(event.subjectId())
                    .orElseThrow()
                    .username()
                    .value();
        }

        @Override
        public void close() {
            here.close();
            there.close();
        }
    }

    /** "ok", or the code of the refusal. */
    private static String outcome(CompletableFuture<?> future) throws Exception {
        try {
            future.get(Together.PATIENCE_SECONDS, TimeUnit.SECONDS);
            return "ok";
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ChatException refused) {
                return refused.code().code();
            }
            throw e;
        }
    }

    private static List<String> together(Collection<Callable<String>> calls) {
        List<Together.Outcome<String>> outcomes = Together.run(List.copyOf(calls));
        assertThat(outcomes).extracting(Together.Outcome::failure).containsOnlyNulls();
        return outcomes.stream().map(Together.Outcome::value).toList();
    }

    @Test
    default void concurrentAddsShouldCreateOneMembership() {
        try (Nodes nodes = new Nodes(storage())) {
            RoomId tea = nodes.room("Tea", Map.of("carol", Role.MODERATOR));
            Position before = nodes.store.head();

            List<String> outcomes = together(List.of(
                    () -> outcome(nodes.here.moderation().add(nodes.alice, tea, "bob")),
                    () -> outcome(nodes.there.moderation().add(nodes.carol, tea, "bob")),
                    () -> outcome(nodes.here.moderation().add(nodes.carol, tea, "bob")),
                    () -> outcome(nodes.there.moderation().add(nodes.alice, tea, "bob")),
                    () -> outcome(nodes.there.rooms().join(nodes.bob, tea))));

            assertThat(outcomes).containsOnly("ok");
            assertThat(nodes.received(before)).containsExactly("bob joined");
            assertThat(nodes.store.room(tea).memberCount()).isEqualTo(3);
        }
    }

    @Test
    default void joinAndBanShouldEndWithTheBanInOneOrder() {
        try (Nodes nodes = new Nodes(storage())) {
            for (int round = 0; round < ROUNDS; round++) {
                RoomId tea = nodes.room("Tea " + round, Map.of());
                Position before = nodes.store.head();

                List<String> outcomes = together(List.of(
                        () -> outcome(nodes.here.rooms().join(nodes.bob, tea)),
                        () -> outcome(nodes.there.moderation().ban(nodes.alice, tea, "bob", BanRequest.FOR_EVER))));

                assertThat(outcomes.get(1)).isEqualTo("ok");
                if (outcomes.get(0).equals("ok")) {
                    assertThat(nodes.received(before)).containsExactly("bob joined", "member.left bob");
                } else {
                    assertThat(outcomes.get(0)).isEqualTo("banned");
                    assertThat(nodes.received(before)).isEmpty();
                }
                assertThat(nodes.store.rooms().standing(tea, nodes.bob.accountId(), Instant.now()))
                        .satisfies(standing -> assertThat(standing.isMember()).isFalse())
                        .satisfies(standing -> assertThat(standing.banned()).isTrue());
                assertThat(nodes.store.room(tea).memberCount()).isEqualTo(1);
            }
        }
    }

    @Test
    default void lastTwoOwnersShouldNotBothLeaveAtOnce() {
        try (Nodes nodes = new Nodes(storage())) {
            for (int round = 0; round < ROUNDS; round++) {
                RoomId tea = nodes.room("Tea " + round, Map.of("bob", Role.OWNER));
                Position before = nodes.store.head();

                List<String> outcomes = together(List.of(
                        () -> outcome(nodes.here.rooms().leave(nodes.alice, tea)),
                        () -> outcome(nodes.there.moderation().remove(nodes.bob, tea, "bob"))));

                assertThat(outcomes).containsExactlyInAnyOrder("ok", "last_owner");
                assertThat(nodes.received(before)).hasSize(1).allMatch(received -> received.startsWith("member.left"));
                assertThat(nodes.store.rooms().countMembers(tea, Role.OWNER)).isEqualTo(1);
            }
        }
    }

    @Test
    default void lastOwnerShouldStayWhenTwoLeavesRace() {
        try (Nodes nodes = new Nodes(storage())) {
            RoomId tea = nodes.room("Tea", Map.of("bob", Role.MODERATOR));
            Position before = nodes.store.head();

            List<String> outcomes = together(List.of(
                    () -> outcome(nodes.here.rooms().leave(nodes.alice, tea)),
                    () -> outcome(nodes.there.rooms().leave(nodes.alice, tea))));

            assertThat(outcomes).containsOnly("last_owner");
            assertThat(nodes.received(before)).isEmpty();
        }
    }

    @Test
    default void twoOwnersShouldNotDemoteEachOtherAtOnce() {
        try (Nodes nodes = new Nodes(storage())) {
            for (int round = 0; round < ROUNDS; round++) {
                RoomId tea = nodes.room("Tea " + round, Map.of("bob", Role.OWNER));
                Position before = nodes.store.head();

                List<String> outcomes = together(List.of(
                        () -> outcome(nodes.here.moderation().changeRole(nodes.alice, tea, "bob", Role.MEMBER)),
                        () -> outcome(nodes.there.moderation().changeRole(nodes.bob, tea, "alice", Role.MEMBER))));

                assertThat(outcomes).containsExactlyInAnyOrder("ok", "insufficient_role");
                assertThat(nodes.received(before)).containsExactly("member.updated");
                assertThat(nodes.store.rooms().countMembers(tea, Role.OWNER)).isEqualTo(1);
            }
        }
    }

    @Test
    default void moderatorShouldActBeforeLosingTheRoleOrNotAtAll() {
        try (Nodes nodes = new Nodes(storage())) {
            for (int round = 0; round < ROUNDS; round++) {
                RoomId tea = nodes.room("Tea " + round, Map.of("bob", Role.MODERATOR, "carol", Role.MEMBER));
                Position before = nodes.store.head();

                List<String> outcomes = together(List.of(
                        () -> outcome(nodes.here.moderation().changeRole(nodes.alice, tea, "bob", Role.MEMBER)),
                        () -> outcome(nodes.there.moderation().ban(nodes.bob, tea, "carol", BanRequest.FOR_EVER))));

                assertThat(outcomes.get(0)).isEqualTo("ok");
                if (outcomes.get(1).equals("ok")) {
                    assertThat(nodes.received(before)).containsExactly("member.left carol", "member.updated");
                } else {
                    assertThat(outcomes.get(1)).isEqualTo("insufficient_role");
                    assertThat(nodes.received(before)).containsExactly("member.updated");
                }
            }
        }
    }

    @Test
    default void twoRoomsShouldNotTakeOneNameAtOnce() {
        try (Nodes nodes = new Nodes(storage())) {
            RoomId tea = nodes.room("Tea", Map.of());
            RoomId hidden = privateRoom(nodes.here, nodes.alice, "Coffee");
            Position before = nodes.store.head();

            List<String> outcomes = together(List.of(
                    () -> outcome(nodes.here.moderation().change(nodes.alice, tea, new RoomEdit("coffee", null, null))),
                    () -> outcome(nodes.there
                            .moderation()
                            .change(nodes.alice, hidden, new RoomEdit(null, null, RoomKind.PUBLIC)))));

            assertThat(outcomes).containsExactlyInAnyOrder("ok", "name_taken");
            assertThat(nodes.received(before)).containsExactly("room.updated");
        }
    }

    @Test
    default void inviteShouldNotExceedItsUsesWhenManyAcceptAtOnce() {
        try (Nodes nodes = new Nodes(storage())) {
            RoomId secret = privateRoom(nodes.here, nodes.alice, "Secret");
            List<Caller> guests = IntStream.range(0, 8)
                    .mapToObj(i -> person(nodes.here, "guest" + i))
                    .toList();
            InviteView invite = get(nodes.here.invitations().create(nodes.alice, secret, new NewInvite(3L, null)));
            String code = invite.invite().code().value();
            Position before = nodes.store.head();
            List<Callable<String>> calls = new ArrayList<>();
            for (int i = 0; i < guests.size(); i++) {
                Chat node = i % 2 == 0 ? nodes.here : nodes.there;
                Caller guest = guests.get(i);
                calls.add(() -> outcome(node.invitations().accept(guest, code)));
            }

            List<String> outcomes = together(calls);

            assertThat(outcomes).filteredOn("ok"::equals).hasSize(3);
            assertThat(outcomes).filteredOn("invite_expired"::equals).hasSize(5);
            assertThat(nodes.received(before)).hasSize(3).allMatch(received -> received.endsWith("joined"));
            assertThat(nodes.store
                            .invites()
                            .find(invite.invite().code())
                            .orElseThrow()
                            .uses())
                    .isEqualTo(3);
            assertThat(nodes.store.room(secret).memberCount()).isEqualTo(4);
        }
    }

    @Test
    default void concurrentAcceptsOfOneAccountShouldCountOneUse() {
        try (Nodes nodes = new Nodes(storage())) {
            RoomId secret = privateRoom(nodes.here, nodes.alice, "Secret");
            InviteView invite = get(nodes.here.invitations().create(nodes.alice, secret, new NewInvite(1L, null)));
            String code = invite.invite().code().value();
            Position before = nodes.store.head();

            List<String> outcomes = together(List.of(
                    () -> outcome(nodes.here.invitations().accept(nodes.bob, code)),
                    () -> outcome(nodes.there.invitations().accept(nodes.bob, code)),
                    () -> outcome(nodes.here.invitations().accept(nodes.bob, code)),
                    () -> outcome(nodes.there.invitations().accept(nodes.bob, code))));

            assertThat(outcomes).containsOnly("ok");
            assertThat(nodes.received(before)).containsExactly("bob joined");
        }
    }

    /** Sends messages one after another until one is refused. */
    private static String sendOn(Chat node, Caller sender, RoomId room, List<SendResult> acked) throws Exception {
        for (int i = 0; i < MESSAGES; i++) {
            CompletableFuture<SendResult> sent = node.messages().send(sender, new Send(room, "message " + i, null));
            String outcome = outcome(sent);
            if (!outcome.equals("ok")) {
                return outcome;
            }
            acked.add(sent.join());
        }
        throw new AssertionError("no send was refused");
    }

    @Test
    default void sendsShouldBeRefusedAfterAConcurrentDelete() {
        try (Nodes nodes = new Nodes(storage())) {
            RoomId tea = nodes.room("Tea", Map.of());
            List<SendResult> acked = Collections.synchronizedList(new ArrayList<>());
            List<Callable<String>> calls = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                Caller sender = person(nodes.here, "sender" + i);
                get(nodes.here.rooms().join(sender, tea));
                Chat node = i % 2 == 0 ? nodes.here : nodes.there;
                calls.add(() -> sendOn(node, sender, tea, acked));
            }
            Position before = nodes.store.head();
            calls.add(() -> {
                Eventually.await(() -> !acked.isEmpty());
                return outcome(nodes.there.rooms().delete(nodes.alice, tea));
            });

            List<String> outcomes = together(calls);

            assertThat(outcomes.subList(0, SENDERS)).containsOnly("not_found");
            assertThat(outcomes.get(SENDERS)).isEqualTo("ok");
            List<LoggedEvent> received = nodes.since(before);
            assertThat(received.get(received.size() - 1).kind()).isEqualTo(EventKind.ROOM_DELETED);
            assertThat(received).hasSize(acked.size() + 1);
            assertThat(received.subList(0, acked.size()))
                    .extracting(LoggedEvent::position)
                    .containsExactlyInAnyOrderElementsOf(acked.stream()
                            .map(posted -> posted.cursor().position())
                            .toList());
        }
    }

    @Test
    default void sendsShouldBeRefusedAfterAConcurrentRemoval() {
        try (Nodes nodes = new Nodes(storage())) {
            for (String end : List.of("removed", "banned", "left")) {
                RoomId tea = nodes.room("Tea, " + end, Map.of("bob", Role.MEMBER));
                List<SendResult> acked = Collections.synchronizedList(new ArrayList<>());
                Position before = nodes.store.head();

                List<String> outcomes = together(List.of(() -> sendOn(nodes.here, nodes.bob, tea, acked), () -> {
                    Eventually.await(() -> !acked.isEmpty());
                    return outcome(
                            switch (end) {
                                case "removed" -> nodes.there.moderation().remove(nodes.alice, tea, "bob");
                                case "banned" ->
                                    nodes.there.moderation().ban(nodes.alice, tea, "bob", BanRequest.FOR_EVER);
                                default -> nodes.there.rooms().leave(nodes.bob, tea);
                            });
                }));

                assertThat(outcomes).containsExactly(end.equals("banned") ? "not_found" : "not_a_member", "ok");
                List<LoggedEvent> received = nodes.since(before);
                assertThat(received.get(received.size() - 1).kind()).isEqualTo(EventKind.MEMBER_LEFT);
                assertThat(received.subList(0, received.size() - 1))
                        .extracting(LoggedEvent::position)
                        .containsExactlyElementsOf(acked.stream()
                                .map(posted -> posted.cursor().position())
                                .toList());
            }
        }
    }
}
