package dev.chatrooms.application.message.internal;

import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.configuration.ConfigurationKey;
import dev.chatrooms.application.configuration.internal.LiveConfiguration;
import dev.chatrooms.application.internal.ChatFuture;
import dev.chatrooms.application.internal.PeriodicTask;
import dev.chatrooms.application.spi.LogRetention.Entry;
import dev.chatrooms.application.spi.Messages.Posted;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.event.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Deletes messages after {@code retention.days}, and removes the log entries of that time. It walks along the log from
 * its beginning: each step takes up to {@value #ENTRIES} entries in a transaction of the committer, deletes the
 * messages that they posted, up to {@value BulkDeletion#BATCH}, and removes the entries. Two nodes do not delete twice,
 * since a step has an effect only if the one before it was the last. {@link RetentionClock} decides by which time a
 * message is old, because deletions are for good.
 *
 * <p>A first walk may have millions of messages before it, and each of them is an event for the streams and the copies
 * of the database. So a run ends after a few steps, and the next one begins a second later.
 */
public final class MessageRetention {
    /** Entries that post no message are removed without an event. */
    static final int ENTRIES = 500;

    static final int STEPS = 5;

    static final Duration INTERVAL = Duration.ofMinutes(1);

    /** A run that takes longer ends early, because the store is busy. */
    private static final Duration LONG_RUN = Duration.ofMillis(250);

    private final Transactor transactor;
    private final LiveConfiguration configuration;
    private final Executor workers;
    private final Runnable filesReleased;
    private final PeriodicTask task;
    private final LongSupplier nanoTime;
    private final RetentionClock clock;

    /** @param nanoTime measures the time that passes, as {@link System#nanoTime} does */
    MessageRetention(
            Transactor transactor,
            LiveConfiguration configuration,
            Executor workers,
            LongSupplier nanoTime,
            Runnable filesReleased) {
        this.transactor = transactor;
        this.configuration = configuration;
        this.workers = workers;
        this.filesReleased = filesReleased;
        this.nanoTime = nanoTime;
        this.clock = new RetentionClock(transactor, nanoTime);
        this.task = new PeriodicTask("the deletion of old messages", transactor::now, INTERVAL, this::run);
    }

    /** The entries after one position and up to another, and the messages that they posted. */
    private record Step(Position from, Position to, BulkDeletion.Step messages) {
        static Step of(Position from, List<Entry> due) {
            BulkDeletion.Step messages = new BulkDeletion.Step();
            Position to = from;
            for (Entry entry : due) {
                to = entry.position();
                Posted message = entry.message();
                if (message != null && !messages.add(message)) {
                    break;
                }
            }
            return new Step(from, to, messages);
        }
    }

    /** Looks for old messages on a worker. Call it about once a second. Never blocks. */
    public void tick() {
        task.tick();
    }

    /** Takes a few steps. Completes with whether there is probably more to delete. */
    CompletableFuture<Boolean> run() {
        long deadline = nanoTime.getAsLong() + LONG_RUN.toNanos();
        return ChatFuture.supplyAsync(this::before, workers)
                .thenCompose(before -> before.isEmpty()
                        ? CompletableFuture.completedFuture(false)
                        : steps(before.get(), STEPS, deadline));
    }

    /** Returns the time before which messages are old; empty if none are to be deleted now. */
    private Optional<Instant> before() {
        // Also if nothing is to be deleted: the time must be right when that changes.
        Optional<Instant> now = clock.advance();
        long days = configuration.number(ConfigurationKey.RETENTION_DAYS);
        return days == 0 ? Optional.empty() : now.map(time -> time.minus(Duration.ofDays(days)));
    }

    private CompletableFuture<Boolean> steps(Instant before, int left, long deadline) {
        if (left == 0 || nanoTime.getAsLong() - deadline > 0) {
            return CompletableFuture.completedFuture(true);
        }
        return ChatFuture.supplyAsync(() -> transactor.read(stores -> next(stores, before)), workers)
                .thenCompose(step -> step.isEmpty()
                        ? CompletableFuture.completedFuture(false)
                        : transactor
                                .run(step.get().messages().rooms(), uow -> remove(uow, step.get()))
                                .thenCompose(removed -> {
                                    filesReleased.run();
                                    return steps(before, left - 1, deadline);
                                }));
    }

    private static Optional<Step> next(Stores stores, Instant before) {
        List<Entry> due = stores.retention().due(before, ENTRIES);
        return due.isEmpty()
                ? Optional.empty()
                : Optional.of(Step.of(stores.retention().removedUpTo(), due));
    }

    private void remove(UnitOfWork uow, Step step) {
        // If false, another node has done it.
        if (uow.retention().remove(step.from(), step.to())) {
            BulkDeletion.delete(uow, step.messages(), null, transactor.now());
        }
    }
}
