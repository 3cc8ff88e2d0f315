package dev.chatrooms.http.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.domain.Refusal;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.id.AccountId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Limits the calls of each account that are processed at a time, so that one account cannot occupy all workers or fill
 * the memory with responses. A call counts until its response is written. Further calls wait in order, up to
 * {@value #WAITING_FACTOR} times the limit; beyond that they are refused. Expensive calls have a lower limit within the
 * general one, and those that wait for it do not hold up others. Thread-safe.
 */
final class InFlightLimit {
    /** A page that loads a hundred pictures at once waits a moment instead of being refused. */
    static final int WAITING_FACTOR = 16;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final int limit;
    private final int expensiveLimit;
    // Guarded by itself. The lock covers arithmetic only.
    private final Map<AccountId, Lane> lanes = new HashMap<>();

    /** The calls of one account. */
    private static final class Lane {
        private final Deque<Waiting> waiting = new ArrayDeque<>();
        private int running;
        private int expensive;
    }

    private record Waiting(boolean expensive, CompletableFuture<Permit> permit) {}

    /** The right to process one call. */
    interface Permit {
        Permit NONE = () -> {};

        /** Returns the permit. Further calls have no effect. */
        void release();
    }

    /** @param limit the calls of an account at a time; 0 for no limit */
    InFlightLimit(int limit, int expensiveLimit) {
        this.limit = limit;
        this.expensiveLimit = expensiveLimit;
    }

    /**
     * Returns a permit as soon as the account has one. A caller that no longer needs it completes the future itself.
     *
     * @throws ChatException {@code rate_limited} if too many calls of the account wait
     */
    CompletableFuture<Permit> acquire(AccountId account, boolean expensive) {
        CompletableFuture<Permit> permit = new CompletableFuture<>();
        if (limit == 0) {
            permit.complete(Permit.NONE);
            return permit;
        }
        Waiting call = new Waiting(expensive, permit);
        synchronized (lanes) {
            Lane lane = lanes.computeIfAbsent(account, id -> new Lane());
            if (!starts(lane, call)) {
                lane.waiting.removeIf(other -> other.permit().isDone());
                if (lane.waiting.size() >= WAITING_FACTOR * limit) {
                    throw tooMany();
                }
                lane.waiting.add(call);
                return permit;
            }
        }
        grant(account, call);
        return permit;
    }

    /** Returns the number of accounts that have calls in progress. */
    int accounts() {
        synchronized (lanes) {
            return lanes.size();
        }
    }

    /** Counts the call if there is a place for it, and returns whether there is. */
    private boolean starts(Lane lane, Waiting call) {
        if (lane.running >= limit || (call.expensive() && lane.expensive >= expensiveLimit)) {
            return false;
        }
        lane.running++;
        lane.expensive += call.expensive() ? 1 : 0;
        return true;
    }

    /** Completes the future, outside the lock since that may run the call. */
    private void grant(AccountId account, Waiting call) {
        AtomicBoolean released = new AtomicBoolean();
        Permit permit = () -> {
            if (released.compareAndSet(false, true)) {
                finish(account, call.expensive());
            }
        };
        if (!call.permit().complete(permit)) {
            permit.release();
        }
    }

    private void finish(AccountId account, boolean expensive) {
        List<Waiting> granted = new ArrayList<>();
        synchronized (lanes) {
            Lane lane = Objects.requireNonNull(lanes.get(account));
            lane.running--;
            lane.expensive -= expensive ? 1 : 0;
            lane.waiting.removeIf(next -> next.permit().isDone() || (starts(lane, next) && granted.add(next)));
            if (lane.running == 0) {
                lanes.remove(account);
            }
        }
        granted.forEach(next -> grant(account, next));
    }

    static ChatException tooMany() {
        return new ChatException(
                new Refusal(RefusalCode.RATE_LIMITED, "too many requests of this account are in progress"),
                RETRY_AFTER,
                null);
    }
}
