package dev.chatrooms.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.spi.Together;
import dev.chatrooms.domain.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The outcomes of calls; every wait is bounded. */
public final class Outcomes {
    private static final long PATIENCE_SECONDS = Together.PATIENCE_SECONDS;

    private Outcomes() {}

    public static <T> T get(Future<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("no outcome", e);
        }
    }

    /** Returns the refusal that a future completes with. */
    public static ChatException refusal(CompletableFuture<?> outcome) {
        Throwable thrown = catchThrowable(() -> outcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertThat(thrown).as("a refusal").isInstanceOf(ExecutionException.class);
        return asRefusal(thrown.getCause());
    }

    /** Returns the refusal that a call throws. */
    public static ChatException refusal(ThrowingCallable call) {
        return asRefusal(catchThrowable(call));
    }

    private static ChatException asRefusal(Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        assertThat(cause).as("a refusal").isInstanceOf(ChatException.class);
        return (ChatException) cause;
    }

    /** Returns the field errors of a refusal, each as {@code field code}. */
    public static List<String> blamed(ChatException refusal) {
        return refusal.refusal().errors().stream()
                .map((FieldError error) -> error.field() + " " + error.code())
                .toList();
    }

    /** Returns the outcomes of a call that several threads make at the same time. */
    public static <T> List<T> racing(int threads, Callable<T> call) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(() -> {
                    start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                    return call.call();
                }));
            }
            return running.stream().map(Outcomes::get).toList();
        } finally {
            pool.shutdownNow();
        }
    }
}
