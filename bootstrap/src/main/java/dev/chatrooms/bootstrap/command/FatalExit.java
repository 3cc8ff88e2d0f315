package dev.chatrooms.bootstrap.command;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import dev.chatrooms.application.common.EssentialThread;
import dev.chatrooms.application.common.FatalErrors;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Ends the server process when it cannot go on: after a {@linkplain FatalErrors fatal error}, and when an
 * {@link EssentialThread} has died. A process that lives on without memory or without its committer answers nothing,
 * and no supervisor restarts it.
 *
 * <p>Errors arrive in two ways. The chat's threads, and all others that an error ends, pass them to this uncaught
 * exception handler. Libraries catch errors in their own threads and log them, so the log also looks at every exception
 * that it is given, even where the level is off.
 *
 * <p>The exit needs no memory. The thread that halts the JVM waits from the start, and a rehearsal links the code: even
 * a string constant is allocated when it is first used. Shutdown hooks do not run, as they need memory and the threads
 * that have failed. The next start takes over the embedded database as after a SIGKILL.
 */
final class FatalExit extends TurboFilter implements UncaughtExceptionHandler {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(FatalExit.class);
    /** The reason is logged by the failed thread if it can, but the exit does not depend on it. */
    private static final long LOG_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final IntConsumer halt;
    private final ObjIntConsumer<@Nullable Throwable> log;
    private final Thread halting = new Thread(this::awaitFailure, "chatrooms-fatal-exit");
    /** Zero until the process has to end. */
    private volatile int exitCode;

    private volatile boolean logged;

    /**
     * @param halt ends the process with an exit code
     * @param log logs the error and the exit code; may fail
     */
    FatalExit(IntConsumer halt, ObjIntConsumer<@Nullable Throwable> log) {
        this.halt = halt;
        this.log = log;
        halting.setDaemon(true);
        halting.start();
    }

    /** Makes this process end itself from now on. The log has been configured before. */
    static void install() {
        rehearse();
        FatalExit exit = new FatalExit(Runtime.getRuntime()::halt, FatalExit::log);
        Thread.setDefaultUncaughtExceptionHandler(exit);
        ((LoggerContext) LoggerFactory.getILoggerFactory()).addTurboFilter(exit);
    }

    private static void rehearse() {
        FatalExit rehearsal = new FatalExit(code -> {}, (error, code) -> {});
        Thread.currentThread().setUncaughtExceptionHandler(rehearsal);
        FatalErrors.report(new OutOfMemoryError("rehearsal"));
        Thread.currentThread().setUncaughtExceptionHandler(null);
        try {
            rehearsal.halting.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void log(@Nullable Throwable error, int code) {
        LOG.error(
                code == ExitCode.FATAL_ERROR
                        ? "A fatal error occurred; the process exits with code {}"
                        : "A thread died that the server needs; the process exits with code {}",
                code,
                error);
    }

    @Override
    public void uncaughtException(Thread thread, Throwable error) {
        if (FatalErrors.isFatal(error)) {
            exit(ExitCode.FATAL_ERROR, error);
        } else if (thread instanceof EssentialThread) {
            exit(ExitCode.ESSENTIAL_THREAD_DIED, error);
        } else {
            LOG.error("Thread {} has ended by an exception", thread.getName(), error);
        }
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] parameters,
            @Nullable Throwable thrown) {
        Throwable error = thrown;
        if (error == null && parameters != null && parameters.length > 0) {
            error = parameters[parameters.length - 1] instanceof Throwable last ? last : null;
        }
        if (exitCode == 0 && FatalErrors.isFatal(error)) {
            exit(ExitCode.FATAL_ERROR, error);
        }
        return FilterReply.NEUTRAL;
    }

    private void exit(int code, @Nullable Throwable error) {
        if (exitCode != 0) {
            return;
        }
        exitCode = code;
        LockSupport.unpark(halting);
        try {
            log.accept(error, code);
        } finally {
            logged = true;
            LockSupport.unpark(halting);
        }
    }

    private void awaitFailure() {
        while (exitCode == 0) {
            LockSupport.park(this);
        }
        long end = System.nanoTime() + LOG_NANOS;
        for (long left = LOG_NANOS; !logged && left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
        halt.accept(exitCode);
    }
}
