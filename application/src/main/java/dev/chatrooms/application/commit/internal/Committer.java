package dev.chatrooms.application.commit.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.message.SendResult;
import dev.chatrooms.application.monitoring.WriteActivity;
import dev.chatrooms.application.spi.Committed;
import dev.chatrooms.application.spi.ConstraintViolation;
import dev.chatrooms.application.spi.Markers;
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
 * The one writer of a node: everything that appends to the log goes through it, in batches. While one commit is under
 * way the works that arrive wait; the next transaction takes all that wait, up to {@value #MAX_BATCH}. An idle system
 * commits at once, a busy one batches by itself; where a commit had company, the next waits a moment for it to come
 * back (see {@link BatchDelay}).
 *
 * <p>Callers get a future and no thread of theirs waits. A future completes after the commit is durable and the feed
 * has been told. No future stays open for longer than {@link #MAX_WAIT}: where the store hangs, all that wait are
 * answered {@code unavailable}. What was answered while it waited is not written any more: its caller may have tried
 * again.
 *
 * <p>If a whole batch fails, each of its works is tried in a transaction of its own, so that one cannot take the others
 * down with it.
 */
public final class Committer implements AutoCloseable {
    static final int MAX_BATCH = 512;
    static final int MAX_WAITING = 16_384;
    static final Duration MAX_WAIT = Duration.ofMillis(4500);
    private static final Duration MAX_GATHERING = Duration.ofMillis(2);
    private static final Logger LOG = System.getLogger(Committer.class.getName());
    private static final long CLOSE_TIMEOUT_MILLIS = 6000;
    private static final long TICK_MILLIS = 250;

    /**
     * What the feed is told of a commit: the contents where they are at hand, null where they are to be read from the
     * log.
     */
    public interface Listener {
        void committed(Cursor before, Cursor head, @Nullable List<LoggedEvent> events);
    }

    private final Transactions transactions;
    private final InstantSource clock;
    private final Duration maxWait;
    private final Listener listener;
    private final Consumer<Cursor> announcement;
    private final BlockingQueue<WriteCommand<?>> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    /** Only the committer's thread. */
    private final BatchDelay gathering = new BatchDelay(MAX_GATHERING, System::nanoTime);

    private final Thread thread;
    private final Thread watchdog;

    /** The works of the commit under way, for the watchdog. */
    private volatile List<WriteCommand<?>> underWay = List.of();

    private final LongAdder messages = new LongAdder();
    private final LongAdder events = new LongAdder();
    private final LongAdder commits = new LongAdder();
    private final LongAdder refused = new LongAdder();

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
        this.thread = new Thread(this::run, "chatrooms-committer");
        this.watchdog = new Thread(this::watch, "chatrooms-committer-watchdog");
        thread.setDaemon(true);
        watchdog.setDaemon(true);
        thread.start();
        watchdog.start();
    }

    /**
     * Posts a draft; see {@link dev.chatrooms.application.message.Messaging#send} for what the future completes with.
     */
    public CompletableFuture<SendResult> post(Draft draft) {
        return enqueue(new WriteCommand.Post(draft));
    }

    /**
     * Moves somebody's marker in a room, together with all that move in the same commit. Fails as
     * {@link dev.chatrooms.domain.room.MembershipSettingsPolicy#read} refuses.
     *
     * @param seq up to which message he has read; not negative
     */
    public CompletableFuture<MarkerPosition> read(RoomId room, AccountId account, long seq) {
        return enqueue(new WriteCommand.Read(new Markers.Place(room, account), seq));
    }

    /**
     * Runs a change in the next transaction. It decides on what it reads there, refuses by throwing, and appends what
     * happened; it may be run more than once, and only the last run counts.
     *
     * @param rooms the rooms that it changes: they are locked, in order with those of all others, before it runs
     */
    public <T> CompletableFuture<T> change(Set<RoomId> rooms, Function<? super UnitOfWork, ? extends T> change) {
        return enqueue(new WriteCommand.Change<>(rooms, change));
    }

    /**
     * As {@link #change}, for a change to one message: its room is found and locked with those of the others. Changes
     * to messages that one caller hands in one after another are made in that order.
     *
     * @param change answers with what makes the outcome from the cursors of its events
     */
    public <T> CompletableFuture<T> change(
            MessageId message,
            Function<? super UnitOfWork, ? extends Function<? super EventCursors, ? extends T>> change) {
        return enqueue(new WriteCommand.Change<>(message, change));
    }

    /** As {@link #change}, for a change that has nothing to answer. */
    public CompletableFuture<Void> run(Set<RoomId> rooms, Consumer<? super UnitOfWork> change) {
        return change(rooms, uow -> {
                    change.accept(uow);
                    return true;
                })
                .thenAccept(done -> {});
    }

    private <T> CompletableFuture<T> enqueue(WriteCommand<T> work) {
        if (closed) {
            work.fail(ChatException.unavailable("shutting down", null));
        } else if (!waiting.offer(work)) {
            refuse(work, ChatException.unavailable("too much is waiting to be written", null));
        } else if (closed && waiting.remove(work)) {
            work.fail(ChatException.unavailable("shutting down", null));
        }
        return work.future();
    }

    private void run() {
        List<WriteCommand<?>> batch = new ArrayList<>();
        while (!closed || !waiting.isEmpty()) {
            try {
                batch.add(waiting.take());
                waiting.drainTo(batch, MAX_BATCH - 1);
                gathering.gather(batch, waiting, MAX_BATCH);
                batch.removeIf(WriteCommand::isAnswered);
                underWay = List.copyOf(batch);
                long begin = System.nanoTime();
                commit(underWay);
                gathering.committed(underWay.size(), waiting.size(), System.nanoTime() - begin);
            } catch (InterruptedException e) {
                // While it waited for work, or for more of it.
                closed = true;
                batch.forEach(work -> work.fail(ChatException.unavailable("shutting down", null)));
            } catch (Throwable e) {
                // Nothing may end this thread but closing: all writing hangs on it.
                LOG.log(Level.ERROR, "the committer failed unexpectedly and goes on", e);
                batch.forEach(work -> work.fail(e));
            } finally {
                batch.clear();
                underWay = List.of();
            }
        }
    }

    private void commit(List<WriteCommand<?>> works) {
        try {
            if (works.size() == 1) {
                commitAlone(works.get(0));
            } else if (!works.isEmpty()) {
                commitTogether(works);
            }
        } catch (StoreUnavailable e) {
            failAll(works, e);
        }
    }

    /**
     * Rolls a transaction back in which every work was refused. To commit it would cost a write to the disk, since
     * rooms were locked in it: somebody who asks for rooms that are hidden from him could tell them by that from those
     * that are not there.
     */
    private static final class AllRefused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Batch.Outcome outcome;

        AllRefused(Batch.Outcome outcome) {
            super("nothing to commit", null, false, false);
            this.outcome = outcome;
        }
    }

    private void commitTogether(List<WriteCommand<?>> works) {
        Committed<Batch.Outcome> committed;
        try {
            committed = write(works);
        } catch (AllRefused e) {
            e.outcome.refuse();
            return;
        } catch (StoreUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            works.stream().filter(work -> !work.isAnswered()).forEach(this::commitAlone);
            return;
        }
        publish(committed);
    }

    private void commitAlone(WriteCommand<?> work) {
        try {
            publish(writeAlone(work));
        } catch (AllRefused e) {
            e.outcome.refuse();
        } catch (StoreUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            work.fail(e);
        }
    }

    private Committed<Batch.Outcome> writeAlone(WriteCommand<?> work) {
        try {
            return write(List.of(work));
        } catch (ConstraintViolation e) {
            // Lost a race against another node that the look-up could not see yet; it can now.
            return write(List.of(work));
        }
    }

    private Committed<Batch.Outcome> write(List<WriteCommand<?>> works) {
        Batch batch = new Batch(works);
        return transactions.write(uow -> {
            Batch.Outcome outcome = batch.run(uow, clock.instant());
            if (outcome.isRefused()) {
                throw new AllRefused(outcome);
            }
            return outcome;
        });
    }

    /** Tells of a commit. It is durable: nothing that goes wrong from here on may have it done again. */
    private void publish(Committed<Batch.Outcome> committed) {
        count(committed);
        try {
            if (committed.events() > 0) {
                listener.committed(
                        new Cursor(committed.epoch(), committed.before()),
                        committed.head(),
                        committed.result().contents(committed.before()));
                announcement.accept(committed.head());
            }
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a commit could not be announced; the feed will find it in the log", e);
        }
        committed.result().complete(committed);
    }

    private void count(Committed<Batch.Outcome> committed) {
        messages.add(committed.result().posted());
        events.add(committed.events());
        commits.increment();
    }

    /** What is and was written. Never blocks. */
    public WriteActivity writes() {
        return new WriteActivity(messages.sum(), events.sum(), commits.sum(), refused.sum(), waiting.size());
    }

    private void refuse(WriteCommand<?> work, ChatException unavailable) {
        if (work.fail(unavailable)) {
            refused.increment();
        }
    }

    /** The store is away: whoever waits behind this batch would only wait for the same answer. */
    private void failAll(List<WriteCommand<?>> works, StoreUnavailable cause) {
        List<WriteCommand<?>> all = new ArrayList<>(works);
        waiting.drainTo(all);
        LOG.log(Level.WARNING, "the store is unavailable, {0} writes refused: {1}", all.size(), cause.getMessage());
        ChatException answer = ChatException.unavailable("the store cannot be reached", cause);
        all.forEach(work -> refuse(work, answer));
    }

    /** Answers those whose commit hangs; what becomes of it is unknown, as with any lost answer. */
    private void watch() {
        try {
            while (thread.isAlive()) {
                thread.join(TICK_MILLIS);
                long deadline = System.nanoTime() - maxWait.toNanos();
                ChatException answer = null;
                for (WriteCommand<?> work : underWay) {
                    answer = failIfOlder(work, deadline, answer);
                }
                for (WriteCommand<?> work : waiting) {
                    answer = failIfOlder(work, deadline, answer);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable ChatException failIfOlder(WriteCommand<?> work, long deadline, @Nullable ChatException answer) {
        if (work.since() - deadline >= 0 || work.isAnswered()) {
            return answer;
        }
        ChatException unavailable =
                answer == null ? ChatException.unavailable("the store does not answer in time", null) : answer;
        refuse(work, unavailable);
        return unavailable;
    }

    /** Takes no more, commits what waits, and ends; bounded in time. */
    @Override
    public void close() {
        closed = true;
        // Ends the wait for work; where the queue is full there is none to be ended.
        waiting.offer(WriteCommand.nothing());
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
        left.forEach(work -> work.fail(ChatException.unavailable("shutting down", null)));
    }
}
