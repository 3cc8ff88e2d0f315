package dev.chatrooms.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RatiosTest {
    @Test
    void medianShouldBeComparedWithGoal() {
        Ratios ratios = new Ratios();
        ratios.add(0.5);
        ratios.add(9);
        ratios.add(1.5);

        assertThat(ratios.median()).isEqualTo(1.5);
        assertThat(ratios.atLeast(1.5)).isEqualTo("ratio 1.50, goal at least 1.5: REACHED");
        assertThat(ratios.atLeast(2)).endsWith("MISSED");
        assertThat(ratios.atMost(1.5)).endsWith("REACHED");
        assertThat(ratios.atMost(1)).endsWith("MISSED");
    }
}
