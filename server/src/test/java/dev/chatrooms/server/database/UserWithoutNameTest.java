package dev.chatrooms.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A user id without an entry in {@code /etc/passwd}, as containers use it. */
@Tag("thorough")
@Timeout(300)
class UserWithoutNameTest {

    private static final String USER = "12345";

    /** Runs a program with that id. Its files still belong to the user of the test. */
    private static final List<String> AS_USER = List.of("unshare", "-U", "--map-user=" + USER, "--map-group=" + USER);

    @TempDir
    private Path parent;

    @BeforeEach
    void requireUserNamespaces() throws Exception {
        List<String> program = new ArrayList<>(AS_USER);
        program.add("true");
        assumeTrue(
                System.getenv("CI") != null || succeeds(program),
                "This system does not permit user namespaces. On CI it must.");
    }

    @Test
    void startShouldCreateDatabase() throws Exception {
        assertCommits(DataFolders.unused(parent.resolve("data")));
    }

    @Test
    void startShouldReplaceMissingPassword() throws Exception {
        Path folder = DataFolders.used(parent.resolve("data"));
        Files.delete(folder.resolve("postgres.password"));

        assertCommits(folder);
    }

    private static void assertCommits(Path folder) throws Exception {
        Process other = OtherJvm.command(AS_USER, folder).start();
        try (BufferedReader output = other.inputReader()) {
            assertThat(output.readLine()).isEqualTo("1");
        } finally {
            other.destroyForcibly();
        }
        assertThat(other.waitFor(120, TimeUnit.SECONDS)).isTrue();
        // Stops the server that the killed JVM has left running.
        EmbeddedDatabase.start(folder).close();
    }

    private static boolean succeeds(List<String> program) throws InterruptedException {
        try {
            return new ProcessBuilder(program).start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}
