package dev.chatrooms.application.internal;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Puts the check of the caller in front of every method of an inbound port that takes one. A proxy, because the check
 * is the same everywhere, and a method that is added later must not lack it.
 *
 * <p>Methods that return a future never block: they check a caller that is not known yet on a worker.
 */
public final class CallerGuard {
    private final ActiveCallers callers;
    private final Executor workers;

    public CallerGuard(ActiveCallers callers, Executor workers) {
        this.callers = callers;
        this.workers = workers;
    }

    /** Returns the port with its methods guarded. */
    public <T> T of(Class<T> port, T target) {
        return of(port, target, Set.of());
    }

    /**
     * Returns the port with its methods guarded.
     *
     * @param unguarded the names of the methods that check the caller themselves
     */
    public <T> T of(Class<T> port, T target, Set<String> unguarded) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (arguments == null || !(arguments[0] instanceof Caller caller) || unguarded.contains(method.getName())) {
                return invoke(target, method, arguments);
            }
            return method.getReturnType() == CompletableFuture.class
                    ? start(caller, target, method, arguments)
                    : answer(caller, target, method, arguments);
        };
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, handler));
    }

    private @Nullable Object answer(Caller caller, Object target, Method method, Object[] arguments) throws Throwable {
        callers.require(caller);
        try {
            return invoke(target, method, arguments);
        } catch (ChatException e) {
            throw ActiveCallers.refusal(caller, e);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Completes the outcome.
    private CompletableFuture<@Nullable Object> start(Caller caller, Object target, Method method, Object[] arguments) {
        try {
            if (callers.requireIfKnown(caller)) {
                return begin(caller, target, method, arguments);
            }
        } catch (ChatException e) {
            return CompletableFuture.failedFuture(e);
        }
        CompletableFuture<@Nullable Object> outcome = ChatFuture.needingWorker();
        CompletableFuture.runAsync(() -> callers.require(caller), workers)
                .thenCompose(checked -> endedBy(outcome, begin(caller, target, method, arguments)))
                .whenComplete((result, thrown) -> {
                    if (thrown == null) {
                        outcome.complete(result);
                    } else {
                        outcome.completeExceptionally(thrown);
                    }
                });
        return outcome;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The returned one has the same outcome.
    private static CompletableFuture<@Nullable Object> begin(
            Caller caller, Object target, Method method, Object[] arguments) {
        CompletableFuture<?> begun;
        try {
            begun = (CompletableFuture<?>) Objects.requireNonNull(invoke(target, method, arguments));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a use case throws a checked exception", e);
        }
        CompletableFuture<@Nullable Object> outcome = begun.handle((result, thrown) -> {
            if (thrown == null) {
                return result;
            }
            Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
            throw new CompletionException(cause instanceof ChatException e ? ActiveCallers.refusal(caller, e) : cause);
        });
        endedBy(outcome, begun);
        return outcome;
    }

    /** Ends a call when its outcome is completed from outside: a cancelled search ends in the store too. */
    @SuppressWarnings("FutureReturnValueIgnored") // It has no further outcome.
    private static <T extends @Nullable Object> CompletableFuture<T> endedBy(
            CompletableFuture<?> outcome, CompletableFuture<T> call) {
        outcome.whenComplete((result, thrown) -> call.cancel(false));
        return call;
    }

    private static @Nullable Object invoke(Object target, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
