package dev.chatrooms.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SamplesTest {
    @Test
    void percentileShouldUseNearestRank() {
        Samples samples = new Samples();
        for (int millis = 2000; millis >= 1; millis--) {
            samples.add(millis * 1_000_000L);
        }

        assertThat(samples.size()).isEqualTo(2000);
        assertThat(samples.medianMillis()).isEqualTo(1000);
        assertThat(samples.percentileMillis(99)).isEqualTo(1980);
        assertThat(samples.percentileMillis(100)).isEqualTo(2000);
    }
}
