package dev.chatrooms.domain.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SessionTest {
    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    private static final Instant END = START.plus(Duration.ofDays(1));

    @Test
    void sessionShouldLiveUntilItsEndAndNotAtIt() {
        assertThat(session(null).isLive(START)).isTrue();
        assertThat(session(null).isLive(END.minusNanos(1))).isTrue();
        assertThat(session(null).isLive(END)).isFalse();
    }

    @Test
    void sessionShouldNotLiveWhenItIsRevoked() {
        assertThat(session(START).isLive(START)).isFalse();
    }

    private static Session session(Instant revokedAt) {
        UUID id = new UUID(0, 1);
        return new Session(new SessionId(id), new AccountId(id), START, END, revokedAt, 0, START, null, null);
    }
}
