package dev.chatrooms.bootstrap.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatrooms.server.database.DataFolders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Exhausts the memory of a server. */
@Tag("thorough")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class OutOfMemoryTest {
    @TempDir
    Path parent;

    @Test
    void serverShouldExitWhenItsMemoryIsExhaustedAndTheNextStartRecover() throws Exception {
        Path folder = DataFolders.used(parent.resolve("data"));
        Path hunger = parent.resolve("hunger");
        List<String> options = List.of("-Xmx64m", "-D" + HungryServer.FILE + "=" + hunger);
        List<String> acknowledged = new ArrayList<>();
        String token;
        String room;
        try (ServerProcess server = ServerProcess.startClasses(
                HungryServer.class, options, folder, Map.of("CHATROOMS_SENDS_PER_SECOND", "0"))) {
            ApiClient api = new ApiClient(server);
            token = api.register("alice");
            room = api.newPublicRoom(token, "Tea");
            send(api, token, room, acknowledged);

            Files.createFile(hunger);
            sendUntilItFails(api, token, room, acknowledged);

            assertThat(server.exitCode()).isEqualTo(3);
        }

        try (ServerProcess server = ServerProcess.startClasses(List.of(), folder, Map.of())) {
            assertThat(new ApiClient(server).history(token, room))
                    .extracting(message -> message.get("text"))
                    .map(JsonNode::asText)
                    .containsAll(acknowledged);
        }
    }

    private static void sendUntilItFails(ApiClient api, String token, String room, List<String> acknowledged) {
        try {
            while (true) {
                send(api, token, room, acknowledged);
            }
        } catch (AssertionError expected) {
            assertThat(expected).hasMessageContaining("POST");
        }
    }

    private static void send(ApiClient api, String token, String room, List<String> acknowledged) {
        String text = "Message " + acknowledged.size();
        int status = api.send("POST", "/api/v1/rooms/" + room + "/messages", token, Map.of("text", text))
                .statusCode();
        if (status == 201) {
            acknowledged.add(text);
        }
    }
}
