package dev.chatrooms.application.commit.internal;

import static dev.chatrooms.application.Fixture.chatOn;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.publicRoom;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.HandClock;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.memory.TimeOrderedIds;
import dev.chatrooms.application.message.HistoryRequest;
import dev.chatrooms.application.message.SendResult;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.ClientId;
import dev.chatrooms.domain.message.Draft;
import dev.chatrooms.domain.message.MessageText;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A committer on a gated store with a room of Alice's, and optionally a change that is held at the gate. */
final class CommitterFixture implements AutoCloseable {
    final GatedTransactions store;
    final Committer committer;
    final RoomId tea;
    /** The number of events in each commit that the listener received. */
    final List<Integer> received = new CopyOnWriteArrayList<>();

    private final TimeOrderedIds ids = new TimeOrderedIds();
    private final HandClock clock = new HandClock();
    private final Caller alice;

    CommitterFixture(Duration maxWait) {
        this(maxWait, false);
    }

    private CommitterFixture(Duration maxWait, boolean deaf) {
        Storage storage = MemoryStorage.create();
        try (Chat chat = chatOn(storage)) {
            alice = person(chat, "alice");
            tea = publicRoom(chat, alice, "Tea");
        }
        store = new GatedTransactions(storage.transactions());
        committer = new Committer(
                store,
                clock,
                (before, head, events) -> {
                    received.add(
                            (int) (head.position().value() - before.position().value()));
                    if (deaf) {
                        throw new IllegalStateException("the listener is broken");
                    }
                },
                head -> {},
                maxWait);
    }

    /** Uses a time limit that no test reaches. */
    static CommitterFixture patient() {
        return new CommitterFixture(Duration.ofMinutes(10));
    }

    /** Uses a listener that always throws. */
    static CommitterFixture withABrokenListener() {
        return new CommitterFixture(Duration.ofMinutes(10), true);
    }

    CompletableFuture<SendResult> post(String text) {
        return post(text, null);
    }

    CompletableFuture<SendResult> post(String text, String clientId) {
        return committer.post(
                alice,
                new Draft(
                        new MessageId(ids.next()),
                        tea,
                        alice.accountId(),
                        new MessageText(text),
                        clock.instant(),
                        clientId == null ? null : new ClientId(clientId)));
    }

    /** A change that does nothing. */
    CompletableFuture<String> change(String result) {
        return committer.change(Set.of(), uow -> result);
    }

    /** Holds the store with a change at the gate, so that further commands wait behind it. */
    CompletableFuture<String> holdTheStore() {
        store.hold();
        CompletableFuture<String> held = change("held");
        store.awaitHeld();
        return held;
    }

    List<String> said() {
        return store
                .read(stores -> stores.messages()
                        .history(tea, alice.accountId(), HistoryRequest.newest(200), clock.instant())
                        .orElseThrow())
                .items()
                .stream()
                .map(view -> String.valueOf(view.message().text()))
                .toList();
    }

    @Override
    public void close() {
        store.release();
        committer.close();
    }
}
