package dev.chatrooms.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.monitoring.RequestObserver;
import dev.chatrooms.server.configuration.Configuration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeaderFieldLimitTest {
    /** Those that every request of the test has. */
    private static final int OTHER_FIELDS = 3;

    @TempDir
    private Path folder;

    @Test
    void requestShouldBeRefusedWhenItHasTooManyHeaderFields() throws IOException {
        Configuration configuration =
                Configuration.read(Map.of(), Map.of("CHATROOMS_DATA_DIR", folder.toString(), "CHATROOMS_PORT", "0"));
        try (Chat chat = Chat.inMemory();
                WebServer server = WebServer.start(configuration, chat, RequestObserver.NONE);
                KeptConnection client = new KeptConnection(server.port())) {
            int most = HeaderFieldLimit.MAX_FIELDS - OTHER_FIELDS;

            assertThat(client.send("GET", "/health/live", "a: b\r\n".repeat(most), "")
                            .answer()
                            .status())
                    .isEqualTo(200);
            KeptConnection.Answer refusal = client.send("GET", "/health/live", "a: b\r\n".repeat(most + 1), "")
                    .answer();

            assertThat(refusal.status()).isEqualTo(431);
            assertThat(refusal.text("code")).isEqualTo("bad_request");
            assertThat(refusal.closesConnection()).isTrue();
        }
    }
}
