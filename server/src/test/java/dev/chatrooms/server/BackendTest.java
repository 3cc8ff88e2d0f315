package dev.chatrooms.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BackendTest {
    @Test
    void queueForHashesShouldBeShorterWhenHashesTakeLonger() {
        assertThat(Backend.maxQueuedHashes(10)).isEqualTo(4 * Backend.maxQueuedHashes(12));
        assertThat(Backend.maxQueuedHashes(13)).isEqualTo(Backend.maxQueuedHashes(12) / 2);
        assertThat(Backend.maxQueuedHashes(16)).isPositive();
    }
}
