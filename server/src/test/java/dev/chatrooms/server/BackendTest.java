package dev.chatrooms.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.server.configuration.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackendTest {
    @Test
    void queueForHashesShouldBeShorterWhenHashesTakeLonger() {
        assertThat(Backend.maxQueuedHashes(10)).isEqualTo(4 * Backend.maxQueuedHashes(12));
        assertThat(Backend.maxQueuedHashes(13)).isEqualTo(Backend.maxQueuedHashes(12) / 2);
        assertThat(Backend.maxQueuedHashes(16)).isPositive();
    }

    @Test
    void unusableKeyFileShouldBeNamedWithItsVariables(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("key.pem"), "no key");
        Configuration.Tokens tokens =
                new Configuration.Tokens(file, Optional.empty(), Duration.ofMinutes(30), Duration.ofDays(1));

        assertThatThrownBy(() -> Backend.signingKeys(tokens, TestKey::generate))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The key file " + file + " contains no key in PEM format; see CHATROOMS_JWT_KEY_FILE and"
                        + " CHATROOMS_JWT_KEY_PASSWORD.");
    }
}
