package dev.chatrooms.application.message.internal;

import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.internal.ChatFuture;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.spi.Messages.Posted;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
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
 * Erases the messages of deleted accounts. Each step deletes up to {@value #BATCH} messages in a transaction of the
 * committer, which also stores the progress, so a step that is repeated does nothing. The node that began an erasure
 * carries it through. If it stops, another node, or the same one after a restart, finds the stalled erasure.
 */
public final class MessageErasure {
    /** Few enough that sends wait only for milliseconds. */
    static final int BATCH = 100;

    static final Duration INTERVAL = Duration.ofSeconds(10);
    static final Duration STALLED = Duration.ofSeconds(30);

    private static final Logger LOG = System.getLogger(MessageErasure.class.getName());

    private final Transactor transactor;
    private final Executor workers;
    private final AtomicBoolean resuming = new AtomicBoolean();
    private volatile Instant next;

    public MessageErasure(Transactor transactor, Executor workers) {
        this.transactor = transactor;
        this.workers = workers;
        this.next = transactor.now().plus(INTERVAL);
    }

    /** The messages of a step, and the progress before and after it. */
    private record Step(Position from, Position to, List<Posted> messages) {
        static Step after(Position from, List<Posted> found) {
            List<Posted> messages = new ArrayList<>();
            for (Posted message : found) {
                messages.add(message);
                if (message.mentionsRoom()) {
                    // It may change the counts of all members of a room, which is enough for a transaction.
                    break;
                }
            }
            return new Step(from, messages.get(messages.size() - 1).position(), messages);
        }

        Set<RoomId> rooms() {
            return messages.stream().map(Posted::roomId).collect(Collectors.toSet());
        }
    }

    /** Erases the messages of an account whose erasure has begun; completes when none is left. */
    public CompletableFuture<Void> run(AccountId account) {
        return ChatFuture.supplyAsync(() -> next(account), workers)
                .thenCompose(step -> step.isEmpty()
                        ? CompletableFuture.<Void>completedFuture(null)
                        : transactor
                                .run(step.get().rooms(), uow -> erase(uow, account, step.get()))
                                .thenCompose(erased -> run(account)));
    }

    /** Returns the next step. Ends the erasure if no messages are left. */
    private Optional<Step> next(AccountId account) {
        Optional<Step> step =
                transactor.read(stores -> stores.erasures().progress(account).flatMap(from -> {
                    List<Posted> found = stores.messages().posted(account, from, BATCH);
                    return found.isEmpty() ? Optional.empty() : Optional.of(Step.after(from, found));
                }));
        if (step.isEmpty()) {
            transactor.write(uow -> {
                uow.erasures().end(account);
                return true;
            });
        }
        return step;
    }

    private void erase(UnitOfWork uow, AccountId account, Step step) {
        Instant now = transactor.now();
        if (!uow.erasures().advance(account, step.from(), step.to(), now)) {
            // Another node has done it.
            return;
        }
        Map<?, MessageView> stored =
                uow.messages().findAll(step.messages().stream().map(Posted::id).toList());
        List<Message> messages = step.messages().stream()
                .map(posted -> Objects.requireNonNull(stored.get(posted.id())).message())
                .filter(message -> !message.isDeleted())
                .toList();
        if (messages.isEmpty()) {
            return;
        }
        uow.messages().delete(messages, now);
        for (Message message : messages) {
            // Also in deleted rooms, where no stream receives it: it removes the text from caches and copies.
            uow.append(new MessageEvent.Deleted(message.roomId(), message.id(), account), now);
            MentionChanges.append(uow, message, Mentions.NONE, now);
        }
    }

    /** Resumes a stalled erasure on a worker, if there is one. Call it about once a second. Never blocks. */
    public void tick() {
        if (!transactor.now().isBefore(next) && resuming.compareAndSet(false, true)) {
            next = transactor.now().plus(INTERVAL);
            resume();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Its failure is logged.
    private void resume() {
        try {
            ChatFuture.supplyAsync(this::stalled, workers)
                    .thenCompose(
                            account -> account.map(this::run).orElseGet(() -> CompletableFuture.completedFuture(null)))
                    .whenComplete((done, thrown) -> {
                        resuming.set(false);
                        if (thrown != null) {
                            LOG.log(Level.WARNING, "an erasure of messages failed and will be resumed", thrown);
                        }
                    });
        } catch (RejectedExecutionException e) {
            resuming.set(false);
        }
    }

    /** Returns the erasure to resume. It is postponed first, so that it does not stop the others if it fails again. */
    private Optional<AccountId> stalled() {
        Instant now = transactor.now();
        Optional<AccountId> stalled =
                transactor.readSingle(stores -> stores.erasures().stalled(now.minus(STALLED)));
        stalled.ifPresent(account -> transactor.write(uow -> {
            uow.erasures().postpone(account, now);
            return true;
        }));
        return stalled;
    }
}
