package dev.chatrooms.application.event;

import static dev.chatrooms.application.Fixture.chatOn;
import static dev.chatrooms.application.Fixture.login;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.privateRoom;
import static dev.chatrooms.application.Fixture.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.admin.Administration;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.room.BanRequest;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.id.RoomId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Rights that end while a node is paused. When the node continues, it reads the end together with events before and
 * behind it.
 */
public interface LostRightsContract {
    /** Returns an empty store. */
    Storage storage();

    /** A way to end a session. */
    enum SessionEnd {
        LOGOUT {
            @Override
            void of(Chat chat, Caller session) {
                chat.authentication().logout(session).join();
            }
        },
        LOGOUT_EVERYWHERE {
            @Override
            void of(Chat chat, Caller session) {
                chat.authentication().logoutEverywhere(session).join();
            }
        },
        DISABLED_ACCOUNT {
            @Override
            void of(Chat chat, Caller session) {
                chat.administration().disable("bob").join();
            }
        };

        abstract void of(Chat chat, Caller session);
    }

    @ParameterizedTest
    @EnumSource(SessionEnd.class)
    default void streamShouldGetNothingBehindTheEndOfItsSession(SessionEnd end) {
        Storage storage = storage();
        FeedReads reads = new FeedReads(storage.transactions());
        try (Chat near = chatOn(storage);
                Chat paused = chatOn(new Storage(reads, storage.bus()))) {
            Caller alice = person(near, "alice");
            Caller bob = person(near, "bob");
            RoomId tea = privateRoom(near, alice, "Tea", "bob");
            Caller session = login(near, "bob");
            Recorder ended = live(paused, session);
            Recorder slow = Recorder.requesting(1).on(paused.events().events(session, StreamRequest.FROM_NOW));
            slow.awaitLive();
            Recorder withoutSession = live(paused, bob);

            reads.pause();
            say(near, alice, tea, "before");
            reads.awaitHeld();
            end.of(near, session);
            say(near, alice, tea, "behind");
            reads.release();

            assertEnded(ended);
            assertThat(ended.said()).containsExactly("before", "session.revoked");
            if (end == SessionEnd.DISABLED_ACCOUNT) {
                assertEnded(withoutSession);
                assertThat(withoutSession.said()).containsExactly("before", "session.revoked", "session.revoked");
            } else {
                withoutSession.awaitEvents(3);
                assertThat(withoutSession.said()).containsExactly("before", "session.revoked", "behind");
            }
            slow.request(10);
            assertEnded(slow);
            assertThat(slow.said()).isEmpty();
        }
    }

    /** The announcement of the act is enough: no look at the log, which nodes take every second, comes in between. */
    @Test
    default void endOfAnAccountShouldReachTheStreamsOfOtherNodesByItsAnnouncement() {
        Storage storage = storage();
        FeedReads reads = new FeedReads(storage.transactions());
        try (Chat near = chatOn(storage);
                Chat far = chatOn(new Storage(reads, storage.bus()))) {
            Administration administration = near.administration();
            Map<String, Consumer<String>> acts = Map.of(
                    "alice", user -> administration.accounts().endSessions(user).join(),
                    "bob", user -> administration.disable(user).join(),
                    "carol", user -> administration.accounts().delete(user).join());
            List<Recorder> streams = new ArrayList<>();
            for (String user : acts.keySet()) {
                person(near, user);
                streams.add(live(far, login(near, user)));
            }
            Caller dora = person(near, "dora");
            RoomId room = privateRoom(near, dora, "Room");
            Recorder witness = live(far, dora);
            reads.failElsewhere();
            // Announcements arrive as soon as the bus is connected.
            Eventually.await(() -> {
                say(near, dora, room, "hello");
                return !witness.events().isEmpty();
            });

            acts.forEach((user, act) -> act.accept(user));

            streams.forEach(LostRightsContract::assertEnded);
        }
    }

    private static Recorder live(Chat chat, Caller caller) {
        return Recorder.eager()
                .on(chat.events().events(caller, StreamRequest.FROM_NOW))
                .awaitLive();
    }

    private static void assertEnded(Recorder stream) {
        assertThat(stream.awaitError())
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(RefusalCode.UNAUTHENTICATED));
    }

    /** A way to lose a room. */
    enum Loss {
        LEAVING("member.left") {
            @Override
            void of(Chat chat, Caller owner, Caller member, RoomId room) {
                chat.rooms().leave(member, room).join();
            }
        },
        REMOVAL("member.left") {
            @Override
            void of(Chat chat, Caller owner, Caller member, RoomId room) {
                chat.moderation().remove(owner, room, "bob").join();
            }
        },
        BAN("member.left") {
            @Override
            void of(Chat chat, Caller owner, Caller member, RoomId room) {
                chat.moderation()
                        .ban(owner, room, "bob", new BanRequest(null, null))
                        .join();
            }
        },
        DELETION("room.deleted") {
            @Override
            void of(Chat chat, Caller owner, Caller member, RoomId room) {
                chat.rooms().delete(owner, room).join();
            }
        };

        private final String event;

        Loss(String event) {
            this.event = event;
        }

        abstract void of(Chat chat, Caller owner, Caller member, RoomId room);
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    default void streamShouldGetOnlyTheLossOfARoomThatWasLost(Loss loss) {
        Storage storage = storage();
        FeedReads reads = new FeedReads(storage.transactions());
        try (Chat near = chatOn(storage);
                Chat paused = chatOn(new Storage(reads, storage.bus()))) {
            Caller alice = person(near, "alice");
            Caller bob = person(near, "bob");
            RoomId tea = privateRoom(near, alice, "Tea", "bob");
            RoomId coffee = privateRoom(near, alice, "Coffee", "bob");
            Recorder stream = live(paused, bob);

            reads.pause();
            say(near, alice, tea, "before");
            reads.awaitHeld();
            loss.of(near, alice, bob, tea);
            say(near, alice, coffee, "elsewhere");
            reads.release();

            stream.awaitEvents(2);
            assertThat(stream.said()).containsExactly(loss.event, "elsewhere");
        }
    }

    @Test
    default void streamShouldCountFromTheLatestJoinOfAMemberWhoReturned() {
        Storage storage = storage();
        FeedReads reads = new FeedReads(storage.transactions());
        try (Chat near = chatOn(storage);
                Chat paused = chatOn(new Storage(reads, storage.bus()))) {
            Caller alice = person(near, "alice");
            Caller bob = person(near, "bob");
            RoomId tea = privateRoom(near, alice, "Tea", "bob");
            Recorder stream = live(paused, bob);

            reads.pause();
            say(near, alice, tea, "before");
            reads.awaitHeld();
            near.moderation().remove(alice, tea, "bob").join();
            say(near, alice, tea, "between");
            near.moderation().add(alice, tea, "bob").join();
            say(near, alice, tea, "behind");
            reads.release();

            stream.awaitEvents(3);
            assertThat(stream.said()).containsExactly("member.left", "member.joined", "behind");
        }
    }
}
