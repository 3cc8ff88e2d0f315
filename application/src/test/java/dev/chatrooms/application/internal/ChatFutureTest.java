package dev.chatrooms.application.internal;

import static dev.chatrooms.application.Fixture.chatOn;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.publicRoom;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Outcomes;
import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.domain.id.RoomId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ChatFutureTest {
    private static final String SENTENCE = "waiting for a future of the chat on its own thread chatrooms-test";

    private static <T> CompletableFuture<T> onSequentialThread(Supplier<T> work) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        new SequentialThread(() -> outcome.completeAsync(work, Runnable::run), "chatrooms-test", () -> true).start();
        return outcome;
    }

    private static <T> CompletableFuture<T> onWorker(Supplier<T> work) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        new WorkerThread(() -> outcome.completeAsync(work, Runnable::run), "chatrooms-test").start();
        return outcome;
    }

    @Test
    void aFutureOfEachServiceShouldNotBeWaitedForOnASingleThread() {
        try (Chat chat = chatOn(MemoryStorage.create())) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");
            List<CompletableFuture<?>> futures = List.of(
                    new ChatFuture<>(),
                    new ChatFuture<>().thenApply(done -> done),
                    new ChatFuture<>().thenCompose(done -> CompletableFuture.completedFuture(done)),
                    ChatFuture.of(new CompletableFuture<>()));
            for (CompletableFuture<?> future : futures) {
                for (Supplier<?> wait :
                        List.<Supplier<?>>of(future::join, () -> got(future), () -> gotInTime(future))) {
                    assertThatThrownBy(() -> Outcomes.get(onSequentialThread(wait)))
                            .hasStackTraceContaining(SENTENCE)
                            .hasStackTraceContaining("thenCompose");
                }
            }
            assertThat(chat.messages().send(alice, new Send(tea, "one", null))).isInstanceOf(ChatFuture.class);
            assertThat(chat.rooms().join(alice, tea)).isInstanceOf(ChatFuture.class);
            assertThat(chat.accounts().register(Registration.of("bob", "battery staple")))
                    .isInstanceOf(ChatFuture.class);
        }
    }

    private static Object got(CompletableFuture<?> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static Object gotInTime(CompletableFuture<?> future) {
        try {
            return future.get(1, TimeUnit.MINUTES);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aWorkerShouldWaitOnlyForWhatNeedsNoWorker() {
        CompletableFuture<String> committed = new ChatFuture<>();
        CompletableFuture<String> worked = ChatFuture.supplyAsync(() -> "done", task -> {});

        assertThatThrownBy(() -> Outcomes.get(onWorker(worked::join))).hasStackTraceContaining(SENTENCE);
        CompletableFuture<String> waiting = onWorker(committed::join);
        committed.complete("done");
        assertThat(Outcomes.get(waiting)).isEqualTo("done");
    }

    @Test
    void completedFuturesShouldBeReadOnEveryThread() {
        CompletableFuture<String> done = new ChatFuture<>();
        done.complete("done");

        assertThat(Outcomes.get(onSequentialThread(done::join))).isEqualTo("done");
    }

    @Test
    void aStageThatWaitsOnTheCommittersThreadShouldFailAtOnce() {
        try (Chat chat = chatOn(MemoryStorage.create())) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");
            CompletableFuture<String> waited = new CompletableFuture<>();
            while (!waited.isDone()) {
                chat.messages()
                        .send(alice, new Send(tea, "one", null))
                        .thenAccept(sent -> {
                            String thread = Thread.currentThread().getName();
                            try {
                                chat.messages()
                                        .send(alice, new Send(tea, "two", null))
                                        .join();
                            } catch (IllegalStateException e) {
                                waited.complete(thread + ": " + e.getMessage());
                            }
                        })
                        .join();
            }

            assertThat(Outcomes.get(waited)).contains("on its own thread chatrooms-committer");
        }
    }
}
