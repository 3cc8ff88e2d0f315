package dev.chatrooms.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.bootstrap.crash.ServerProcess;
import dev.chatrooms.server.database.DataFolders;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Stops a process in which something hangs. */
@Tag("thorough")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class HangingStopTest {
    @TempDir
    Path folder;

    @Test
    void processShouldExitWithItsOwnCodeWhenItsStopHangs() {
        try (ServerProcess server =
                ServerProcess.startClasses(HangingServer.class, List.of(), DataFolders.used(folder), Map.of())) {
            assertThat(server.stop()).isEqualTo(5);
        }
    }
}
