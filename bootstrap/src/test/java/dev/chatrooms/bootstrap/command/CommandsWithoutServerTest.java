package dev.chatrooms.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chatrooms.server.database.DataFolders;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Runs commands on an embedded database that no server uses: each starts it and stops it. */
class CommandsWithoutServerTest {
    @TempDir
    private Path parent;

    private Map<String, String> environment;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void createFolder() {
        environment = Map.of(
                "CHATROOMS_DATA_DIR",
                DataFolders.used(parent.resolve("data")).toString(),
                "CHATROOMS_LOG_LEVEL",
                "error",
                "CHATROOMS_UPLOAD_QUOTA_BYTES",
                "123456789",
                "CHATROOMS_BCRYPT_COST",
                "10");
    }

    @AfterEach
    void resetLog() throws Exception {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        new ContextInitializer(context).autoConfig();
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(new byte[0]),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                Optional.empty());
        return Commands.addTo(new CommandLineInterface(terminal, environment, (configuration, any) -> {}))
                .run(arguments);
    }

    private String succeed(String... arguments) {
        assertThat(run(arguments)).as(err.toString()).isZero();
        return out.toString().strip();
    }

    private List<JsonNode> lines(String... arguments) throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        return mapper.readerFor(JsonNode.class)
                .<JsonNode>readValues(succeed(arguments))
                .readAll();
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
        assertThat(err.toString().strip()).isEqualTo("The database has people in it; the demo needs an empty one.");
    }

    @Test
    void configShouldSetAndUnsetEntries() throws Exception {
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

        succeed("config", "unset", "site.name");
        assertThat(succeed("config", "get", "site.name")).isEqualTo("Chatrooms");
    }

    @Test
    void configShouldRefuseWhatCannotBeSetWithOneSentence() {
        assertThat(run("config", "set", "site.color", "red")).isEqualTo(1);
        assertThat(err.toString().strip()).isEqualTo("There is no entry site.color; see config list.");
        assertThat(run("config", "set", "messages.editWindowSeconds", "soon")).isEqualTo(1);
        assertThat(err.toString().strip()).isEqualTo("messages.editWindowSeconds must be an integer.");
        assertThat(run("config", "set", "client.theme", "{")).isEqualTo(1);
        assertThat(err.toString().strip()).isEqualTo("The value of an entry of clients must be JSON.");
        assertThat(run("config", "set", "uploads.quotaBytes", "1")).isEqualTo(1);
        assertThat(err.toString().strip()).isEqualTo("The environment of the server sets uploads.quotaBytes.");
        assertThat(run("config", "set", "site.name")).isEqualTo(2);
    }
}
