package dev.chatrooms.http.internal;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.http.internal.InFlightLimit.Permit;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Limits the uploads, downloads or polls of each account that are in progress at a time on a node. One counts until its
 * response is written. Further ones wait for a moment, since a page with many pictures requests all of them at once.
 * Thread-safe.
 */
public final class TransferLimit {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final InFlightLimit limit;
    private final Executor executor;
    private final Timers timers;

    /**
     * Creates a limit.
     *
     * @param transfers those of an account at a time; 0 for no limit
     * @param executor runs the endpoints that have waited
     */
    public TransferLimit(int transfers, Executor executor, Timers timers) {
        this.limit = new InFlightLimit(transfers, transfers);
        this.executor = executor;
        this.timers = timers;
    }

    /**
     * Returns an endpoint that waits for a place of its account. It fails with {@code rate_limited} if there is none.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // Failures are those of the returned stage.
    public Endpoint limiting(Endpoint endpoint) {
        return call -> {
            AccountId account = call.caller().accountId();
            CompletableFuture<Permit> permit = limit.acquire(account, false);
            permit.thenAccept(granted -> call.finished().whenComplete((done, thrown) -> granted.release()));
            if (permit.isDone()) {
                return endpoint.answer(call);
            }
            timers.run(PATIENCE, permit, () -> permit.completeExceptionally(InFlightLimit.tooMany()));
            // Elsewhere, since this is the thread that has finished another transfer, which may not block.
            return permit.thenComposeAsync(granted -> endpoint.answer(call), executor);
        };
    }
}
