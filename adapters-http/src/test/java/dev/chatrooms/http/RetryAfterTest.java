package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.HandClock;
import dev.chatrooms.application.common.ChatSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryAfterTest {
    private static final Duration PER_CHANGE = Duration.ofMinutes(1);

    private final HandClock clock = new HandClock();

    @Test
    void refusedRequestShouldSucceedAfterTheTimeOfTheHeaderAndNotBefore() {
        ChatSettings onePerMinute =
                TestServer.NO_LIMITS.toBuilder().changesPerMinute(1).build();
        Chat chat = Chat.inMemoryBuilder().settings(onePerMinute).clock(clock).build();
        try (TestServer server = TestServer.with(chat, settings -> settings)) {
            Person alice = server.person("alice");
            server.person("bob");
            for (int i = 0; i < ChatSettings.CHANGES_BURST; i++) {
                assertThat(alice.put("/api/v1/contacts/bob").status()).isEqualTo(204);
            }

            Response refused = alice.put("/api/v1/contacts/bob");
            clock.advance(PER_CHANGE.minusMillis(1500));
            Response tooEarly = alice.put("/api/v1/contacts/bob");
            clock.advance(Duration.ofMillis(1500));

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("Retry-After")).isEqualTo("60");
            assertThat(tooEarly.status()).isEqualTo(429);
            assertThat(tooEarly.header("Retry-After")).isEqualTo("2");
            assertThat(alice.put("/api/v1/contacts/bob").status()).isEqualTo(204);
        }
    }
}
