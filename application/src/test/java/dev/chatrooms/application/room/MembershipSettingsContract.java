package dev.chatrooms.application.room;

import static dev.chatrooms.application.Fixture.chatOn;
import static dev.chatrooms.application.Fixture.disable;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.privateRoom;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Fixture.say;
import static dev.chatrooms.application.Fixture.withLimits;
import static dev.chatrooms.application.Outcomes.blamed;
import static dev.chatrooms.application.Outcomes.get;
import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Fixture;
import dev.chatrooms.application.HandClock;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.event.EventContent;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.event.Recorder;
import dev.chatrooms.application.event.Signal;
import dev.chatrooms.application.event.StreamRequest;
import dev.chatrooms.application.event.ViewedEvent;
import dev.chatrooms.application.room.MembershipSettings.Marker;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.StoreFixture;
import dev.chatrooms.application.spi.Together;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Membership;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A member's own settings of rooms, the same on all devices. */
public interface MembershipSettingsContract {
    /** Returns an empty store, a new one for each test. */
    Storage storage();

    private static Marker read(Chat chat, Caller reader, RoomId room, long seq) {
        return get(chat.membershipSettings().read(reader, room, seq));
    }

    private static Membership own(Chat chat, Caller member, RoomId room) {
        return chat.rooms().room(member, room).me().membership();
    }

    private static void chatter(Chat chat, Caller speaker, RoomId room, int messages) {
        for (int i = 0; i < messages; i++) {
            say(chat, speaker, room, "message");
        }
    }

    private static long readSeq(ViewedEvent event) {
        return ((EventContent.OfMine) event.event().content())
                .mine()
                .membership()
                .readSeq();
    }

    // ---- read markers

    @Test
    default void readShouldMoveTheMarkerForwardUpToTheLastMessage() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            RoomId tea = privateRoom(chat, alice, "Tea", "bob");
            chatter(chat, alice, tea, 5);

            assertThat(read(chat, bob, tea, 0)).isEqualTo(new Marker(0, 5));
            assertThat(read(chat, bob, tea, 3)).isEqualTo(new Marker(3, 2));
            assertThat(read(chat, bob, tea, 2)).as("never back").isEqualTo(new Marker(3, 2));
            assertThat(read(chat, bob, tea, Long.MAX_VALUE))
                    .as("not past the last")
                    .isEqualTo(new Marker(5, 0));
            assertThat(own(chat, bob, tea).readSeq()).isEqualTo(5);
            chatter(chat, alice, tea, 1);
            assertThat(own(chat, bob, tea).unread(6)).isEqualTo(1);
        }
    }

    @Test
    default void markUnreadShouldMoveTheMarkerBackForTheOwnDevicesAlone() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            RoomId tea = privateRoom(chat, alice, "Tea", "bob");
            for (int i = 0; i < 4; i++) {
                say(chat, alice, tea, "tea, @bob?");
            }
            read(chat, bob, tea, 4);
            Recorder own = Recorder.eager().on(chat.events().events(bob, StreamRequest.FROM_NOW.withSignals()));
            Recorder others = Recorder.eager().on(chat.events().events(alice, StreamRequest.FROM_NOW.withSignals()));
            own.welcome();
            others.welcome();

            assertThat(get(chat.membershipSettings().markUnread(bob, tea, 1L))).isEqualTo(new Marker(1, 3));
            assertThat(chat.rooms().room(bob, tea).me().mentions()).isEqualTo(3);
            assertThat(read(chat, bob, tea, 2)).isEqualTo(new Marker(2, 2));
            assertThat(get(chat.membershipSettings().markUnread(bob, tea, 99L))).isEqualTo(new Marker(4, 0));
            assertThat(get(chat.membershipSettings().markUnread(bob, tea, 3L))).isEqualTo(new Marker(3, 1));
            assertThat(chat.membershipSettings()
                            .markers(alice, tea, PageRequest.FIRST)
                            .items())
                    .extracting(ReadMarker::readSeq)
                    .as("as others see them")
                    .containsExactly(4L, 4L);
            say(chat, alice, tea, "last");
            assertThat(read(chat, bob, tea, 5)).isEqualTo(new Marker(5, 0));

            own.awaitEvents(6);
            assertThat(own.said())
                    .containsExactly("me.updated", "me.updated", "me.updated", "me.updated", "last", "me.updated");
            assertThat(readSeq(own.events().get(0))).isEqualTo(1);
            others.awaitSignal(Signal.Read.class, signal -> true);
            assertThat(others.signals(Signal.Read.class))
                    .containsExactly(new Signal.Read(tea, bob.accountId(), 5, null));
            assertThat(others.said()).containsExactly("last");
        }
    }

    @Test
    default void unreadShouldStartAtTheJoinAndBeClearedBySending() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            RoomId tea = publicRoom(chat, alice, "Tea");
            chatter(chat, alice, tea, 3);

            get(chat.rooms().join(bob, tea));
            assertThat(own(chat, bob, tea).readSeq()).isEqualTo(3);
            chatter(chat, alice, tea, 2);
            assertThat(read(chat, bob, tea, 4)).isEqualTo(new Marker(4, 1));
            say(chat, bob, tea, "mine");
            assertThat(own(chat, bob, tea).readSeq()).isEqualTo(6);
            assertThat(read(chat, bob, tea, 5)).isEqualTo(new Marker(6, 0));
        }
    }

    @Test
    default void readShouldRequireMembership() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            RoomId open = publicRoom(chat, alice, "Open");
            RoomId closed = privateRoom(chat, alice, "Closed");
            MembershipSettings own = chat.membershipSettings();

            assertThat(refusal(own.read(bob, open, 0L)).code()).isEqualTo(RefusalCode.NOT_A_MEMBER);
            assertThat(refusal(own.read(bob, closed, 0L)).code()).isEqualTo(RefusalCode.NOT_FOUND);
            assertThat(refusal(own.read(bob, new RoomId(UUID.randomUUID()), 0L)).code())
                    .isEqualTo(RefusalCode.NOT_FOUND);
            assertThat(refusal(own.update(bob, open, true, null)).code()).isEqualTo(RefusalCode.NOT_A_MEMBER);
            assertThat(refusal(own.update(bob, closed, true, null)).code()).isEqualTo(RefusalCode.NOT_FOUND);
            assertThat(refusal(own.update(bob, new RoomId(UUID.randomUUID()), true, null))
                            .code())
                    .isEqualTo(RefusalCode.NOT_FOUND);
            assertThat(own.markers(bob, open, PageRequest.FIRST).items()).hasSize(1);
            assertThat(refusal(() -> own.markers(bob, closed, PageRequest.FIRST))
                            .code())
                    .isEqualTo(RefusalCode.NOT_FOUND);
            disable(storage(), alice);
            assertThat(refusal(own.read(alice, open, 0L)).code()).isEqualTo(RefusalCode.ACCOUNT_DISABLED);
        }
    }

    @Test
    default void readShouldRequireASeq() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");

            assertThat(blamed(refusal(chat.membershipSettings().read(alice, tea, null))))
                    .containsExactly("seq missing");
            assertThat(blamed(refusal(chat.membershipSettings().read(alice, tea, -1L))))
                    .containsExactly("seq negative");
        }
    }

    @Test
    default void readShouldBeLimitedToTenTimesTheSends() {
        try (Chat chat = Fixture.builder(storage())
                .settings(withLimits(1, 0, 0))
                .clock(new HandClock())
                .build()) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");

            List<CompletableFuture<Marker>> reads = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                reads.add(chat.membershipSettings().read(alice, tea, 0L));
            }

            assertThat(reads.subList(0, 50))
                    .allSatisfy(marker -> assertThat(get(marker)).isEqualTo(new Marker(0, 0)));
            assertThat(refusal(reads.get(199)).code()).isEqualTo(RefusalCode.RATE_LIMITED);
        }
    }

    // ---- events

    @Test
    default void devicesShouldFollowEachOtherLiveOnEveryNode() {
        try (Chat one = chatOn(storage());
                Chat two = chatOn(storage())) {
            Caller alice = person(one, "alice");
            Caller bob = person(one, "bob");
            RoomId tea = privateRoom(one, alice, "Tea", "bob");
            chatter(one, alice, tea, 4);
            Recorder phone = Recorder.eager().on(one.events().events(bob, StreamRequest.FROM_NOW));
            Recorder laptop = Recorder.eager().on(two.events().events(bob, StreamRequest.FROM_NOW));
            Recorder others = Recorder.eager().on(two.events().events(alice, StreamRequest.FROM_NOW));
            phone.welcome();
            laptop.welcome();
            others.welcome();

            read(one, bob, tea, 2);
            read(two, bob, tea, 1);
            read(two, bob, tea, 4);
            get(one.membershipSettings().update(bob, tea, true, null));
            say(one, alice, tea, "last");

            for (Recorder device : List.of(phone, laptop)) {
                device.awaitEvents(4);
                assertThat(device.said())
                        .as("no event for a marker that did not move")
                        .containsExactly("me.updated", "me.updated", "me.updated", "last");
                assertThat(readSeq(device.events().get(1))).isEqualTo(4);
                assertThat(((EventContent.OfMine) device.events().get(2).event().content())
                                .mine()
                                .membership()
                                .muted())
                        .isTrue();
            }
            others.awaitEvents(1);
            assertThat(others.said())
                    .as("events on the connections of other accounts")
                    .containsExactly("last");
        }
    }

    @Test
    default void updateShouldAppendAnEventOnlyWhenSomethingChanges() {
        StoreFixture store = StoreFixture.in(storage());
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");
            Position before = store.head();

            assertThat(get(chat.membershipSettings().update(alice, tea, null, true))
                            .me()
                            .membership()
                            .favourite())
                    .isTrue();
            get(chat.membershipSettings().update(alice, tea, null, true));
            get(chat.membershipSettings().update(alice, tea, null, null));
            get(chat.membershipSettings().update(alice, tea, false, false));

            assertThat(store.log().read(before, store.head(), 100))
                    .extracting(LoggedEvent::kind)
                    .containsExactly(EventKind.ME_UPDATED, EventKind.ME_UPDATED);
            assertThat(own(chat, alice, tea).favourite()).isFalse();
        }
    }

    @Test
    default void markersShouldReportEveryMember() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            RoomId tea = privateRoom(chat, alice, "Tea", "bob", "bob");
            chatter(chat, alice, tea, 3);
            read(chat, bob, tea, 2);

            assertThat(chat.membershipSettings()
                            .markers(bob, tea, PageRequest.FIRST)
                            .items())
                    .extracting(ReadMarker::userId, ReadMarker::readSeq)
                    .containsExactly(tuple(alice.accountId(), 3L), tuple(bob.accountId(), 2L));
        }
    }

    // ---- races

    @Test
    default void concurrentReadsShouldEndAtTheFurthestMarker() {
        StoreFixture store = StoreFixture.in(storage());
        try (Chat one = chatOn(storage());
                Chat two = chatOn(storage())) {
            Caller alice = person(one, "alice");
            Caller bob = person(one, "bob");
            RoomId tea = privateRoom(one, alice, "Tea", "bob");
            RoomId cakes = privateRoom(one, alice, "Cakes", "bob");
            chatter(one, alice, tea, 40);
            chatter(one, alice, cakes, 40);
            Position before = store.head();

            List<Callable<Boolean>> devices = new ArrayList<>();
            for (Chat node : List.of(one, two)) {
                // In both directions, so that no lock order is taken by chance.
                devices.add(() -> scroll(node, bob, tea, cakes));
                devices.add(() -> scroll(node, bob, cakes, tea));
                devices.add(() -> {
                    for (int i = 0; i < 10; i++) {
                        say(node, bob, i % 2 == 0 ? tea : cakes, "reading and writing");
                    }
                    return true;
                });
            }
            assertThat(Together.run(devices)).allMatch(Together.Outcome::succeeded);

            List<LoggedEvent> log = store.log().read(before, store.head(), 10_000);
            for (RoomId room : List.of(tea, cakes)) {
                assertThat(own(two, bob, room).readSeq()).isEqualTo(50);
                assertThat(log.stream()
                                .filter(event -> event.kind() == EventKind.ME_UPDATED && room.equals(event.roomId()))
                                .count())
                        .as("as many as the marker can have moved")
                        .isLessThanOrEqualTo(40);
            }
            assertThat(log.stream()
                            .collect(Collectors.groupingBy(LoggedEvent::kind, Collectors.counting()))
                            .get(EventKind.MESSAGE_POSTED))
                    .isEqualTo(20);
        }
    }

    private static boolean scroll(Chat chat, Caller reader, RoomId first, RoomId second) {
        List<CompletableFuture<Marker>> reads = new ArrayList<>();
        for (long seq = 1; seq <= 40; seq++) {
            reads.add(chat.membershipSettings().read(reader, first, seq));
            reads.add(chat.membershipSettings().read(reader, second, seq));
        }
        reads.forEach(read -> assertThat(get(read).readSeq()).isPositive());
        return true;
    }
}
