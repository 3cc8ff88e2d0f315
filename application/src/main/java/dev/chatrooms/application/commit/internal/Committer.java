package dev.chatrooms.application.commit.internal;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.FatalErrors;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.internal.LogLimit;
import dev.chatrooms.application.internal.SequentialThread;
import dev.chatrooms.application.internal.Store;
import dev.chatrooms.application.message.SendResult;
import dev.chatrooms.application.monitoring.WriteActivity;
import dev.chatrooms.application.spi.Committed;
import dev.chatrooms.application.spi.ConstraintViolation;
import dev.chatrooms.application.spi.LockTimeout;
import dev.chatrooms.application.spi.Markers;
import dev.chatrooms.application.spi.StoreFull;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.application.spi.Transactions;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.Draft;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The single writer of a node. Everything that appends to the event log goes through it, in batches: commands queue up
 * while a commit is in progress, and the next transaction takes all of them, up to {@value #MAX_BATCH}. An idle system
 * commits at once and a busy one forms batches by itself; after a batch with several commands, the next one may wait
 * briefly for more (see {@link BatchDelay}).
 *
 * <p>Callers get a future, and no thread of theirs waits. A future completes after the commit is durable and the feed
 * has been notified. No future stays open longer than {@link #MAX_WAIT}: if the store hangs, all waiting commands fail
 * with {@code unavailable}. A command that has failed while it waited is not written later, because its caller may
 * already have retried.
 *
 * <p>If a whole batch fails, each of its commands runs in a transaction of its own, so that one cannot make the others
 * fail. If it fails because a lock was not granted in time, it runs again without the commands of the rooms that
 * another transaction holds (see {@link HeldRooms}).
 */
public final class Committer implements AutoCloseable {
    static final int MAX_BATCH = 512;
    static final int MAX_WAITING = 16_384;
    static final Duration MAX_WAIT = Duration.ofMillis(4500);
    private static final Duration MAX_BATCH_DELAY = Duration.ofMillis(2);
    private static final Logger LOG = System.getLogger(Committer.class.getName());
    private static final long CLOSE_TIMEOUT_MILLIS = 6000;
    private static final long TICK_MILLIS = 250;

    /** Receives every commit, in order. The events are null if they must be read from the log. */
    public interface Listener {
        void committed(Cursor before, Cursor head, @Nullable List<LoggedEvent> events);
    }

    private final Transactions transactions;
    private final InstantSource clock;
    private final Duration maxWait;
    private final Listener listener;
    private final Consumer<Cursor> announcement;
    private final BlockingQueue<WriteCommand<?>> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    /** Only the committer's thread uses it. */
    private final HeldRooms heldRooms = new HeldRooms();
    /** Only the committer's thread uses it. */
    private final BatchDelay batchDelay = new BatchDelay(MAX_BATCH_DELAY, System::nanoTime);

    private final LogLimit outageLog = LogLimit.onePerMinute();
    /** The writes refused in outages since the last log line. Only the committer's thread uses it. */
    private long refusedUnlogged;

    private final Thread thread;
    private final Thread watchdog;

    /** The commands of the commit in progress, for the watchdog. */
    private volatile List<WriteCommand<?>> inProgress = List.of();

    private final LongAdder messages = new LongAdder();
    private final LongAdder events = new LongAdder();
    private final LongAdder commits = new LongAdder();
    private final LongAdder refused = new LongAdder();

    /** Whether the owner has closed this, so that the threads may end. */
    private volatile boolean closing;

    /** Whether no more commands are accepted. */
    private volatile boolean closed;

    public Committer(Transactions transactions, InstantSource clock, Listener listener, Consumer<Cursor> announcement) {
        this(transactions, clock, listener, announcement, MAX_WAIT);
    }

    Committer(
            Transactions transactions,
            InstantSource clock,
            Listener listener,
            Consumer<Cursor> announcement,
            Duration maxWait) {
        this.maxWait = maxWait;
        this.transactions = transactions;
        this.clock = clock;
        this.listener = listener;
        this.announcement = announcement;
        this.thread = new SequentialThread(this::run, "chatrooms-committer", () -> closing);
        this.watchdog = new SequentialThread(this::watch, "chatrooms-committer-watchdog", () -> closing);
        thread.start();
        watchdog.start();
    }

    /**
     * Posts a draft of the caller's. See {@link dev.chatrooms.application.message.Messaging#send} for the result. The
     * caller is checked with the draft.
     */
    public CompletableFuture<SendResult> post(Caller caller, Draft draft) {
        return enqueue(new WriteCommand.Post(caller, draft));
    }

    /**
     * Moves an account's read marker in a room. All markers of a batch move together. Fails as
     * {@link dev.chatrooms.domain.room.MembershipSettingsPolicy#read} refuses.
     *
     * @param seq the last message that has been read; not negative
     * @param unread whether the marker may also move back
     */
    public CompletableFuture<MarkerPosition> moveMarker(RoomId room, AccountId account, long seq, boolean unread) {
        return enqueue(new WriteCommand.Read(new Markers.Place(room, account), seq, unread));
    }

    /**
     * Runs a change in the next transaction. The change decides on what it reads there, refuses by throwing, and
     * appends events. It may run more than once; only the last run counts.
     *
     * @param rooms the rooms that it changes, which are locked before it runs
     */
    public <T> CompletableFuture<T> change(Set<RoomId> rooms, Function<? super UnitOfWork, ? extends T> change) {
        return enqueue(new WriteCommand.Change<>(rooms, change));
    }

    /**
     * As {@link #change}, for a change of one message, whose room is found and locked. Changes of messages that one
     * caller submits run in the order of their submission.
     *
     * @param change returns the function that makes the result from the cursors of the change's events
     */
    public <T> CompletableFuture<T> change(
            MessageId message,
            Function<? super UnitOfWork, ? extends Function<? super EventCursors, ? extends T>> change) {
        return enqueue(new WriteCommand.Change<>(message, change));
    }

    /** As {@link #change}, for a change without a result. */
    public CompletableFuture<Void> run(Set<RoomId> rooms, Consumer<? super UnitOfWork> change) {
        return change(rooms, uow -> {
                    change.accept(uow);
                    return true;
                })
                .thenAccept(done -> {});
    }

    private <T> CompletableFuture<T> enqueue(WriteCommand<T> command) {
        if (closed) {
            command.fail(ChatException.unavailable("shutting down", null));
        } else if (!waiting.offer(command)) {
            refuse(command, ChatException.unavailable("too many writes are waiting", null));
        } else if (closed && waiting.remove(command)) {
            command.fail(ChatException.unavailable("shutting down", null));
        }
        return command.future();
    }

    private void run() {
        List<WriteCommand<?>> batch = new ArrayList<>();
        while (!closed || !waiting.isEmpty()) {
            try {
                batch.add(waiting.take());
                waiting.drainTo(batch, MAX_BATCH - 1);
                batchDelay.gather(batch, waiting, MAX_BATCH);
                batch.removeIf(WriteCommand::isDone);
                inProgress = List.copyOf(batch);
                long begin = System.nanoTime();
                commit(inProgress);
                batchDelay.committed(inProgress.size(), waiting.size(), System.nanoTime() - begin);
            } catch (InterruptedException e) {
                // Interrupted while it waited for commands. Unless the owner closes it, the process will have to end.
                closed = true;
                batch.forEach(command -> command.fail(ChatException.unavailable("shutting down", null)));
            } catch (Throwable e) {
                FatalErrors.report(e);
                // The thread must survive, since every write depends on it.
                LOG.log(Level.ERROR, "the committer failed unexpectedly and continues", e);
                batch.forEach(command -> command.fail(e));
            } finally {
                batch.clear();
                inProgress = List.of();
            }
        }
    }

    private void commit(List<WriteCommand<?>> commands) {
        try {
            try {
                commitOnce(commands);
            } catch (LockTimeout e) {
                LOG.log(
                        Level.WARNING,
                        "a lock was not granted in time; the writes run again without the rooms that are held");
                heldRooms.lockTimedOut();
                commitOnce(pending(commands));
            }
        } catch (StoreUnavailable e) {
            failAll(commands, e);
        }
    }

    private void commitOnce(List<WriteCommand<?>> commands) {
        if (commands.size() == 1) {
            commitAlone(commands.get(0));
        } else if (!commands.isEmpty()) {
            commitTogether(commands);
        }
    }

    /**
     * Rolls back a transaction in which every command was refused. Rooms were locked in it, so a commit would write to
     * the disk, and the time that takes would let a caller tell a hidden room from one that does not exist.
     */
    private static final class AllRefused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Batch.Outcome outcome;

        AllRefused(Batch.Outcome outcome) {
            super("nothing to commit", null, false, false);
            this.outcome = outcome;
        }
    }

    private void commitTogether(List<WriteCommand<?>> commands) {
        Committed<Batch.Outcome> committed;
        try {
            committed = write(commands);
        } catch (AllRefused e) {
            e.outcome.refuse();
            return;
        } catch (StoreUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            commands.stream().filter(command -> !command.isDone()).forEach(this::commitAlone);
            return;
        }
        publish(committed);
    }

    private void commitAlone(WriteCommand<?> command) {
        try {
            publish(writeAlone(command));
        } catch (AllRefused e) {
            e.outcome.refuse();
        } catch (StoreUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            command.fail(e);
        }
    }

    private Committed<Batch.Outcome> writeAlone(WriteCommand<?> command) {
        try {
            return write(List.of(command));
        } catch (ConstraintViolation e) {
            // Another node inserted the row concurrently. The retry sees it.
            return write(List.of(command));
        }
    }

    private Committed<Batch.Outcome> write(List<WriteCommand<?>> commands) {
        return transactions.write(uow -> {
            Batch.Outcome outcome = new Batch(pending(commands), heldRooms).run(uow, clock.instant());
            if (outcome.isRefused()) {
                throw new AllRefused(outcome);
            }
            return outcome;
        });
    }

    /**
     * Returns the commands that have not failed, and fails those that have waited too long. A node that was paused may
     * find out only here, before its watchdog does, that their callers have given up.
     */
    private List<WriteCommand<?>> pending(List<WriteCommand<?>> commands) {
        failIfOlder(commands, System.nanoTime() - maxWait.toNanos());
        return commands.stream().filter(command -> !command.isDone()).toList();
    }

    /** Publishes a commit. The commit is durable, so no failure from here on may repeat it. */
    private void publish(Committed<Batch.Outcome> committed) {
        count(committed);
        try {
            if (committed.events() > 0) {
                listener.committed(
                        new Cursor(committed.epoch(), committed.before()),
                        committed.head(),
                        committed.result().events(committed.before()));
                announcement.accept(committed.head());
            }
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a commit could not be announced; the feed will read it from the log", e);
        }
        committed.result().complete(committed);
    }

    private void count(Committed<Batch.Outcome> committed) {
        messages.add(committed.result().posted());
        events.add(committed.events());
        commits.increment();
    }

    /** Returns the counters of writes. Never blocks. */
    public WriteActivity writes() {
        return new WriteActivity(messages.sum(), events.sum(), commits.sum(), refused.sum(), waiting.size());
    }

    private void refuse(WriteCommand<?> command, ChatException unavailable) {
        if (command.fail(unavailable)) {
            refused.increment();
        }
    }

    /** Fails all waiting commands too: while the store is unavailable they would only wait for the same failure. */
    private void failAll(List<WriteCommand<?>> commands, StoreUnavailable cause) {
        List<WriteCommand<?>> all = new ArrayList<>(commands);
        waiting.drainTo(all);
        refusedUnlogged += all.size();
        // A full disk has been logged already.
        if (!(cause instanceof StoreFull) && outageLog.permits()) {
            LOG.log(
                    Level.WARNING,
                    "the store is unavailable, writes refused: {0} ({1})",
                    refusedUnlogged,
                    cause.getMessage());
            refusedUnlogged = 0;
        }
        ChatException failure = Store.unavailable(cause);
        all.forEach(command -> refuse(command, failure));
    }

    /** Fails the commands of a commit that hangs. They may still be committed later, as with any lost response. */
    private void watch() {
        try {
            while (thread.isAlive()) {
                thread.join(TICK_MILLIS);
                long deadline = System.nanoTime() - maxWait.toNanos();
                failIfOlder(inProgress, deadline);
                failIfOlder(waiting, deadline);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void failIfOlder(Iterable<WriteCommand<?>> commands, long deadline) {
        ChatException failure = null;
        for (WriteCommand<?> command : commands) {
            if (command.since() - deadline < 0 && !command.isDone()) {
                failure = failure == null
                        ? ChatException.unavailable("the store does not answer in time", null)
                        : failure;
                refuse(command, failure);
            }
        }
    }

    /** Accepts no more commands, commits those that wait, and ends the threads. Bounded in time. */
    @Override
    public void close() {
        closing = true;
        closed = true;
        // Wakes the thread if it waits. If the queue is full, the thread does not wait.
        waiting.offer(WriteCommand.noop());
        try {
            thread.join(CLOSE_TIMEOUT_MILLIS);
            if (thread.isAlive()) {
                thread.interrupt();
            }
            watchdog.join(CLOSE_TIMEOUT_MILLIS);
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
        List<WriteCommand<?>> left = new ArrayList<>();
        waiting.drainTo(left);
        left.forEach(command -> command.fail(ChatException.unavailable("shutting down", null)));
    }
}
