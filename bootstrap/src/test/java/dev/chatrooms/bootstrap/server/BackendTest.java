package dev.chatrooms.bootstrap.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BackendTest {
    @Test
    void fewerShouldWaitForAHashWhenItTakesLonger() {
        assertThat(Backend.hashesWaiting(10)).isEqualTo(4 * Backend.hashesWaiting(12));
        assertThat(Backend.hashesWaiting(13)).isEqualTo(Backend.hashesWaiting(12) / 2);
        assertThat(Backend.hashesWaiting(16)).isPositive();
    }
}
