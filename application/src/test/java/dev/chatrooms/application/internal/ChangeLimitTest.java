package dev.chatrooms.application.internal;

import static dev.chatrooms.application.Fixture.UNLIMITED;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Fixture.say;
import static dev.chatrooms.application.Outcomes.get;
import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.HandClock;
import dev.chatrooms.application.account.ProfileChange;
import dev.chatrooms.application.account.Profiles;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.application.message.MessageEditing;
import dev.chatrooms.application.message.Messaging;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.people.PersonalLists;
import dev.chatrooms.application.room.BanRequest;
import dev.chatrooms.application.room.DirectRoomManagement;
import dev.chatrooms.application.room.Invitations;
import dev.chatrooms.application.room.MembershipSettings;
import dev.chatrooms.application.room.NewInvite;
import dev.chatrooms.application.room.NewRoom;
import dev.chatrooms.application.room.RoomEdit;
import dev.chatrooms.application.room.RoomManagement;
import dev.chatrooms.application.room.RoomModeration;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.RoomKind;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every act of an account that writes has a limit, and the limit of one account does not concern another. */
class ChangeLimitTest {
    /** One per minute and second, so that the bursts are 60 and 5. The clock stands still. */
    private static final ChatSettings ONE =
            UNLIMITED.toBuilder().changesPerMinute(1).sendsPerSecond(1).build();

    private static final List<Class<?>> PORTS = List.of(
            RoomManagement.class,
            RoomModeration.class,
            Invitations.class,
            DirectRoomManagement.class,
            MembershipSettings.class,
            PersonalLists.class,
            Profiles.class,
            Messaging.class,
            MessageEditing.class);

    /** Limited as an attempt with a password. */
    private static final Set<String> ELSEWHERE = Set.of("Profiles.delete");

    private final HandClock clock = new HandClock();
    private final Chat chat = Chat.inMemoryBuilder().settings(ONE).clock(clock).build();
    private final Caller alice = person(chat, "alice");
    private final Caller bob = person(chat, "bob");
    private final RoomId tea = publicRoom(chat, alice, "Tea");
    private final MessageId message =
            say(chat, alice, tea, "hello").message().message().id();

    private final Map<String, Function<Caller, CompletableFuture<?>>> acts = new TreeMap<>(Map.ofEntries(
            act("RoomManagement.create", by -> chat.rooms().create(by, room(RoomKind.PUBLIC, "Room of " + by))),
            act("RoomManagement.join", by -> chat.rooms().join(by, tea)),
            act("RoomManagement.leave", by -> chat.rooms().leave(by, tea)),
            act("RoomManagement.delete", by -> chat.rooms().delete(by, tea)),
            act("RoomModeration.change", by -> chat.moderation().change(by, tea, new RoomEdit("Coffee", null, null))),
            act("RoomModeration.add", by -> chat.moderation().add(by, tea, "bob")),
            act("RoomModeration.changeRole", by -> chat.moderation().changeRole(by, tea, "bob", Role.MODERATOR)),
            act("RoomModeration.remove", by -> chat.moderation().remove(by, tea, "bob")),
            act("RoomModeration.ban", by -> chat.moderation().ban(by, tea, "bob", BanRequest.FOR_EVER)),
            act("RoomModeration.unban", by -> chat.moderation().unban(by, tea, "bob")),
            act("Invitations.create", by -> chat.invitations().create(by, tea, NewInvite.USUAL)),
            act("Invitations.revoke", by -> chat.invitations().revoke(by, tea, "unknown")),
            act("Invitations.accept", by -> chat.invitations().accept(by, "unknown")),
            act("DirectRoomManagement.open", by -> chat.directRooms().open(by, room(RoomKind.DIRECT, null, "bob"))),
            act("MembershipSettings.read", by -> chat.membershipSettings().read(by, tea, 0L)),
            act("MembershipSettings.markUnread", by -> chat.membershipSettings().markUnread(by, tea, 0L)),
            act("MembershipSettings.update", by -> chat.membershipSettings().update(by, tea, true, null)),
            act("PersonalLists.addContact", by -> chat.personalLists().addContact(by, "bob")),
            act("PersonalLists.removeContact", by -> chat.personalLists().removeContact(by, "bob")),
            act("PersonalLists.block", by -> chat.personalLists().block(by, "bob")),
            act("PersonalLists.unblock", by -> chat.personalLists().unblock(by, "bob")),
            act("Profiles.change", by -> chat.profiles().change(by, new ProfileChange(null, null, null, null))),
            act("Profiles.setAvatar", by -> chat.profiles().setAvatar(by, new byte[1])),
            act("Profiles.removeAvatar", by -> chat.profiles().removeAvatar(by)),
            act("Profiles.setSettings", by -> {
                chat.profiles().setSettings(by, "{}");
                return CompletableFuture.completedFuture(null);
            }),
            act("Messaging.send", by -> chat.messages().send(by, new Send(tea, "hello", null))),
            act("MessageEditing.edit", by -> chat.editing().edit(by, message, "good evening")),
            act("MessageEditing.delete", by -> chat.editing().delete(by, message)),
            act("MessageEditing.react", by -> chat.editing().react(by, message, "👍", true)),
            act("MessageEditing.pin", by -> chat.editing().pin(by, message, true))));

    @AfterEach
    void close() {
        chat.close();
    }

    private static Map.Entry<String, Function<Caller, CompletableFuture<?>>> act(
            String name, Function<Caller, CompletableFuture<?>> call) {
        return Map.entry(name, call);
    }

    private static NewRoom room(RoomKind kind, String name, String... members) {
        return new NewRoom(kind, name, null, List.of(members));
    }

    /** Uses up the caller's changes, sends and markers with calls that have no effect. */
    private void exhaust(Caller caller) {
        RoomId none = new RoomId(caller.accountId().value());
        for (int i = 0; i < ChatSettings.CHANGES_BURST; i++) {
            assertThat(refusal(chat.rooms().join(caller, none)).code()).isEqualTo(RefusalCode.NOT_FOUND);
        }
        for (int i = 0; i < 5; i++) {
            assertThat(refusal(chat.messages().send(caller, new Send(none, "hello", null)))
                            .code())
                    .isEqualTo(RefusalCode.NOT_FOUND);
        }
        for (int i = 0; i < 50; i++) {
            assertThat(refusal(chat.membershipSettings().read(caller, none, 0L)).code())
                    .isEqualTo(RefusalCode.NOT_FOUND);
        }
    }

    @Test
    void everyActThatWritesShouldBeRefusedWhenTheAccountsPermitsAreUsedUp() {
        Caller mallory = person(chat, "mallory");
        exhaust(mallory);

        acts.forEach((name, act) -> assertThat(outcome(act, mallory)).as(name).isEqualTo(RefusalCode.RATE_LIMITED));
        List<Caller> others =
                acts.keySet().stream().map(name -> person(chat, nameFor(name))).toList();
        Iterator<Caller> other = others.iterator();
        acts.forEach(
                (name, act) -> assertThat(outcome(act, other.next())).as(name).isNotEqualTo(RefusalCode.RATE_LIMITED));
    }

    private static String nameFor(String act) {
        return act.substring(0, Math.min(act.length(), 32)).toLowerCase(Locale.ROOT);
    }

    /** Returns the code of the refusal; null if the act succeeds. */
    private static RefusalCode outcome(Function<Caller, CompletableFuture<?>> act, Caller caller) {
        Throwable thrown = catchThrowable(() -> get(act.apply(caller)));
        return thrown == null
                ? null
                : refusal(() -> {
                            throw thrown instanceof AssertionError
                                    ? thrown.getCause().getCause()
                                    : thrown;
                        })
                        .code();
    }

    /** A method of a port that takes a caller and completes later, or returns nothing, writes. */
    @Test
    void actsShouldBeAllThatWrite() {
        Set<String> writing = PORTS.stream()
                .flatMap(port -> Arrays.stream(port.getMethods())
                        .filter(ChangeLimitTest::writes)
                        .map(method -> port.getSimpleName() + "." + method.getName()))
                .filter(name -> !ELSEWHERE.contains(name))
                .collect(Collectors.toSet());

        assertThat(acts.keySet()).containsExactlyInAnyOrderElementsOf(writing);
    }

    private static boolean writes(Method method) {
        return Stream.of(method.getParameterTypes()).anyMatch(Caller.class::equals)
                && (method.getReturnType() == CompletableFuture.class || method.getReturnType() == void.class);
    }

    @Test
    void createShouldCountEachMemberWhenTheRoomHasMembers() {
        IntStream.range(0, 58).forEach(i -> person(chat, "person-" + i));
        String[] people = IntStream.range(0, 58).mapToObj(i -> "person-" + i).toArray(String[]::new);

        get(chat.rooms().create(bob, room(RoomKind.PRIVATE, "All", people)));
        get(chat.rooms().join(bob, tea));

        assertThat(refusal(chat.rooms().leave(bob, tea)).retryAfter()).contains(Duration.ofMinutes(1));
        clock.advance(Duration.ofMinutes(1));
        get(chat.rooms().leave(bob, tea));
    }
}
