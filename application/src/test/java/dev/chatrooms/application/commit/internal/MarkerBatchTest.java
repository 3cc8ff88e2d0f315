package dev.chatrooms.application.commit.internal;

import static dev.chatrooms.application.Fixture.chatOn;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.privateRoom;
import static dev.chatrooms.application.Fixture.say;
import static dev.chatrooms.application.Outcomes.get;
import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.HandClock;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.memory.TimeOrderedIds;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.Draft;
import dev.chatrooms.domain.message.MessageText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Markers of the same commit, in a room with five messages of Alice's that Bob and Carol have not read. */
class MarkerBatchTest {
    private final Storage storage = MemoryStorage.create();
    private final GatedTransactions store = new GatedTransactions(storage.transactions());
    private final HandClock clock = new HandClock();
    private final TimeOrderedIds ids = new TimeOrderedIds();
    /** The events of each commit that the listener received; null if they must be read from the log. */
    private final List<List<LoggedEvent>> received = new CopyOnWriteArrayList<>();

    private final Committer committer = new Committer(
            store, clock, (before, head, events) -> received.add(events == null ? List.of() : events), head -> {});
    private final Caller alice;
    private final Caller bob;
    private final Caller carol;
    private final Caller stranger;
    private final RoomId tea;

    MarkerBatchTest() {
        try (Chat chat = chatOn(storage)) {
            alice = person(chat, "alice");
            bob = person(chat, "bob");
            carol = person(chat, "carol");
            stranger = person(chat, "stranger");
            tea = privateRoom(chat, alice, "Tea", "bob", "carol");
            for (int i = 0; i < 5; i++) {
                say(chat, alice, tea, "message");
            }
        }
    }

    @AfterEach
    void close() {
        store.release();
        committer.close();
    }

    /** Holds the committer, so that the following commands form one batch. */
    private void holdTheStore() {
        store.hold();
        CompletableFuture<String> unused = committer.change(Set.of(), uow -> "held");
        store.awaitHeld();
    }

    private CompletableFuture<MarkerPosition> read(Caller reader, long seq) {
        return committer.moveMarker(tea, reader.accountId(), seq, false);
    }

    private void post(Caller sender) {
        CompletableFuture<?> unused = committer.post(
                sender,
                new Draft(
                        new MessageId(ids.next()),
                        tea,
                        sender.accountId(),
                        new MessageText("more"),
                        clock.instant(),
                        null));
    }

    @Test
    void markersOfOneAccountShouldBecomeOneEventAndOneSignal() {
        holdTheStore();
        List<CompletableFuture<MarkerPosition>> reads = new ArrayList<>();
        for (long seq : new long[] {1, 2, 4, 3}) {
            reads.add(read(bob, seq));
        }
        store.release();

        assertThat(reads)
                .extracting(read -> get(read))
                .containsExactly(
                        new MarkerPosition(4, 5, 3, false, true),
                        new MarkerPosition(4, 5, 3, false, false),
                        new MarkerPosition(4, 5, 3, false, false),
                        new MarkerPosition(4, 5, 3, false, false));
        assertThat(received).hasSize(1);
        assertThat(received.get(0)).hasSize(1);
    }

    @Test
    void markersOfOneAccountShouldBeDecidedInTheirOrderWhenOneMarksAsUnread() {
        holdTheStore();
        List<CompletableFuture<MarkerPosition>> reads = new ArrayList<>();
        reads.add(read(bob, 4));
        reads.add(committer.moveMarker(tea, bob.accountId(), 1, true));
        reads.add(read(bob, 2));
        store.release();

        assertThat(reads)
                .extracting(read -> get(read))
                .as("no signal: the others would see a marker that goes down")
                .containsOnly(new MarkerPosition(2, 5, 3, false, true), new MarkerPosition(2, 5, 3, false, false));
        assertThat(received.get(0)).hasSize(1);
    }

    @Test
    void commitShouldIncludeMarkerEventsBesideMessages() {
        holdTheStore();
        CompletableFuture<MarkerPosition> bobs = read(bob, 5);
        post(alice);
        CompletableFuture<MarkerPosition> carols = read(carol, 9);
        post(bob);
        store.release();

        assertThat(get(bobs)).isEqualTo(new MarkerPosition(5, 5, 3, false, true));
        assertThat(get(carols)).isEqualTo(new MarkerPosition(5, 5, 3, false, true));
        List<LoggedEvent> events = received.get(0);
        List<LoggedEvent> logged = storage.transactions()
                .read(stores -> stores.log().read(Position.START, events.get(3).position(), 100));
        List<LoggedEvent> last = logged.subList(logged.size() - 4, logged.size());
        assertThat(events)
                .extracting(LoggedEvent::position)
                .isEqualTo(last.stream().map(LoggedEvent::position).toList());
        assertThat(events)
                .extracting(LoggedEvent::kind)
                .isEqualTo(last.stream().map(LoggedEvent::kind).toList());
        assertThat(events)
                .extracting(LoggedEvent::subjectId)
                .containsExactly(bob.accountId(), carol.accountId(), null, null);
        assertThat(events.get(2)).isEqualTo(last.get(2));
    }

    @Test
    void refusalShouldReachOnlyTheRefusedAccounts() {
        holdTheStore();
        CompletableFuture<MarkerPosition> strangers = read(stranger, 5);
        CompletableFuture<MarkerPosition> bobs = read(bob, 5);
        CompletableFuture<MarkerPosition> nowhere =
                committer.moveMarker(new RoomId(ids.next()), bob.accountId(), 1, false);
        store.release();

        assertThat(refusal(strangers).code()).isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(refusal(nowhere).code()).isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(get(bobs).advanced()).isTrue();
    }

    @Test
    void markerThatDoesNotMoveShouldAppendNoEvent() {
        assertThat(get(read(alice, 3))).isEqualTo(new MarkerPosition(5, 5, 3, false, false));
        assertThat(get(read(bob, 0))).isEqualTo(new MarkerPosition(0, 5, 3, false, false));

        assertThat(received).isEmpty();
    }
}
