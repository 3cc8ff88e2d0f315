package dev.chatrooms.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.file.FileUpload;
import dev.chatrooms.domain.file.UploadedFile;
import dev.chatrooms.server.ChatServer;
import dev.chatrooms.server.database.DataFolders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code files check} beside a server on an embedded database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FilesCommandTest {
    @TempDir
    private static Path folder;

    private Map<String, String> environment;
    private ChatServer server;
    private Caller alice;

    private final CommandRuns commands = new CommandRuns();

    @BeforeAll
    void start() {
        environment = Map.of(
                "CHATROOMS_DATA_DIR", DataFolders.used(folder.resolve("data")).toString(),
                "CHATROOMS_PORT", "0",
                "CHATROOMS_LOG_LEVEL", "error",
                "CHATROOMS_BCRYPT_COST", "10");
        ChatServer.Builder builder = ChatServer.builder();
        environment.forEach(builder::set);
        server = builder.start();
        alice = Caller.of(server.chat()
                .accounts()
                .register(Registration.of("alice", "correct horse"))
                .join()
                .id());
    }

    @AfterAll
    void stop() {
        server.close();
        commands.close();
    }

    private int run(String... arguments) {
        return commands.run(environment, arguments);
    }

    private UploadedFile upload(String name, String content) {
        try (FileUpload upload = server.chat().files().upload(alice)) {
            upload.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)))
                    .join();
            return upload.finish(name).join();
        }
    }

    private Path stored(String key) {
        return Path.of(environment.get("CHATROOMS_DATA_DIR"), "files", key.substring(0, 2), key);
    }

    private Path stored(UploadedFile file) {
        return stored(file.content().value());
    }

    private List<String> problems() {
        return commands.lines().stream()
                .map(finding -> finding.path("problem").asText() + " "
                        + finding.path("files").path(0).path("name").asText())
                .toList();
    }

    @Test
    void checkShouldReportAndRepair() throws IOException {
        UploadedFile sound = upload("sound.txt", "sound");
        assertThat(run("files", "check")).as(commands.err()).isZero();
        assertThat(commands.out())
                .isEqualTo("Contents checked: 1 (5 bytes). Missing: 0, damaged: 0, left over: 0; repaired: 0.");

        UploadedFile missing = upload("missing.txt", "missing");
        UploadedFile damaged = upload("damaged.txt", "damaged");
        Path leftOver = stored("ab".repeat(32));
        Files.delete(stored(missing));
        Files.writeString(stored(damaged), "DAMAGED");
        Files.createDirectories(leftOver.getParent());
        Files.writeString(leftOver, "left over");

        assertThat(run("files", "check")).as(commands.err()).isEqualTo(1);
        assertThat(commands.out())
                .startsWith("PROBLEM")
                .containsPattern("missing +7 +1 +missing.txt +" + missing.content())
                .containsPattern("damaged +7 +1 +damaged.txt +" + damaged.content())
                .containsPattern("left over +9 +0 +" + "ab".repeat(32));
        assertThat(commands.err())
                .endsWith("Contents checked: 3 (19 bytes). Missing: 1, damaged: 1, left over: 1; repaired: 0.");

        assertThat(run("files", "check", "--quick", "--format", "json")).isEqualTo(1);
        assertThat(problems()).containsExactlyInAnyOrder("missing missing.txt", "left_over ");

        assertThat(run("files", "check", "--repair", "--format=json")).isEqualTo(1);
        assertThat(problems()).containsExactlyInAnyOrder("missing missing.txt", "damaged damaged.txt", "left_over ");
        assertThat(leftOver).doesNotExist();

        server.chat().files().delete(alice, missing.id());
        server.chat().files().delete(alice, damaged.id());
        assertThat(run("files", "check", "--format=json")).as(commands.out()).isZero();
        assertThat(commands.lines().get(0).path("contents").asInt()).isEqualTo(1);
        assertThat(stored(sound)).hasContent("sound");
    }

    @Test
    void unknownOptionShouldBeWrongUsage() {
        assertThat(run("files", "check", "--mend")).isEqualTo(2);
    }
}
