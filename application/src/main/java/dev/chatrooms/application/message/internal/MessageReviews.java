package dev.chatrooms.application.message.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.FatalErrors;
import dev.chatrooms.application.internal.LogLimit;
import dev.chatrooms.application.message.MessagePolicy;
import dev.chatrooms.application.message.MessagePolicy.Submission;
import dev.chatrooms.application.message.MessagePolicy.Verdict;
import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.message.MessageText;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Asks the host's {@link MessagePolicy} about texts.
 *
 * <pre>
 *   call --> queue --> policy thread --.
 *     |                                |--> in the order of the sender's calls --> committer
 *     '--> time limit -----------------'
 * </pre>
 *
 * <p>Reviews of one sender run concurrently, but each text is passed on only after those of the sender's earlier calls
 * have been passed on or refused. Every review ends within the time limit, so this wait is bounded as well. Texts in
 * review are bounded in number; more are refused as {@code unavailable}. Thread-safe.
 */
public final class MessageReviews implements AutoCloseable {
    static final int QUEUE = 1024;
    private static final int THREADS = 8;
    private static final long IDLE_SECONDS = 60;
    private static final long CLOSE_SECONDS = 5;
    private static final Logger LOG = System.getLogger(MessageReviews.class.getName());

    private final MessagePolicy policy;
    private final Duration limit;
    private final ThreadPoolExecutor pool;
    private final LogLimit failureLog = LogLimit.onePerMinute();
    /** The last call of each sender that has texts in review. Guarded by itself. */
    private final Map<AccountId, CompletableFuture<?>> last = new HashMap<>();

    /** A text that has been passed on, and its outcome. */
    private record PassedOn<T>(CompletableFuture<T> result) {}

    public MessageReviews(MessagePolicy policy, Duration limit) {
        this.policy = policy;
        this.limit = limit;
        AtomicInteger number = new AtomicInteger();
        this.pool = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), task -> {
                    Thread thread = new Thread(task, "chatrooms-policy-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
    }

    /**
     * Passes a text on if the policy allows it.
     *
     * @param submission reads what the policy is asked, on a policy thread; empty if it need not be asked
     * @param next continues with the text, in the order of the sender's calls; must not block
     */
    <T> CompletableFuture<T> review(
            AccountId sender,
            MessageText text,
            Supplier<Optional<Submission>> submission,
            Function<MessageText, CompletableFuture<T>> next) {
        CompletableFuture<MessageText> allowed = ask(text, submission);
        CompletableFuture<PassedOn<T>> turn;
        synchronized (last) {
            CompletableFuture<?> earlier = last.getOrDefault(sender, CompletableFuture.completedFuture(null));
            turn = earlier.handle((done, failed) -> sender)
                    .thenCompose(mayPass -> allowed)
                    .thenApply(said -> new PassedOn<>(next.apply(said)));
            last.put(sender, turn);
        }
        return turn.whenComplete((done, failed) -> {
                    synchronized (last) {
                        last.remove(sender, turn);
                    }
                })
                .thenCompose(PassedOn::result);
    }

    /** Returns the text that may be posted; fails with a {@link ChatException}. Completes within the time limit. */
    private CompletableFuture<MessageText> ask(MessageText text, Supplier<Optional<Submission>> submission) {
        CompletableFuture<MessageText> answer = new CompletableFuture<>();
        FutureTask<Void> task = new FutureTask<>(() -> answer(text, submission, answer), null) {
            @Override
            protected void done() {
                if (isCancelled()) {
                    answer.completeExceptionally(ChatException.unavailable("shutting down", null));
                }
            }
        };
        try {
            pool.execute(task);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(ChatException.unavailable("too many messages are in review", e));
        }
        answer.orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS);
        return answer.exceptionallyCompose(thrown -> {
            if (!(thrown instanceof TimeoutException)) {
                return CompletableFuture.failedFuture(thrown);
            }
            task.cancel(true);
            pool.remove(task);
            return CompletableFuture.failedFuture(failed("did not answer in " + limit.toMillis() + " ms", thrown));
        });
    }

    private void answer(
            MessageText text, Supplier<Optional<Submission>> submission, CompletableFuture<MessageText> answer) {
        try {
            Optional<Submission> asked = submission.get();
            answer.complete(asked.isEmpty() ? text : decided(policy.review(asked.get()), text));
        } catch (ChatException e) {
            answer.completeExceptionally(e);
        } catch (InvalidValue e) {
            answer.completeExceptionally(failed("replaced a text by an invalid one", e));
        } catch (Throwable e) {
            FatalErrors.report(e);
            answer.completeExceptionally(failed("threw an exception", e));
        }
    }

    private static MessageText decided(Verdict verdict, MessageText text) {
        if (verdict instanceof Verdict.Refuse refuse) {
            throw new ChatException(RefusalCode.MESSAGE_REFUSED, refuse.reason());
        }
        return verdict instanceof Verdict.Replace replace ? MessageText.required(replace.text()) : text;
    }

    private ChatException failed(String how, Throwable cause) {
        if (failureLog.permits()) {
            LOG.log(Level.ERROR, "the message policy " + how + "; such messages are refused", cause);
        }
        return ChatException.unavailable("the message could not be reviewed", cause);
    }

    /** Refuses the texts in review and ends the threads. Bounded in time. */
    @Override
    public void close() {
        pool.shutdownNow().forEach(task -> ((FutureTask<?>) task).cancel(false));
        try {
            pool.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
