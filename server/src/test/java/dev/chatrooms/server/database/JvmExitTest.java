package dev.chatrooms.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.server.ChatServer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Applications that never close what they have started. */
@Tag("thorough")
@Timeout(300)
class JvmExitTest {
    private static final int EXIT_CODE = 3;

    @TempDir
    private Path parent;

    private static final class ServerOwner {
        /** Exits, because the threads of the web server keep the JVM running after the end of this method. */
        public static void main(String... arguments) {
            ChatServer.builder()
                    .set("CHATROOMS_PORT", "0")
                    .set("CHATROOMS_DATA_DIR", arguments[0])
                    .start();
            System.exit(EXIT_CODE);
        }
    }

    private static final class DatabaseOwner {
        public static void main(String... arguments) {
            EmbeddedDatabase.start(Path.of(arguments[0]));
        }
    }

    @Test
    void databaseShouldStopWhenApplicationWithServerExits() throws Exception {
        assertStops(ServerOwner.class, EXIT_CODE);
    }

    @Test
    void databaseShouldStopWhenMainMethodOfApplicationEnds() throws Exception {
        assertStops(DatabaseOwner.class, 0);
    }

    private void assertStops(Class<?> application, int exitCode) throws Exception {
        Path folder = DataFolders.used(parent.resolve("data"));
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        application.getName(),
                        folder.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(exitCode);
        } finally {
            process.destroyForcibly();
        }

        assertThat(new ProcessProbe(folder.resolve("postgres")).processesInFolder())
                .isEmpty();
        assertThat(folder.resolve("postgres/postmaster.pid")).doesNotExist();
    }
}
