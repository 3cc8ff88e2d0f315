package dev.chatrooms.bootstrap.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.bootstrap.command.CommandLineInterface;
import dev.chatrooms.bootstrap.command.Commands;
import dev.chatrooms.bootstrap.command.Terminal;
import dev.chatrooms.server.database.DataFolders;
import dev.chatrooms.server.database.EmbeddedDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a server while files are uploaded. Acknowledged files have their bytes afterwards. The collector of the next
 * server removes everything else, once it is old enough.
 */
@Tag("thorough")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class UploadKillTest {
    private static final Map<String, String> NO_LIMITS = Map.of(
            "CHATROOMS_CHANGES_PER_MINUTE", "0",
            "CHATROOMS_LOGINS_PER_MINUTE", "0",
            "CHATROOMS_REGISTRATIONS_PER_HOUR", "0");
    private static final int UPLOADERS = 4;
    private static final int HALF_SENT = 8;
    private static final int MEGABYTE = 1024 * 1024;
    private static final int MIN_FILES = 60;

    @TempDir
    private Path folder;

    private final List<Socket> halfSent = new ArrayList<>();
    private final List<Uploader> uploaders = new ArrayList<>();
    private ServerProcess server;

    /** An account that uploads one file after the other until the server is gone. */
    private static final class Uploader {
        private final String token;
        private final ApiClient api;
        private final Random random;
        private final Map<String, byte[]> acknowledged = new ConcurrentHashMap<>();
        private final Thread thread = new Thread(this::run, "uploader");

        Uploader(ApiClient api, String token, int number) {
            this.api = api;
            this.token = token;
            this.random = new Random(number);
        }

        private void run() {
            try {
                while (true) {
                    byte[] content = new byte[1 + random.nextInt(100_000)];
                    random.nextBytes(content);
                    HttpResponse<String> uploaded = api.upload(token, "file", content);
                    acknowledged.put(ApiClient.body(uploaded, 201).get("id").asText(), content);
                }
            } catch (AssertionError e) {
                assertThat(e).as("the kill").hasCauseInstanceOf(IOException.class);
            }
        }
    }

    @BeforeEach
    void start() {
        server = startServer(DataFolders.used(folder));
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : halfSent) {
            socket.close();
        }
        server.close();
    }

    private static ServerProcess startServer(Path folder) {
        return ServerProcess.startClasses(List.of("-Xmx256m"), folder, NO_LIMITS);
    }

    @Test
    void killShouldLeaveNothingThatIsNotRemoved() throws Exception {
        ApiClient api = new ApiClient(server);
        for (int i = 0; i < HALF_SENT; i++) {
            sendHalf(api.register("half" + i));
        }
        for (int i = 0; i < UPLOADERS; i++) {
            uploaders.add(new Uploader(api, api.register("uploader" + i), i));
        }
        uploaders.forEach(uploader -> uploader.thread.start());
        Eventually.await(
                "acknowledged files",
                () -> uploaders.stream()
                                .mapToInt(uploader -> uploader.acknowledged.size())
                                .sum()
                        >= MIN_FILES);
        Eventually.await("half-sent files", () -> incoming().size() >= HALF_SENT);

        server.kill();
        for (Uploader uploader : uploaders) {
            uploader.thread.join();
        }
        assertThat(incoming()).as("the kill leaves something to remove").hasSizeGreaterThanOrEqualTo(HALF_SENT);
        letTimePass();
        server = startServer(folder);

        ApiClient next = new ApiClient(server);
        assertAcknowledgedFilesAreWhole(next);
        wakeCollector(next);
        Eventually.await("an empty folder of uploads", () -> incoming().isEmpty());
        Eventually.await(
                "files without their bytes to be gone", () -> uploaders.stream().allMatch(each -> isExact(next, each)));
        StringWriter checked = new StringWriter();
        assertThat(checkFiles(checked)).as(checked.toString()).isZero();
    }

    private void sendHalf(String token) throws IOException {
        Socket socket = new Socket("127.0.0.1", server.port());
        halfSent.add(socket);
        String head = "POST /api/v1/files HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: multipart/form-data; boundary=" + ApiClient.BOUNDARY + "\r\nContent-Length: "
                + 4 * MEGABYTE + "\r\n\r\n" + ApiClient.formHead("half");
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(new byte[MEGABYTE]);
    }

    private List<Path> incoming() {
        try (Stream<Path> files = Files.list(folder.resolve("files").resolve("incoming"))) {
            return files.toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Makes what the kill has left older than the collector's limits. */
    private void letTimePass() throws Exception {
        for (Path file : incoming()) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder);
                Connection connection = DriverManager.getConnection(
                        database.jdbcUrl(), database.user(), database.password().reveal());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("update file set uploaded_at = uploaded_at - interval '2 days' where not complete");
        }
    }

    private void assertAcknowledgedFilesAreWhole(ApiClient api) {
        for (Uploader uploader : uploaders) {
            uploader.acknowledged.forEach((file, content) ->
                    assertThat(api.download(uploader.token, file)).isEqualTo(content));
        }
    }

    /** A deletion wakes the collector, which then looks for everything. */
    private static void wakeCollector(ApiClient api) {
        String token = api.register("waker");
        String file = ApiClient.body(api.upload(token, "file", new byte[] {1}), 201)
                .get("id")
                .asText();
        assertThat(api.send("DELETE", "/api/v1/files/" + file, token, null).statusCode())
                .isEqualTo(204);
    }

    /** Returns whether the space of an account is that of its complete files, of which one may be unacknowledged. */
    private static boolean isExact(ApiClient api, Uploader uploader) {
        long used;
        long complete = 0;
        int files = 0;
        String cursor = "";
        do {
            JsonNode page =
                    ApiClient.body(api.send("GET", "/api/v1/me/files?limit=200" + cursor, uploader.token, null), 200);
            used = page.get("usedBytes").asLong();
            for (JsonNode file : page.get("items")) {
                complete += file.get("size").asLong();
                files++;
            }
            cursor = page.hasNonNull("next") ? "&cursor=" + page.get("next").asText() : "";
        } while (!cursor.isEmpty());
        assertThat(files).isBetween(uploader.acknowledged.size(), uploader.acknowledged.size() + 1);
        return used == complete;
    }

    /** Runs {@code files check} beside the server and returns its exit code. */
    private int checkFiles(StringWriter output) {
        PrintWriter writer = new PrintWriter(output, true);
        Terminal terminal = new Terminal(new ByteArrayInputStream(new byte[0]), writer, writer, Optional.empty());
        Map<String, String> environment =
                Map.of("CHATROOMS_DATA_DIR", folder.toString(), "CHATROOMS_LOG_LEVEL", "error");
        return Commands.addTo(new CommandLineInterface(terminal, environment, (configuration, any) -> {}))
                .run("files", "check");
    }
}
