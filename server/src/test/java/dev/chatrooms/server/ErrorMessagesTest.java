package dev.chatrooms.server;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.monitoring.RequestObserver;
import dev.chatrooms.server.configuration.Configuration;
import dev.chatrooms.server.database.EmbeddedDatabaseException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The messages that an operator sees when the server cannot start. */
class ErrorMessagesTest {
    @TempDir
    private Path folder;

    @Test
    void openShouldNameHostAndPortWhenDatabaseIsUnreachable() throws Exception {
        int port;
        try (ServerSocket closedPort = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = closedPort.getLocalPort();
        }

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> Backend.open(onDatabase("127.0.0.1:" + port)))
                .withMessage("Cannot use the database at 127.0.0.1:" + port + ": connection refused.");
    }

    @Test
    void openShouldReportUnknownDatabaseHost() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> Backend.open(onDatabase("no.such.host.invalid")))
                .withMessage("Cannot use the database at no.such.host.invalid:5432: the host name cannot be resolved.");
    }

    @Test
    void startShouldReportUnknownListenHost() {
        Configuration configuration = read(Map.of("CHATROOMS_HOST", "no.such.host.invalid", "CHATROOMS_PORT", "0"));

        try (Chat chat = Chat.inMemory()) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> WebServer.start(configuration, chat, RequestObserver.NONE))
                    .withMessage("Cannot listen on no.such.host.invalid:0: the host name cannot be resolved.");
        }
    }

    @Test
    void openShouldNameFileInPlaceOfDataFolder() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertDataFolderFails(file, file + " is not a folder");
    }

    private static void assertDataFolderFails(Path dataFolder, String reason) {
        Configuration configuration = Configuration.read(Map.of(), Map.of("CHATROOMS_DATA_DIR", dataFolder.toString()));

        assertThatExceptionOfType(EmbeddedDatabaseException.class)
                .isThrownBy(() -> Backend.open(configuration))
                .withMessage("Cannot use the data folder " + dataFolder + " (CHATROOMS_DATA_DIR): " + reason + ".");
    }

    private Configuration onDatabase(String host) {
        return read(Map.of("CHATROOMS_DATABASE_URL", "jdbc:postgresql://" + host + "/chat?password=s3cret"));
    }

    private Configuration read(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(variables);
        all.put("CHATROOMS_DATA_DIR", folder.toString());
        return Configuration.read(Map.of(), all);
    }
}
