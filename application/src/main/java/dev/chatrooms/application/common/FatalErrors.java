package dev.chatrooms.application.common;

import org.jspecify.annotations.Nullable;

/**
 * Errors after which no part of a process can be relied on: the memory is exhausted, or the JVM is broken. Such an
 * error may have interrupted any code at any point, that of the JDK and of libraries included.
 *
 * <p>The chat never ends a JVM, which may belong to an application. Where its threads catch such an error to complete a
 * caller's future or to go on, they also pass it to their uncaught exception handler. A process that should end then
 * sets {@link Thread#setDefaultUncaughtExceptionHandler}, as the server does.
 */
public final class FatalErrors {
    /** A chain of causes may be circular. */
    private static final int MAX_CAUSES = 20;

    private FatalErrors() {}

    /**
     * Returns whether an error, or one of its causes, is fatal. A stack overflow is not: it unwinds the one call that
     * recurs too deeply. Allocates nothing.
     */
    public static boolean isFatal(@Nullable Throwable error) {
        Throwable cause = error;
        for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
            if (cause instanceof VirtualMachineError && !(cause instanceof StackOverflowError)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /**
     * Passes a fatal error to the uncaught exception handler of the current thread, and returns if the handler does.
     * Ignores all others.
     */
    public static void report(@Nullable Throwable error) {
        if (error != null && isFatal(error)) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, error);
        }
    }
}
