package dev.chatrooms.application.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.spi.RateLimiterContract.SettableTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TimeOrderedIdsTest {
    private final SettableTime time = new SettableTime();
    private final TimeOrderedIds ids = new TimeOrderedIds(time);

    @Test
    void nextShouldBeAUuidOfVersionSevenWhenAsked() {
        UUID id = ids.next();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(time.instant().toEpochMilli());
    }

    @Test
    void nextShouldGrowWhenTheClockStandsStill() {
        assertThat(some(100_000)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void nextShouldGrowWhenTheClockGoesBack() {
        List<UUID> made = new ArrayList<>(some(100));
        time.pass(Duration.ofMillis(-20));
        made.addAll(some(100));
        time.pass(Duration.ofHours(-1));
        made.addAll(some(100));
        time.pass(Duration.ofMinutes(30));
        made.addAll(some(100));
        time.pass(Duration.ofHours(1));
        made.addAll(some(100));

        assertThat(made).isSorted().doesNotHaveDuplicates();
        assertThat(made.get(499).getMostSignificantBits() >>> 16)
                .isEqualTo(time.instant().toEpochMilli());
    }

    @Test
    void nextShouldNeverRepeatWhenManyThreadsAsk() throws Exception {
        Callable<List<UUID>> some = () -> some(10_000);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Set<UUID> made = new HashSet<>();
            for (Future<List<UUID>> share :
                    threads.invokeAll(Stream.generate(() -> some).limit(4).toList())) {
                assertThat(share.get()).isSorted();
                made.addAll(share.get());
            }
            assertThat(made).hasSize(40_000);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void nextShouldDifferWhenTwoGeneratorsAskAtTheSameMoment() {
        Collection<UUID> mine = some(1_000);

        assertThat(Stream.generate(new TimeOrderedIds(time)::next).limit(1_000)).doesNotContainAnyElementsOf(mine);
    }

    private List<UUID> some(int count) {
        return Stream.generate(ids::next).limit(count).toList();
    }
}
