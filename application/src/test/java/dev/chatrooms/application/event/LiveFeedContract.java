package dev.chatrooms.application.event;

import static dev.chatrooms.application.Fixture.UNLIMITED;
import static dev.chatrooms.application.Fixture.chatOn;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.privateRoom;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Fixture.say;
import static dev.chatrooms.application.Fixture.withReplay;
import static dev.chatrooms.application.event.StreamRequest.FROM_NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Fixture;
import dev.chatrooms.application.account.Login;
import dev.chatrooms.application.account.SignedIn;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.event.FeedItem.Resume;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.spi.EventBus;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.Together;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountEvent;
import dev.chatrooms.domain.account.DisplayName;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.Epoch;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.LeaveReason;
import dev.chatrooms.domain.room.RoomEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of streams on any store: the rules on cursors and on recipients, one by one. */
public interface LiveFeedContract {
    /** An empty store. */
    Storage storage();

    @Test
    default void streamShouldStartWithTheStateAtItsCursorWhenFresh() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");
            Cursor last = say(chat, alice, tea, "hello").cursor();

            Recorder stream = Recorder.eager().on(chat.events().events(alice, StreamRequest.FROM_NOW));

            assertThat(stream.welcome().resume()).isEqualTo(Resume.FRESH);
            assertThat(stream.welcome().cursor()).isEqualTo(last);
            assertThat(stream.welcome().me().username().value()).isEqualTo("alice");
            assertThat(stream.welcome().rooms()).singleElement().satisfies(room -> {
                assertThat(room.room().id()).isEqualTo(tea);
                assertThat(room.room().lastSeq()).isEqualTo(1);
                assertThat(room.me().membership().readSeq()).isEqualTo(1);
            });
            say(chat, alice, tea, "more");
            stream.awaitEvents(1);
            assertThat(stream.said()).containsExactly("more");
        }
    }

    @Test
    default void streamShouldReplayMissedEventsAndContinueLiveWhenResumed() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");
            Cursor cursor = say(chat, alice, tea, "seen").cursor();
            say(chat, alice, tea, "missed 1");
            say(chat, alice, tea, "missed 2");

            Recorder stream = Recorder.eager().on(chat.events().events(alice, StreamRequest.after(cursor.toString())));
            stream.awaitEvents(2);
            say(chat, alice, tea, "live");
            stream.awaitEvents(3);

            assertThat(stream.welcome().resume()).isEqualTo(Resume.RESUMED);
            assertThat(stream.welcome().cursor()).isEqualTo(cursor);
            assertThat(stream.welcome().rooms()).isEmpty();
            assertThat(stream.said()).containsExactly("missed 1", "missed 2", "live");
            assertThat(stream.events())
                    .extracting(e -> e.cursor().position())
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "nonsense", "-", "k3f-", "k3f--1", "k3f-99999999999999999999", "other1-1", "\u0000", "é-1"})
    default void streamShouldResetWhenTheCursorIsUnknown(String cursor) {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            publicRoom(chat, alice, "Tea");

            Recorder stream = Recorder.eager().on(chat.events().events(alice, StreamRequest.after(cursor)));

            assertThat(stream.welcome().resume()).isEqualTo(Resume.RESET);
            assertThat(stream.welcome().rooms()).hasSize(1);
        }
    }

    @Test
    default void streamShouldResetWhenTheCursorIsOfAnotherEpochOrBeyondTheHead() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");
            Cursor head = say(chat, alice, tea, "hello").cursor();
            Cursor beyond = new Cursor(head.epoch(), head.position().plus(1));
            Cursor elsewhere = new Cursor(new Epoch("0other"), head.position());

            for (Cursor cursor : List.of(beyond, elsewhere)) {
                Recorder stream =
                        Recorder.eager().on(chat.events().events(alice, StreamRequest.after(cursor.toString())));
                assertThat(stream.welcome().resume()).isEqualTo(Resume.RESET);
                assertThat(stream.welcome().cursor()).isEqualTo(head);
            }
        }
    }

    @Test
    default void streamShouldCountOnlyTheViewersEventsAgainstTheReplayLimit() {
        try (Chat chat = chatOn(storage(), withReplay(10, 1000))) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            RoomId tea = publicRoom(chat, alice, "Tea");
            RoomId bobs = privateRoom(chat, bob, "Bob's own");
            Cursor cursor = say(chat, alice, tea, "seen").cursor();
            IntStream.range(0, 30).forEach(i -> say(chat, bob, bobs, "not ours " + i));
            IntStream.range(0, 10).forEach(i -> say(chat, alice, tea, "ours " + i));

            Recorder within = Recorder.eager().on(chat.events().events(alice, StreamRequest.after(cursor.toString())));
            within.awaitEvents(10);
            say(chat, alice, tea, "one more");
            Recorder without = Recorder.eager().on(chat.events().events(alice, StreamRequest.after(cursor.toString())));

            assertThat(within.welcome().resume()).isEqualTo(Resume.RESUMED);
            assertThat(without.welcome().resume()).isEqualTo(Resume.RESET);
        }
    }

    @Test
    default void streamShouldReadOnFromTheLogAndNeverResetWhenItHasFallenBehind() {
        try (Chat chat = chatOn(storage(), withReplay(10, 16))) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");
            Recorder slow = Recorder.idle().on(chat.events().events(alice, StreamRequest.FROM_NOW));
            slow.request(1);
            slow.welcome();

            List<String> said =
                    IntStream.range(0, 400).mapToObj(i -> "message " + i).toList();
            said.forEach(text -> say(chat, alice, tea, text));
            assertThat(slow.events())
                    .as("nothing is handed over without demand")
                    .isEmpty();
            slow.request(Long.MAX_VALUE);
            slow.awaitEvents(400);

            assertThat(slow.said()).isEqualTo(said);
        }
    }

    @Test
    default void streamShouldFallBehindAndCatchUpWheneverDemandRunsOut() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");
            Recorder stream = Recorder.idle().on(chat.events().events(alice, StreamRequest.FROM_NOW));
            stream.request(1);
            stream.welcome();
            List<String> said = new ArrayList<>();
            for (int round = 0; round < 50; round++) {
                said.add("a" + round);
                say(chat, alice, tea, "a" + round);
                said.add("b" + round);
                say(chat, alice, tea, "b" + round);
                int known = stream.events().size();
                stream.request(1);
                stream.awaitEvents(known + 1);
            }
            stream.request(Long.MAX_VALUE);
            stream.awaitEvents(said.size());

            assertThat(stream.said()).isEqualTo(said);
        }
    }

    @Test
    default void deliveredShouldMoveOnWhenNothingHappensForTheViewer() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            RoomId bobs = privateRoom(chat, bob, "Bob's own");
            Recorder stream = Recorder.eager().on(chat.events().events(alice, StreamRequest.FROM_NOW));
            stream.welcome();

            Cursor last = say(chat, bob, bobs, "not hers").cursor();

            stream.awaitDelivered(last.position());
            assertThat(stream.events()).isEmpty();
        }
    }

    @Test
    default void replayShouldShowOnlyTheOwnLeavingOfARoomThatWasLeft() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            RoomId tea = publicRoom(chat, alice, "Tea");
            chat.rooms().join(bob, tea).join();
            Recorder before = Recorder.eager().on(chat.events().events(bob, StreamRequest.FROM_NOW));
            String cursor = before.welcome().cursor().toString();
            say(chat, alice, tea, "while a member");
            chat.rooms().leave(bob, tea).join();
            Cursor last = say(chat, alice, tea, "after").cursor();
            before.awaitDelivered(last.position());

            Recorder replay = Recorder.eager().on(chat.events().events(bob, StreamRequest.after(cursor)));
            replay.awaitDelivered(last.position());

            assertThat(before.said()).containsExactly("while a member", "member.left");
            assertThat(replay.said()).containsExactly("member.left");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 1000})
    default void replayShouldHideTheRoomInAJoinOfAMembershipThatEnded(int ringEvents) {
        try (Chat chat = chatOn(storage(), withReplay(10_000, ringEvents))) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            Caller carol = person(chat, "carol");
            RoomId tea = publicRoom(chat, alice, "Tea");
            String cursor = say(chat, alice, tea, "hush").cursor().toString();
            chat.rooms().join(bob, tea).join();
            chat.rooms().leave(bob, tea).join();
            chat.rooms().join(carol, tea).join();
            Cursor last = null;
            for (int i = 0; i < 20; i++) {
                last = say(chat, alice, tea, "more " + i).cursor();
            }

            // From the small ring the first events are gone, so it is read from the log; from the large one it is not.
            Recorder replay = Recorder.eager().on(chat.events().events(bob, StreamRequest.after(cursor)));
            replay.awaitDelivered(last.position());

            assertThat(replay.said()).containsExactly("member.joined", "member.left");
            EventContent.Joined joined =
                    (EventContent.Joined) replay.events().get(0).event().content();
            EventContent.Left left =
                    (EventContent.Left) replay.events().get(1).event().content();
            assertThat(joined.room()).isNull();
            assertThat(joined.memberCount()).isEqualTo(2);
            assertThat(left.memberCount()).isEqualTo(1);
        }
    }

    @Test
    default void replayShouldStartAtTheLatestJoinWhenAMemberRejoined() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            RoomId tea = publicRoom(chat, alice, "Tea");
            Cursor cursor = say(chat, alice, tea, "before").cursor();
            chat.rooms().join(bob, tea).join();
            say(chat, alice, tea, "first stay");
            chat.rooms().leave(bob, tea).join();
            say(chat, alice, tea, "away");
            chat.rooms().join(bob, tea).join();
            Cursor last = say(chat, alice, tea, "second stay").cursor();

            Recorder replay = Recorder.eager().on(chat.events().events(bob, StreamRequest.after(cursor.toString())));
            replay.awaitDelivered(last.position());

            assertThat(replay.said()).containsExactly("member.joined", "member.left", "member.joined", "second stay");
        }
    }

    @Test
    default void deletionOfARoomShouldReachItsMembersAlsoOnReplayAndNothingEarlierOfIt() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            Caller carol = person(chat, "carol");
            RoomId tea = publicRoom(chat, alice, "Tea");
            chat.rooms().join(bob, tea).join();
            chat.rooms().join(carol, tea).join();
            Recorder live = Recorder.eager().on(chat.events().events(bob, StreamRequest.FROM_NOW));
            String cursor = live.welcome().cursor().toString();
            say(chat, alice, tea, "soon gone");
            chat.rooms().leave(carol, tea).join();
            // Delivered together with the deletion, they would be omitted as on replay.
            live.awaitEvents(2);
            chat.rooms().delete(alice, tea).join();
            RoomId other = publicRoom(chat, bob, "Tea");
            Cursor last = say(chat, bob, other, "elsewhere").cursor();

            Recorder replay = Recorder.eager().on(chat.events().events(bob, StreamRequest.after(cursor)));
            Recorder formerMember = Recorder.eager().on(chat.events().events(carol, StreamRequest.after(cursor)));

            for (Recorder stream : List.of(live, replay, formerMember)) {
                stream.awaitDelivered(last.position());
            }
            assertThat(live.said())
                    .containsExactly(
                            "soon gone", "member.left", "room.deleted", "room.created", "member.joined", "elsewhere");
            assertThat(replay.said()).containsExactly("room.deleted", "room.created", "member.joined", "elsewhere");
            assertThat(formerMember.said()).containsExactly("member.left");
        }
    }

    @Test
    default void creatorShouldSeeTheRoomFromItsFirstEventLiveAndOnReplay() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Recorder live = Recorder.eager().on(chat.events().events(alice, StreamRequest.FROM_NOW));
            String cursor = live.welcome().cursor().toString();
            RoomId tea = publicRoom(chat, alice, "Tea");
            live.awaitEvents(2);
            Recorder replay = Recorder.eager().on(chat.events().events(alice, StreamRequest.after(cursor)));
            replay.awaitEvents(2);

            for (Recorder stream : List.of(live, replay)) {
                assertThat(stream.said()).containsExactly("room.created", "member.joined");
                EventContent.Joined joined =
                        (EventContent.Joined) stream.events().get(1).event().content();
                assertThat(joined.room().room().id()).isEqualTo(tea);
                assertThat(joined.memberCount()).isEqualTo(1);
                assertThat(stream.events().get(1).audience()).isEqualTo(Audience.SELF);
            }
        }
    }

    @Test
    default void initialMemberShouldSeeTheRoomFromItsJoinLiveAndOnReplay() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            person(chat, "carol");
            Recorder live = Recorder.eager().on(chat.events().events(bob, StreamRequest.FROM_NOW));
            String cursor = live.welcome().cursor().toString();
            RoomId tea = privateRoom(chat, alice, "Tea", "bob", "carol");
            Cursor last = say(chat, alice, tea, "hello").cursor();
            live.awaitDelivered(last.position());
            // The node keeps nothing of the account: the replay reads its rights anew.
            live.cancel();
            Recorder replay = Recorder.eager().on(chat.events().events(bob, StreamRequest.after(cursor)));
            replay.awaitDelivered(last.position());

            for (Recorder stream : List.of(live, replay)) {
                assertThat(stream.said()).containsExactly("member.joined", "member.joined", "hello");
                assertThat(stream.events().get(0).audience()).isEqualTo(Audience.SELF);
            }
        }
    }

    @Test
    default void strangersShouldSeeNothingOfARoomAndMembersFromTheirJoiningOn() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            RoomId tea = publicRoom(chat, alice, "Tea");
            Recorder stream = Recorder.eager().on(chat.events().events(bob, StreamRequest.FROM_NOW));
            stream.welcome();
            say(chat, alice, tea, "not for Bob");
            chat.rooms().join(bob, tea).join();
            say(chat, alice, tea, "for Bob");
            stream.awaitEvents(2);

            assertThat(stream.said()).containsExactly("member.joined", "for Bob");
        }
    }

    @Test
    default void senderShouldSeeTheSendersViewOfAMessageOnEachStream() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            RoomId tea = publicRoom(chat, alice, "Tea");
            chat.rooms().join(bob, tea).join();
            Recorder one = Recorder.eager().on(chat.events().events(alice, StreamRequest.FROM_NOW));
            Recorder two = Recorder.eager().on(chat.events().events(alice, StreamRequest.FROM_NOW));
            Recorder other = Recorder.eager().on(chat.events().events(bob, StreamRequest.FROM_NOW));
            List.of(one, two, other).forEach(Recorder::welcome);
            // The welcome precedes going live; delivered() shows that it is live.
            chat.messages().send(alice, new Send(tea, "hi", "c-1")).join();

            assertThat(one.awaitEvents(1).get(0).audience()).isEqualTo(Audience.SELF);
            assertThat(two.awaitEvents(1).get(0).audience()).isEqualTo(Audience.SELF);
            assertThat(other.awaitEvents(1).get(0).audience()).isEqualTo(Audience.OTHERS);
        }
    }

    @Test
    default void streamShouldCarryOnlyItsRoomWhenNarrowed() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");
            RoomId coffee = publicRoom(chat, alice, "Coffee");
            Recorder stream = Recorder.eager().on(chat.events().events(alice, new StreamRequest(null, coffee)));
            String cursor = stream.welcome().cursor().toString();
            say(chat, alice, tea, "tea");
            Cursor last = say(chat, alice, coffee, "coffee").cursor();
            Recorder replay = Recorder.eager().on(chat.events().events(alice, new StreamRequest(cursor, coffee)));
            stream.awaitDelivered(last.position());
            replay.awaitDelivered(last.position());

            assertThat(stream.said()).containsExactly("coffee");
            assertThat(replay.said()).containsExactly("coffee");
        }
    }

    @Test
    default void streamShouldFailAfterTheWordOfItWhenItsSessionIsRevoked() {
        try (Chat chat = chatOn(storage())) {
            person(chat, "alice");
            Caller here = login(chat);
            Caller there = login(chat);
            Recorder ended = Recorder.eager().on(chat.events().events(here, StreamRequest.FROM_NOW));
            Recorder other = Recorder.eager().on(chat.events().events(there, StreamRequest.FROM_NOW));
            ended.welcome();
            other.welcome();

            chat.authentication().logout(here).join();

            assertThat(ended.awaitError())
                    .isInstanceOfSatisfying(
                            ChatException.class, e -> assertThat(e.code()).isEqualTo(RefusalCode.UNAUTHENTICATED));
            other.awaitEvents(1);
            assertThat(other.said()).containsExactly("session.revoked");
            assertThat(Recorder.eager()
                            .on(chat.events().events(here, StreamRequest.FROM_NOW))
                            .awaitError())
                    .isInstanceOf(ChatException.class);
        }
    }

    private static Caller login(Chat chat) {
        return authenticated(chat, signIn(chat));
    }

    private static SignedIn signIn(Chat chat) {
        return chat.authentication()
                .login(new Login("alice", "correct horse", null, null))
                .join();
    }

    private static Caller authenticated(Chat chat, SignedIn signedIn) {
        return chat.authentication().authenticate(signedIn.accessToken());
    }

    @Test
    default void streamShouldFailWhenItsSessionExpires() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-20T10:00:00Z"));
        try (Chat chat =
                Fixture.builder(storage()).settings(UNLIMITED).clock(now::get).build()) {
            person(chat, "alice");
            Recorder stream = Recorder.eager().on(chat.events().events(login(chat), StreamRequest.FROM_NOW));
            stream.welcome();

            now.updateAndGet(t -> t.plus(Duration.ofDays(1)));

            assertThat(stream.awaitError()).isInstanceOf(ChatException.class);
        }
    }

    @Test
    default void streamShouldGoOnForAsLongAsItsSessionIsRefreshed() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-20T10:00:00Z"));
        try (Chat chat =
                Fixture.builder(storage()).settings(UNLIMITED).clock(now::get).build()) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");
            SignedIn phone = signIn(chat);
            Recorder refreshed = Recorder.eager().on(chat.events().events(authenticated(chat, phone), FROM_NOW));
            Recorder left = Recorder.eager().on(chat.events().events(login(chat), FROM_NOW));
            refreshed.welcome();
            left.welcome();
            now.updateAndGet(t -> t.plus(Duration.ofHours(23)));
            chat.authentication().refresh(phone.refreshToken()).join();

            now.updateAndGet(t -> t.plus(Duration.ofHours(1)));
            // Both are looked up together: when one has ended, the other has been judged as well.
            assertThat(left.awaitError()).isInstanceOf(ChatException.class);
            say(chat, alice, tea, "still there?");

            refreshed.awaitEvents(1);
            now.updateAndGet(t -> t.plus(Duration.ofHours(23)));
            assertThat(refreshed.awaitError())
                    .isInstanceOfSatisfying(
                            ChatException.class, e -> assertThat(e.code()).isEqualTo(RefusalCode.UNAUTHENTICATED));
            assertThat(refreshed.said()).containsExactly("still there?");
        }
    }

    @Test
    default void streamShouldFailWhenATokenOfItsSessionIsUsedTwice() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-20T10:00:00Z"));
        try (Chat chat =
                Fixture.builder(storage()).settings(UNLIMITED).clock(now::get).build()) {
            person(chat, "alice");
            SignedIn stolen = signIn(chat);
            Recorder stream = Recorder.eager().on(chat.events().events(authenticated(chat, stolen), FROM_NOW));
            stream.welcome();
            chat.authentication().refresh(stolen.refreshToken()).join();
            now.updateAndGet(t -> t.plus(Duration.ofMinutes(2)));

            assertThat(chat.authentication().refresh(stolen.refreshToken()))
                    .failsWithin(Duration.ofSeconds(Together.PATIENCE_SECONDS));

            assertThat(stream.awaitError()).isInstanceOf(ChatException.class);
            assertThat(stream.said()).containsExactly("session.revoked");
        }
    }

    @Test
    default void streamsShouldFailWhenThePersonLogsOutEverywhere() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Recorder here = Recorder.eager().on(chat.events().events(login(chat), FROM_NOW));
            Recorder there = Recorder.eager().on(chat.events().events(login(chat), FROM_NOW));
            Recorder withoutSession = Recorder.eager().on(chat.events().events(alice, FROM_NOW));
            List.of(here, there, withoutSession).forEach(Recorder::welcome);

            chat.authentication().logoutEverywhere(alice).join();

            assertThat(here.awaitError()).isInstanceOf(ChatException.class);
            assertThat(there.awaitError()).isInstanceOf(ChatException.class);
            withoutSession.awaitEvents(2);
        }
    }

    @Test
    default void streamsShouldHearOfOtherNodesEvenWhenAnnouncementsAreLost() {
        Storage storage = storage();
        Storage withSilentBus = new Storage(storage.transactions(), new SilentBus());
        try (Chat here = chatOn(withSilentBus);
                Chat there = chatOn(withSilentBus)) {
            Caller alice = person(here, "alice");
            RoomId tea = publicRoom(here, alice, "Tea");
            Recorder stream = Recorder.eager().on(there.events().events(alice, StreamRequest.FROM_NOW));
            stream.welcome();

            say(here, alice, tea, "from here");
            say(there, alice, tea, "from there");
            say(here, alice, tea, "from here again");
            stream.awaitEvents(3);

            assertThat(stream.said()).containsExactly("from here", "from there", "from here again");
        }
    }

    @Test
    default void streamsOfTwoNodesShouldShowTheSameOrder() {
        Storage storage = storage();
        try (Chat here = chatOn(storage);
                Chat there = chatOn(storage)) {
            Caller alice = person(here, "alice");
            RoomId tea = publicRoom(here, alice, "Tea");
            Recorder one = Recorder.eager().on(here.events().events(alice, StreamRequest.FROM_NOW));
            Recorder two = Recorder.eager().on(there.events().events(alice, StreamRequest.FROM_NOW));
            one.welcome();
            two.welcome();

            IntStream.range(0, 200)
                    .mapToObj(i -> (i % 2 == 0 ? here : there).messages().send(alice, new Send(tea, "m" + i, "c" + i)))
                    .toList()
                    .forEach(sent -> sent.join());
            one.awaitEvents(200);
            two.awaitEvents(200);

            assertThat(one.said()).isEqualTo(two.said()).hasSize(200);
        }
    }

    @Test
    default void streamShouldCompleteWhenTheChatIsClosed() {
        Storage storage = storage();
        Chat chat = chatOn(storage);
        Caller alice = person(chat, "alice");
        Recorder stream = Recorder.eager().on(chat.events().events(alice, StreamRequest.FROM_NOW));
        stream.welcome();

        chat.close();

        stream.awaitCompletion();
    }

    // ---- one's own place in a room

    @Test
    default void membershipEventShouldBeOmittedWhenTheMembershipEndedBeforeItWasRead() {
        Storage storage = storage();
        try (Chat chat = chatOn(storage)) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            RoomId tea = publicRoom(chat, alice, "Tea");
            chat.rooms().join(bob, tea).join();
            Recorder stream = live(chat, bob);

            // As another node does that announces late.
            Instant now = Instant.parse("2026-11-20T10:00:00Z");
            Cursor cursor = storage.transactions()
                    .write(uow -> {
                        uow.append(new RoomEvent.OwnMembershipUpdated(tea, bob.accountId()), now);
                        uow.rooms().removeMember(tea, bob.accountId());
                        return uow.append(
                                new RoomEvent.MemberLeft(tea, bob.accountId(), bob.accountId(), LeaveReason.LEFT, 1),
                                now);
                    })
                    .head();
            storage.bus().announce(cursor);
            stream.awaitDelivered(cursor.position());

            assertThat(stream.said()).containsExactly("member.left");
        }
    }

    // ---- what people show of themselves

    /** Changes a display name and returns the cursor of the event. */
    private static Cursor rename(Storage storage, Caller who, String displayName) {
        Cursor cursor = storage.transactions()
                .write(uow -> {
                    Account account = uow.accounts().find(who.accountId()).orElseThrow();
                    Instant now = account.updatedAt().plusSeconds(1);
                    uow.accounts().update(account.withProfile(new DisplayName(displayName), null, null, null, now));
                    return uow.append(new AccountEvent.Updated(who.accountId()), now);
                })
                .head();
        storage.bus().announce(cursor);
        return cursor;
    }

    private static Recorder live(Chat chat, Caller viewer) {
        Recorder stream = Recorder.eager().on(chat.events().events(viewer, StreamRequest.FROM_NOW));
        stream.welcome();
        return stream;
    }

    @Test
    default void accountUpdatedShouldReachAcquaintancesOnceAndNoOthers() {
        Storage storage = storage();
        try (Chat chat = chatOn(storage)) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            Caller carol = person(chat, "carol");
            Caller stranger = person(chat, "stranger");
            for (String name : List.of("Tea", "Coffee", "Cocoa")) {
                chat.rooms().join(bob, publicRoom(chat, alice, name)).join();
            }
            publicRoom(chat, stranger, "Alone");
            chat.personalLists().addContact(carol, "alice").join();
            chat.personalLists().addContact(alice, "stranger").join();
            List<Recorder> acquaintances = List.of(live(chat, alice), live(chat, bob), live(chat, carol));
            Recorder other = live(chat, stranger);

            rename(storage, alice, "Alice the First");
            Cursor last = rename(storage, alice, "Alice the Second");

            for (Recorder stream : acquaintances) {
                stream.awaitEvents(2);
                stream.awaitDelivered(last.position());
                assertThat(stream.said()).containsExactly("account.updated", "account.updated");
                EventContent.OfAccount content =
                        (EventContent.OfAccount) stream.events().get(1).event().content();
                assertThat(content.account().displayName().value()).isEqualTo("Alice the Second");
            }
            other.awaitDelivered(last.position());
            assertThat(other.events()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 1000})
    default void replayShouldReturnAccountUpdatesToCurrentAcquaintances(int ringEvents) {
        Storage storage = storage();
        try (Chat chat = chatOn(storage, withReplay(10_000, ringEvents))) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            Caller carol = person(chat, "carol");
            Caller left = person(chat, "left");
            Caller ownerOfLeftRoom = person(chat, "owner");
            Caller late = person(chat, "late");
            Caller formerContact = person(chat, "former");
            Caller stranger = person(chat, "stranger");
            RoomId tea = publicRoom(chat, alice, "Tea");
            RoomId coffee = publicRoom(chat, ownerOfLeftRoom, "Coffee");
            RoomId gone = publicRoom(chat, stranger, "Gone");
            chat.rooms().join(bob, tea).join();
            chat.rooms().join(left, tea).join();
            chat.rooms().join(alice, coffee).join();
            chat.rooms().join(alice, gone).join();
            chat.personalLists().addContact(carol, "alice").join();
            chat.personalLists().addContact(formerContact, "alice").join();
            Caller busySender = person(chat, "sender");
            RoomId elsewhere = publicRoom(chat, busySender, "Elsewhere");
            String cursor =
                    say(chat, busySender, elsewhere, "from here").cursor().toString();
            rename(storage, alice, "Alice of today");
            chat.rooms().leave(left, tea).join();
            chat.rooms().leave(alice, coffee).join();
            chat.rooms().delete(stranger, gone).join();
            chat.rooms().join(late, tea).join();
            chat.personalLists().removeContact(formerContact, "alice").join();
            Cursor last = null;
            for (int i = 0; i < 20; i++) {
                last = say(chat, busySender, elsewhere, "more " + i).cursor();
            }
            // From the small ring the events are gone, so they are read from the log; from the large one they are not.
            assertThat(accountUpdatesSeenBy(chat, alice, cursor, last))
                    .as("the account itself")
                    .isEqualTo(1);
            assertThat(accountUpdatesSeenBy(chat, bob, cursor, last))
                    .as("member")
                    .isEqualTo(1);
            assertThat(accountUpdatesSeenBy(chat, carol, cursor, last))
                    .as("has the account as a contact")
                    .isEqualTo(1);
            assertThat(accountUpdatesSeenBy(chat, late, cursor, last))
                    .as("joined since")
                    .isEqualTo(1);
            assertThat(accountUpdatesSeenBy(chat, left, cursor, last))
                    .as("left since")
                    .isZero();
            assertThat(accountUpdatesSeenBy(chat, ownerOfLeftRoom, cursor, last))
                    .as("the account left the room since")
                    .isZero();
            assertThat(accountUpdatesSeenBy(chat, formerContact, cursor, last))
                    .as("removed the contact since")
                    .isZero();
            assertThat(accountUpdatesSeenBy(chat, stranger, cursor, last))
                    .as("room deleted")
                    .isZero();
            assertThat(accountUpdatesSeenBy(chat, busySender, cursor, last))
                    .as("stranger")
                    .isZero();
        }
    }

    private static long accountUpdatesSeenBy(Chat chat, Caller viewer, String cursor, Cursor last) {
        Recorder replay = Recorder.eager().on(chat.events().events(viewer, StreamRequest.after(cursor)));
        replay.awaitDelivered(last.position());
        assertThat(replay.welcome().resume()).isEqualTo(Resume.RESUMED);
        return replay.said().stream().filter("account.updated"::equals).count();
    }

    @Test
    default void accountUpdatedShouldFollowContactsAndRoomsAsTheyChangeWhileAStreamIsLive() {
        Storage storage = storage();
        try (Chat chat = chatOn(storage)) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            RoomId tea = publicRoom(chat, alice, "Tea");
            Recorder stream = live(chat, bob);
            rename(storage, alice, "unknown");
            chat.personalLists().addContact(bob, "alice").join();
            rename(storage, alice, "a contact");
            chat.personalLists().removeContact(bob, "alice").join();
            rename(storage, alice, "forgotten");
            chat.rooms().join(bob, tea).join();
            rename(storage, alice, "in a room");
            chat.rooms().leave(bob, tea).join();
            rename(storage, alice, "left");
            chat.personalLists().block(bob, "alice").join();
            Cursor last = rename(storage, bob, "Bob");
            stream.awaitDelivered(last.position());

            assertThat(stream.said())
                    .containsExactly(
                            "contact.added",
                            "account.updated",
                            "contact.removed",
                            "member.joined",
                            "account.updated",
                            "member.left",
                            "block.added",
                            "account.updated");
        }
    }

    @Test
    default void listEventsShouldReachTheOwnerOnly() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            chat.rooms().join(bob, publicRoom(chat, alice, "Tea")).join();
            Recorder ours = live(chat, alice);
            Recorder theirs = live(chat, bob);
            chat.personalLists().addContact(alice, "bob").join();
            chat.personalLists().block(alice, "bob").join();
            chat.personalLists().unblock(alice, "bob").join();
            chat.personalLists().removeContact(alice, "bob").join();
            ours.awaitEvents(4);
            theirs.awaitDelivered(ours.events().get(3).cursor().position());

            assertThat(ours.said()).containsExactly("contact.added", "block.added", "block.removed", "contact.removed");
            assertThat(ours.events())
                    .allSatisfy(event -> assertThat(event.event().content())
                            .isInstanceOfSatisfying(
                                    EventContent.OfPerson.class,
                                    person -> assertThat(person.user().id()).isEqualTo(bob.accountId())));
            assertThat(theirs.events()).isEmpty();
        }
    }

    /** A bus that drops every announcement. */
    final class SilentBus implements EventBus {
        @Override
        public void announce(Cursor head) {}

        @Override
        public Registration subscribe(Consumer<Cursor> listener) {
            return () -> {};
        }

        @Override
        public void signal(String text) {}

        @Override
        public Registration onSignal(Consumer<String> listener) {
            return () -> {};
        }

        @Override
        public void close() {}
    }
}
