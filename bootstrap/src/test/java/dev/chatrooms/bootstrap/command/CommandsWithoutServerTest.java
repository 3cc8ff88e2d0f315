package dev.chatrooms.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatrooms.server.database.DataFolders;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs commands on an embedded database that no server uses: each starts it and stops it. */
class CommandsWithoutServerTest {
    @TempDir
    private Path parent;

    private Map<String, String> environment;
    private final CommandRuns commands = new CommandRuns();

    @BeforeEach
    void createFolder() {
        environment = Map.of(
                "CHATROOMS_DATA_DIR",
                DataFolders.used(parent.resolve("data")).toString(),
                "CHATROOMS_UPLOAD_QUOTA_BYTES",
                "123456789",
                "CHATROOMS_BCRYPT_COST",
                "10");
    }

    @AfterEach
    void resetLog() {
        commands.close();
    }

    private int run(String... arguments) {
        return commands.run(environment, arguments);
    }

    private String succeed(String... arguments) {
        return commands.succeed(environment, arguments);
    }

    private List<JsonNode> lines(String... arguments) {
        succeed(arguments);
        return commands.lines();
    }

    @Test
    void demoShouldFillEmptyDatabaseOnce() throws Exception {
        Path password = Files.writeString(parent.resolve("password"), "rooibos with milk\n");

        JsonNode created = lines("demo", "--password-file", password.toString(), "--format", "json")
                .get(0);

        assertThat(created.path("accounts").intValue()).isEqualTo(8);
        assertThat(created.path("messages").intValue()).isEqualTo(312);
        assertThat(created.path("files").intValue()).isEqualTo(6);
        assertThat(created.path("password").isNull()).isTrue();
        assertThat(lines("users", "list", "--role", "admin", "--format", "json"))
                .singleElement()
                .satisfies(ada -> assertThat(ada.path("username").textValue()).isEqualTo("ada"));
        assertThat(lines("rooms", "list", "--format", "json")).hasSize(8);

        assertThat(run("demo")).isEqualTo(1);
        assertThat(commands.err()).isEqualTo("The database has people in it; the demo needs an empty one.");
    }

    @Test
    void configShouldSetAndUnsetEntries() {
        assertThat(succeed("config", "set", "site.name", "Tea room")).isEqualTo("site.name is Tea room.");
        assertThat(succeed("config", "get", "site.name")).isEqualTo("Tea room");
        assertThat(lines("config", "get", "site.name", "--format", "json"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.path("value").textValue()).isEqualTo("Tea room");
                    assertThat(entry.path("default").textValue()).isEqualTo("Chatrooms");
                    assertThat(entry.path("source").textValue()).isEqualTo("database");
                });
        succeed("config", "set", "client.theme", "{\"dark\":true}");
        assertThat(lines("config", "list", "--format", "json")).anySatisfy(entry -> {
            assertThat(entry.path("key").textValue()).isEqualTo("client.theme");
            assertThat(entry.path("value").path("dark").booleanValue()).isTrue();
        });

        assertThat(succeed("config", "set", "site.notice", "")).isEqualTo("site.notice is empty.");
        succeed("config", "unset", "site.name");
        assertThat(succeed("config", "get", "site.name")).isEqualTo("Chatrooms");
    }

    /** At the default level of the log, too. */
    @Test
    void configShouldRefuseWhatCannotBeSetWithOneSentence() {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream original = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            refuseWhatCannotBeSet();
        } finally {
            System.setErr(original);
        }
        assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain(" INFO ", "No mail server");
    }

    private void refuseWhatCannotBeSet() {
        assertThat(run("config", "set", "site.color", "red")).isEqualTo(1);
        assertThat(commands.err()).isEqualTo("There is no entry site.color; see config list.");
        assertThat(run("config", "set", "messages.editWindowSeconds", "soon")).isEqualTo(1);
        assertThat(commands.err()).isEqualTo("messages.editWindowSeconds must be an integer.");
        assertThat(run("config", "set", "client.theme", "{")).isEqualTo(1);
        assertThat(commands.err()).isEqualTo("The value of an entry of clients must be JSON.");
        assertThat(run("config", "set", "uploads.quotaBytes", "1")).isEqualTo(1);
        assertThat(commands.err()).isEqualTo("The environment of the server sets uploads.quotaBytes.");
        assertThat(run("config", "set", "site.name")).isEqualTo(2);
    }
}
