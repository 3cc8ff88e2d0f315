package dev.chatrooms.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs the tests in {@code src/test/js} where Node is installed, and always on CI. */
class ScriptTest {
    private static final int LIMIT_SECONDS = 240;

    @Test
    void scriptsShouldPassTheirTests() throws Exception {
        Optional<Path> node = node();
        assertThat(node.isPresent() || System.getenv("CI") == null)
                .as("Node is installed on CI")
                .isTrue();
        assumeTrue(node.isPresent(), "Node is not installed: the tests of the web client's scripts are left out");
        Path output = Files.createTempFile("node-test", ".log");
        Process process = new ProcessBuilder(command(node.get()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean hasEnded = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (!hasEnded) {
            process.destroyForcibly();
        }

        assertThat(hasEnded).as("ended within %s seconds", LIMIT_SECONDS).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(output, StandardCharsets.UTF_8))
                .isZero();
    }

    private static List<String> command(Path node) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/js"))) {
            List<String> tests = files.map(Path::toString)
                    .filter(name -> name.endsWith(".test.js"))
                    .sorted()
                    .toList();
            assertThat(tests).isNotEmpty();
            return Stream.concat(Stream.of(node.toString(), "--test"), tests.stream())
                    .toList();
        }
    }

    private static Optional<Path> node() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(folder -> Path.of(folder, "node"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
