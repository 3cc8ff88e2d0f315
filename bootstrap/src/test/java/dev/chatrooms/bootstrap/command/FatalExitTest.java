package dev.chatrooms.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import dev.chatrooms.application.common.EssentialThread;
import java.sql.SQLException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class FatalExitTest {
    private static final Throwable OUT_OF_MEMORY = new OutOfMemoryError("for the test");

    private final BlockingQueue<Integer> exits = new LinkedBlockingQueue<>();
    private final FatalExit exit = new FatalExit(exits::add, (error, code) -> {});
    private final LoggerContext log = (LoggerContext) LoggerFactory.getILoggerFactory();

    @AfterEach
    void removeFilter() {
        log.getTurboFilterList().remove(exit);
    }

    static Stream<Throwable> fatalErrors() {
        return Stream.of(
                OUT_OF_MEMORY,
                new InternalError("for the test"),
                new IllegalStateException(new SQLException("Ran out of memory", OUT_OF_MEMORY)));
    }

    @ParameterizedTest
    @MethodSource("fatalErrors")
    void processShouldExitWhenAnyThreadReportsAFatalError(Throwable error) throws InterruptedException {
        exit.uncaughtException(Thread.currentThread(), error);

        assertThat(exitCode()).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("fatalErrors")
    void processShouldExitWhenALibraryLogsAFatalError(Throwable error) throws InterruptedException {
        log.addTurboFilter(exit);
        Logger library = LoggerFactory.getLogger("org.eclipse.jetty.test");
        assertThat(library.isDebugEnabled()).isFalse();

        library.debug("could not handle {}", "a request", error);

        assertThat(exitCode()).isEqualTo(3);
    }

    @Test
    void processShouldExitWhenAnEssentialThreadDies() throws InterruptedException {
        Thread thread = new EssentialThread(
                () -> {
                    throw new IllegalStateException("for the test");
                },
                "chatrooms-test",
                () -> false);
        thread.setUncaughtExceptionHandler(exit);

        thread.start();

        assertThat(exitCode()).isEqualTo(4);
    }

    @Test
    void processShouldExitWhenAnEssentialThreadEndsTooEarly() throws InterruptedException {
        Thread thread = new EssentialThread(() -> {}, "chatrooms-test", () -> false);
        thread.setUncaughtExceptionHandler(exit);

        thread.start();

        assertThat(exitCode()).isEqualTo(4);
    }

    @Test
    void processShouldGoOnWhenAnotherThreadDiesOrTheStackOverflows() {
        exit.uncaughtException(new Thread("chatrooms-worker-1"), new IllegalStateException("for the test"));
        exit.decide(null, log.getLogger("test"), Level.ERROR, "failed", null, new StackOverflowError());

        assertThat(exits).isEmpty();
    }

    private int exitCode() throws InterruptedException {
        Integer code = exits.poll(60, TimeUnit.SECONDS);
        assertThat(code).isNotNull();
        return code;
    }
}
