package dev.chatrooms.application.search;

import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Fixture.say;
import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.Fixture;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.search.MessageSearch.IndexState;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.domain.RefusalCode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Searches of a node with eight workers, of which they may occupy two. */
class SearchBulkheadTest {
    private static final int WORKERS = 8;
    private static final int AT_ONCE = 2;
    private static final int WAITING = 100;

    private final Storage storage = MemoryStorage.create();
    private final HeldSearches store = new HeldSearches(storage.transactions());
    private final Chat chat = Fixture.builder(new Storage(store, storage.bus()))
            .workerThreads(WORKERS)
            .build();
    private final Caller alice = person(chat, "alice");

    @AfterEach
    void close() {
        store.release();
        chat.close();
    }

    private CompletableFuture<Page<FoundMessage>> search() {
        return chat.search().search(alice, SearchRequest.of("kettle"));
    }

    private List<CompletableFuture<Page<FoundMessage>>> searches(int count) {
        return IntStream.range(0, count).mapToObj(i -> search()).toList();
    }

    @Test
    void searchesShouldOccupyOnlyTheirShareOfTheWorkers() {
        var room = publicRoom(chat, alice, "Tea");
        say(chat, alice, room, "kettle");
        Eventually.await(() -> chat.search().state().equals(new IndexState(0, false)));
        List<CompletableFuture<Page<FoundMessage>>> searches = searches(AT_ONCE + WAITING);
        store.awaitRunning(AT_ONCE);

        assertThat(refusal(search()).code()).isEqualTo(RefusalCode.UNAVAILABLE);
        List<CompletableFuture<Void>> others = IntStream.range(0, WORKERS - AT_ONCE)
                .mapToObj(i -> CompletableFuture.runAsync(() -> chat.rooms().room(alice, room), chat.workers()))
                .toList();
        others.forEach(CompletableFuture::join);
        assertThat(store.started()).isEqualTo(AT_ONCE);
        store.release();
        assertThat(searches)
                .allSatisfy(search -> assertThat(search.join().items()).hasSize(1));
    }

    @Test
    void searchShouldEndInTheStoreWhenItsFutureIsCompleted() {
        CompletableFuture<Page<FoundMessage>> given = search();
        store.awaitRunning(1);

        given.cancel(false);

        store.awaitCancelled(1);
        store.awaitRunning(0);
    }

    @Test
    void waitingSearchShouldNeverStartWhenItsFutureIsCompleted() {
        searches(AT_ONCE);
        store.awaitRunning(AT_ONCE);
        List<CompletableFuture<Page<FoundMessage>>> waiting = searches(WAITING);

        waiting.forEach(search -> search.cancel(false));
        store.release();

        store.awaitRunning(0);
        search().join();
        assertThat(store.started()).isEqualTo(AT_ONCE + 1);
    }
}
