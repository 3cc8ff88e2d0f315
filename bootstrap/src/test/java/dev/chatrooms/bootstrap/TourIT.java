package dev.chatrooms.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chatrooms.application.Eventually;
import dev.chatrooms.bootstrap.crash.ServerProcess;
import dev.chatrooms.bootstrap.docs.Documents;
import dev.chatrooms.bootstrap.docs.Documents.Block;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs every line of the README's tour in one shell and compares the output with the README. */
class TourIT {
    private static final String TOUR = "A two-minute tour";
    private static final String BASE = "BASE=http://localhost:7070\n";
    private static final long LIMIT_SECONDS = 300;
    private static final Pattern VARIABLE_PARTS = Pattern.compile("(\\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b)"
            + "|(?<=\"cursor\":\")([^\"]+)"
            + "|\\b\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");

    @TempDir
    private Path folder;

    @Test
    void tourShouldPrintOutputOfReadme() throws Exception {
        // These tools are not part of a JDK. On CI they must be present.
        assumeTrue(System.getenv("CI") != null
                || Arrays.stream(new String[] {"bash", "curl", "sed", "grep"}).allMatch(TourIT::isOnPath));
        List<Block> blocks = Documents.blocks(Documents.section(Documents.read("README.md"), TOUR));
        assertThat(blocks).extracting(Block::language).contains("sh", "text").containsOnly("sh", "text");

        try (ServerProcess server = ServerProcess.start(folder.resolve("data"), Map.of())) {
            awaitLogins(server);
            run(script(blocks, server.uri("")));
        }

        assertThat(masked(expected(blocks))).isEqualTo(masked(actual(blocks)));
    }

    /** On a busy machine, the server may refuse its first logins as unavailable. */
    private static void awaitLogins(ServerProcess server) {
        HttpRequest login = HttpRequest.newBuilder(server.uri("/api/v1/auth/login"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"username\":\"nobody\",\"password\":\"none of them\"}"))
                .build();
        HttpClient client = HttpClient.newHttpClient();
        Eventually.await(
                "the answer to a login",
                () -> client.send(login, BodyHandlers.discarding()).statusCode(),
                status -> status == 401);
    }

    /**
     * Returns a script that runs the blocks in order, redirects the output of each to a file, and stops at a failure.
     */
    private String script(List<Block> blocks, URI base) {
        assertThat(blocks.get(0).text()).contains(BASE);
        StringBuilder script = new StringBuilder("set -eu\n");
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i).language().equals("sh")) {
                script.append("exec > '").append(output(i)).append("' 2>&1\n");
                script.append(blocks.get(i).text().replace(BASE, "BASE=" + base + "\n"));
            }
        }
        return script.toString();
    }

    private Path output(int block) {
        return folder.resolve("block-" + block + ".txt");
    }

    private void run(String script) throws IOException, InterruptedException {
        File errors = folder.resolve("shell.txt").toFile();
        ProcessBuilder builder = new ProcessBuilder(
                "bash", Files.writeString(folder.resolve("tour.sh"), script).toString());
        builder.directory(Documents.ROOT.toFile()).redirectErrorStream(true).redirectOutput(errors);
        // The tour uses the JDK that runs the tests.
        String path = Path.of(System.getProperty("java.home"), "bin") + File.pathSeparator + System.getenv("PATH");
        builder.environment().put("PATH", path);
        builder.environment().put("TMPDIR", folder.toString());
        Process shell = builder.start();
        try {
            assertThat(shell.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .as("the tour ends:\n%s", allOutput())
                    .isTrue();
        } finally {
            shell.descendants().forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly();
        }
        assertThat(shell.exitValue())
                .as("the tour's exit code:\n%s", allOutput())
                .isZero();
    }

    private String allOutput() {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .forEach(file -> all.append(file.getFileName()).append(": ").append(Documents.read(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toString();
    }

    private static String expected(List<Block> blocks) {
        StringBuilder all = new StringBuilder();
        blocks.stream().filter(block -> block.language().equals("text")).forEach(block -> all.append(block.text()));
        return all.toString();
    }

    private String actual(List<Block> blocks) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i).language().equals("sh")) {
                all.append(Documents.read(output(i)));
            }
        }
        return all.toString();
    }

    /** Replaces times, and numbers ids and cursors by first occurrence, so that equal values stay equal. */
    private static String masked(String text) {
        Map<String, String> names = new HashMap<>();
        return VARIABLE_PARTS.matcher(text).replaceAll(found -> {
            if (found.group(1) == null && found.group(2) == null) {
                return "<time>";
            }
            String kind = found.group(1) == null ? "cursor" : "id";
            return names.computeIfAbsent(found.group(), unknown -> "<" + kind + " " + (names.size() + 1) + ">");
        });
    }

    private static boolean isOnPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
