package dev.chatrooms.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.chatrooms.application.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the program is a shell script")
class ProgramTest {
    /** As initdb does: starts another program through a shell, and waits for it. */
    private static final String SCRIPT =
            "sh -c 'echo $$ > \"$0\".new; mv \"$0\".new \"$0\"; exec sleep 600' \"$1\" & wait";

    @TempDir
    private Path folder;

    @Test
    void interruptShouldEndTheProgramAndWhatItHasStarted() throws Exception {
        Path pid = folder.resolve("pid");
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread runner = new Thread(() -> outcome.complete(catchThrowable(
                () -> Program.run(List.of("/bin/sh", "-c", SCRIPT, "sh", pid.toString()), "", Duration.ofMinutes(5)))));
        runner.start();
        Eventually.await("the inner program to run", () -> Files.exists(pid));

        runner.interrupt();

        assertThat(outcome.get()).isInstanceOf(EmbeddedDatabaseException.class).hasMessageContaining("interrupted");
        long inner = Long.parseLong(Files.readString(pid).strip());
        assertThat(ProcessHandle.of(inner).filter(ProcessHandle::isAlive)).isEmpty();
    }
}
