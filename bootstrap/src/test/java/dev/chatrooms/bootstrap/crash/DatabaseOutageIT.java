package dev.chatrooms.bootstrap.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.server.TestKey;
import dev.chatrooms.server.database.DataFolders;
import dev.chatrooms.server.database.EmbeddedDatabase;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Cuts the connection to the database for a while. The server reports it at once, sockets stay open, and everything
 * continues when the connection is restored.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class DatabaseOutageIT {
    @TempDir
    Path databaseFolder;

    @TempDir
    Path serverFolder;

    @Test
    void serverShouldReportOutageAndRecoverByItself() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(DataFolders.used(databaseFolder));
                CuttableProxy proxy = new CuttableProxy(port(database));
                ServerProcess server = ServerProcess.start(TestKey.in(serverFolder), settings(database, proxy))) {
            ApiClient api = new ApiClient(server);
            String token = api.register("alice");
            String room = api.newPublicRoom(token, "Tea");
            ResumingSender alice = new ResumingSender("alice", token, List.of(room));
            alice.connect(server);
            alice.sendOne();
            alice.await("an acknowledgement", () -> alice.acknowledgedCount() == 1);

            proxy.cut();
            alice.sendOne();
            alice.await("an error", () -> alice.errorCount() == 1);
            HttpResponse<String> read = api.send("GET", "/api/v1/rooms", token, null);
            HttpResponse<String> write =
                    api.send("POST", "/api/v1/rooms/" + room + "/messages", token, Map.of("text", "hello"));
            HttpResponse<String> ready = api.send("GET", "/health/ready", null, null);
            HttpResponse<String> live = api.send("GET", "/health/live", null, null);

            assertThat(alice.errors()).isEqualTo(Map.of("unavailable", 1));
            for (HttpResponse<String> refused : List.of(read, write)) {
                assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
                assertThat(refused.headers().firstValue("Retry-After")).isPresent();
                assertThat(refused.body()).contains("\"code\":\"unavailable\"");
            }
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(live.statusCode()).isEqualTo(200);
            assertThat(server.log())
                    .as("one line for all refused writes")
                    .filteredOn(line -> line.contains("the store is unavailable"))
                    .hasSize(1);

            proxy.restore();
            alice.resendUntilAllIsAcknowledged();
            alice.sendOne();
            alice.await("all events on the same connection", () -> alice.messageEventCount() == 3);
            assertThat(api.history(token, room)).hasSize(3);
            // On a busy machine, the readiness check may time out at first.
            alice.await(
                    "readiness",
                    () -> api.send("GET", "/health/ready", null, null).statusCode() == 200);
            alice.disconnect();
        }
    }

    private static int port(EmbeddedDatabase database) {
        return URI.create(database.jdbcUrl().substring("jdbc:".length())).getPort();
    }

    private static Map<String, String> settings(EmbeddedDatabase database, CuttableProxy proxy) {
        String url = database.jdbcUrl().replace(":" + port(database), ":" + proxy.port());
        return Map.of(
                "CHATROOMS_DATABASE_URL", url,
                "CHATROOMS_DATABASE_USER", database.user(),
                "CHATROOMS_DATABASE_PASSWORD", database.password().reveal());
    }
}
