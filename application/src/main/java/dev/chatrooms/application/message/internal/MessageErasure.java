package dev.chatrooms.application.message.internal;

import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.internal.ChatFuture;
import dev.chatrooms.application.internal.PeriodicTask;
import dev.chatrooms.application.spi.Messages.Posted;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Erases the messages of deleted accounts. Each step deletes up to {@value BulkDeletion#BATCH} messages in a
 * transaction of the committer, which also stores the progress, so a step that is repeated does nothing. The node that
 * began an erasure carries it through. If it stops, another node, or the same one after a restart, finds the stalled
 * erasure.
 */
public final class MessageErasure {
    static final Duration INTERVAL = Duration.ofSeconds(10);
    static final Duration STALLED = Duration.ofSeconds(30);

    private final Transactor transactor;
    private final Executor workers;
    private final PeriodicTask resumption;

    public MessageErasure(Transactor transactor, Executor workers) {
        this.transactor = transactor;
        this.workers = workers;
        this.resumption = new PeriodicTask("an erasure of messages", transactor::now, INTERVAL, this::resume);
    }

    /** The messages of a step, and the progress before and after it. */
    private record Step(Position from, Position to, BulkDeletion.Step messages) {
        static Step after(Position from, List<Posted> found) {
            BulkDeletion.Step messages = new BulkDeletion.Step();
            Position to = from;
            for (Posted message : found) {
                to = message.position();
                if (!messages.add(message)) {
                    break;
                }
            }
            return new Step(from, to, messages);
        }
    }

    /** Erases the messages of an account whose erasure has begun; completes when none is left. */
    public CompletableFuture<Void> run(AccountId account) {
        return ChatFuture.supplyAsync(() -> next(account), workers)
                .thenCompose(step -> step.isEmpty()
                        ? CompletableFuture.<Void>completedFuture(null)
                        : transactor
                                .run(step.get().messages().rooms(), uow -> erase(uow, account, step.get()))
                                .thenCompose(erased -> run(account)));
    }

    /** Returns the next step. Ends the erasure if no messages are left. */
    private Optional<Step> next(AccountId account) {
        Optional<Step> step =
                transactor.read(stores -> stores.erasures().progress(account).flatMap(from -> {
                    List<Posted> found = stores.messages().posted(account, from, BulkDeletion.BATCH);
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
        // If false, another node has done it.
        if (uow.erasures().advance(account, step.from(), step.to(), now)) {
            BulkDeletion.delete(uow, step.messages(), account, now);
        }
    }

    /** Resumes a stalled erasure on a worker, if there is one. Call it about once a second. Never blocks. */
    public void tick() {
        resumption.tick();
    }

    private CompletableFuture<Boolean> resume() {
        return ChatFuture.supplyAsync(this::stalled, workers)
                .thenCompose(account -> account.map(this::run).orElseGet(() -> CompletableFuture.completedFuture(null)))
                .thenApply(erased -> false);
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
