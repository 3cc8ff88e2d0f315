package dev.chatrooms.bootstrap.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Eventually;
import dev.chatrooms.server.database.DataFolders;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Stops the jar with signals. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class StopIT {
    private static final String LONGER_THAN_THE_TEST = "3600";

    @TempDir
    Path folder;

    @Test
    void serverShouldServeWhileItDrainsAndStopAtTheSecondSignal() {
        try (ServerProcess server = ServerProcess.start(
                DataFolders.used(folder), Map.of("CHATROOMS_DRAIN_SECONDS", LONGER_THAN_THE_TEST))) {
            ApiClient api = new ApiClient(server);
            assertThat(readiness(api)).isEqualTo(200);

            server.terminate();

            Eventually.await("readiness to turn red", () -> readiness(api) == 503);
            api.newPublicRoom(api.register("alice"), "Tea");
            assertThat(readiness(api)).isEqualTo(503);
            assertThat(server.stop()).as("exit code").isEqualTo(143);
        }
    }

    private static int readiness(ApiClient api) {
        return api.send("GET", "/health/ready", null, null).statusCode();
    }
}
