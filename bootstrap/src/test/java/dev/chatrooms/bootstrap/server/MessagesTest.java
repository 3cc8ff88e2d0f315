package dev.chatrooms.bootstrap.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.bootstrap.configuration.Configuration;
import dev.chatrooms.http.settings.RequestObserver;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operator reads when it does not start or does not do it. */
class MessagesTest {
    @TempDir
    private Path folder;

    @Test
    void openShouldNameHostAndPortWhenDatabaseCannotBeReached() throws Exception {
        int port;
        try (ServerSocket closedAgain = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = closedAgain.getLocalPort();
        }

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> Backend.open(onDatabase("127.0.0.1:" + port)))
                .withMessage("The database at 127.0.0.1:" + port + " cannot be used: the connection is refused.");
    }

    @Test
    void openShouldSayThatDatabasesHostIsUnknown() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> Backend.open(onDatabase("no.such.host.invalid")))
                .withMessage("The database at no.such.host.invalid:5432 cannot be used: the host cannot be resolved.");
    }

    @Test
    void startShouldSayThatHostToListenOnIsUnknown() {
        Configuration configuration = read(Map.of("CHATROOMS_HOST", "no.such.host.invalid", "CHATROOMS_PORT", "0"));

        try (Chat chat = Chat.inMemory()) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> WebServer.start(configuration, chat, RequestObserver.NONE))
                    .withMessage("Cannot listen on no.such.host.invalid:0: the host cannot be resolved.");
        }
    }

    @Test
    void refusalShouldBeSentence() {
        assertThat(Commands.sentence(ChatException.notFound("user"))).isEqualTo("There is no such user.");
        assertThat(Commands.sentence(ChatException.unavailable("too much is waiting", null)))
                .isEqualTo("Too much is waiting.");
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
