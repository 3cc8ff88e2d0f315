package dev.chatrooms.application.message.internal;

import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.configuration.ConfigurationKey;
import dev.chatrooms.application.configuration.internal.LiveConfiguration;
import dev.chatrooms.application.internal.ChatFuture;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.spi.LogRetention.Entry;
import dev.chatrooms.application.spi.Messages.Posted;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.Mentions;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.message.MessageEvent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * Deletes messages after {@code retention.days}, and removes the log entries of that time. It walks along the log from
 * its beginning: each step takes up to {@value #BATCH} entries in a transaction of the committer, deletes the messages
 * that they posted, and removes the entries. Nodes may do so at the same time, since a step has an effect only if the
 * one before it was the last. The clocks of the node and of the store must agree that a message is old enough, because
 * deletions are for good.
 */
public final class MessageRetention {
    /** Few enough that sends wait only for milliseconds. */
    static final int BATCH = 100;

    static final Duration INTERVAL = Duration.ofMinutes(1);

    /** With a greater difference, one of the clocks is wrong. */
    private static final Duration MAX_DIFFERENCE = Duration.ofHours(1);

    private static final Logger LOG = System.getLogger(MessageRetention.class.getName());

    private final Transactor transactor;
    private final LiveConfiguration configuration;
    private final Executor workers;
    private final Runnable filesReleased;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile Instant next;
    private volatile boolean clocksDiffer;

    MessageRetention(Transactor transactor, LiveConfiguration configuration, Executor workers, Runnable filesReleased) {
        this.transactor = transactor;
        this.configuration = configuration;
        this.workers = workers;
        this.filesReleased = filesReleased;
        this.next = transactor.now();
    }

    /** The entries after one position and up to another, and the messages that they posted. */
    private record Step(Position from, Position to, List<Posted> messages) {
        static Step of(Position from, List<Entry> due) {
            List<Posted> messages = new ArrayList<>();
            Position to = from;
            for (Entry entry : due) {
                to = entry.position();
                Posted message = entry.message();
                if (message != null) {
                    messages.add(message);
                    if (message.mentionsRoom()) {
                        // It may change the counts of all members of a room, which is enough for a transaction.
                        break;
                    }
                }
            }
            return new Step(from, to, messages);
        }

        Set<RoomId> rooms() {
            return messages.stream().map(Posted::roomId).collect(Collectors.toSet());
        }
    }

    /** Looks for old messages on a worker. Call it about once a second. Never blocks. */
    public void tick() {
        if (!transactor.now().isBefore(next) && running.compareAndSet(false, true)) {
            next = transactor.now().plus(INTERVAL);
            start();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Its failure is logged.
    private void start() {
        try {
            run().whenComplete((done, thrown) -> {
                running.set(false);
                if (thrown != null) {
                    LOG.log(Level.WARNING, "the deletion of old messages failed and will be resumed", thrown);
                }
            });
        } catch (RejectedExecutionException e) {
            running.set(false);
        }
    }

    private CompletableFuture<Void> run() {
        return ChatFuture.supplyAsync(this::next, workers)
                .thenCompose(step -> step.isEmpty()
                        ? CompletableFuture.<Void>completedFuture(null)
                        : transactor
                                .run(step.get().rooms(), uow -> remove(uow, step.get()))
                                .thenCompose(removed -> {
                                    filesReleased.run();
                                    return run();
                                }));
    }

    private Optional<Step> next() {
        long days = configuration.number(ConfigurationKey.RETENTION_DAYS);
        if (days == 0) {
            return Optional.empty();
        }
        Instant node = transactor.now();
        return transactor.read(stores -> {
            Instant store = stores.retention().now();
            if (differ(node, store)) {
                return Optional.empty();
            }
            Instant now = node.isBefore(store) ? node : store;
            return next(stores, now.minus(Duration.ofDays(days)));
        });
    }

    private boolean differ(Instant node, Instant store) {
        boolean differ = Duration.between(node, store).abs().compareTo(MAX_DIFFERENCE) > 0;
        if (differ && !clocksDiffer) {
            LOG.log(
                    Level.WARNING,
                    "old messages are not deleted: the clock of the node is at {0}, that of the store at {1}",
                    node,
                    store);
        }
        clocksDiffer = differ;
        return differ;
    }

    private static Optional<Step> next(Stores stores, Instant before) {
        List<Entry> due = stores.retention().due(before, BATCH);
        return due.isEmpty()
                ? Optional.empty()
                : Optional.of(Step.of(stores.retention().removedUpTo(), due));
    }

    private void remove(UnitOfWork uow, Step step) {
        Instant now = transactor.now();
        if (!uow.retention().remove(step.from(), step.to())) {
            // Another node has done it.
            return;
        }
        List<MessageId> ids = step.messages().stream().map(Posted::id).toList();
        Map<MessageId, MessageView> stored = uow.messages().findAll(ids);
        List<Message> messages = ids.stream()
                .map(id -> Objects.requireNonNull(stored.get(id)).message())
                .filter(message -> !message.isDeleted())
                .toList();
        if (messages.isEmpty()) {
            return;
        }
        uow.messages().delete(messages, now);
        for (Message message : messages) {
            // Also in deleted rooms, where no stream receives it: it removes the text from caches and copies.
            uow.append(new MessageEvent.Deleted(message.roomId(), message.id(), null), now);
            MentionChanges.append(uow, message, Mentions.NONE, now);
        }
    }
}
