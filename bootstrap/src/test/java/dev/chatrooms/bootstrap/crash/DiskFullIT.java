package dev.chatrooms.bootstrap.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chatrooms.application.Eventually;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fills the disk of the server. Reads continue, writes are refused, the server says so, and recovers by itself when
 * there is space again.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class DiskFullIT {
    private static final int MEGABYTE = 1024 * 1024;

    /** Mounts a small disk over a folder that only the program and its children see. Needs no root. */
    private static final List<String> ON_SMALL_DISK = List.of(
            "unshare",
            "-U",
            "-m",
            "--map-root-user",
            "sh",
            "-euc",
            "mount -t tmpfs -o size=230m tmpfs \"$0\"; exec \"$@\"");

    @TempDir
    private Path folder;

    @BeforeEach
    void requireMounts() throws Exception {
        // Also on CI: the kernel decides, and nothing that CI could install changes it.
        assumeTrue(
                new ProcessBuilder(onSmallDisk(folder, "true")).start().waitFor() == 0,
                "This system does not permit mounts in user namespaces.");
    }

    @Test
    void serverShouldReportFullDiskAndRecoverByItself() throws Exception {
        try (ServerProcess server = ServerProcess.start(onSmallDisk(folder), folder.resolve("data"), Map.of())) {
            Path filler = Path.of("/proc", Long.toString(server.pid()), "root" + folder, "filler");
            ApiClient api = new ApiClient(server);
            String token = api.register("alice");
            String room = api.newPublicRoom(token, "Tea");
            int acknowledged = 0;
            int logged = server.log().size();

            fill(filler);
            while (send(api, token, room) == 201) {
                acknowledged++;
            }
            assertThat(ready(api).statusCode()).isEqualTo(503);
            assertThat(ready(api).body()).contains("its disk is full");
            int refused = 0;
            for (int i = 0; i < 100 && refused < 50; i++) {
                int status = send(api, token, room);
                assertThat(status).isIn(201, 503);
                if (status == 503) {
                    refused++;
                } else {
                    // PostgreSQL has removed a file of its own, such as one of statistics.
                    acknowledged++;
                    fill(filler);
                }
            }
            assertThat(refused).isEqualTo(50);
            assertThat(api.history(token, room)).hasSize(acknowledged);
            assertThat(warnings(server, logged))
                    .filteredOn(line -> line.contains("the disk of the database is full"))
                    .hasSizeBetween(1, 3);
            // Indexing and mail delivery may each log that they pause.
            assertThat(warnings(server, logged)).hasSizeLessThan(8);

            Files.delete(filler);
            Eventually.await("readiness", () -> ready(api).statusCode() == 200);
            assertThat(send(api, token, room)).isEqualTo(201);
            assertThat(api.history(token, room)).hasSize(acknowledged + 1);
        }
    }

    private static List<String> onSmallDisk(Path mountPoint, String... program) {
        List<String> command = new ArrayList<>(ON_SMALL_DISK);
        command.add(mountPoint.toString());
        command.addAll(List.of(program));
        return command;
    }

    private static void fill(Path file) throws IOException {
        for (int size = MEGABYTE; size > 0; size /= 2) {
            try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                byte[] zeros = new byte[size];
                while (true) {
                    out.write(zeros);
                }
            } catch (IOException full) {
                // Smaller pieces may still fit.
                continue;
            }
        }
    }

    private static int send(ApiClient api, String token, String room) {
        String text = "x".repeat(4000);
        return api.send("POST", "/api/v1/rooms/" + room + "/messages", token, Map.of("text", text))
                .statusCode();
    }

    private static HttpResponse<String> ready(ApiClient api) {
        return api.send("GET", "/health/ready", null, null);
    }

    private static List<String> warnings(ServerProcess server, int from) {
        return server.log().subList(from, server.log().size()).stream()
                .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                .toList();
    }
}
