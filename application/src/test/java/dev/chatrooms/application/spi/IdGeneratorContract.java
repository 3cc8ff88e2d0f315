package dev.chatrooms.application.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.spi.RateLimiterContract.SettableTime;
import dev.chatrooms.application.spi.Together.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The contract of {@link IdGenerator}. */
public interface IdGeneratorContract {
    /** Returns a new generator with this clock. */
    IdGenerator ids(InstantSource clock);

    private static List<UUID> take(IdGenerator ids, int count) {
        return Stream.generate(ids::next).limit(count).toList();
    }

    private static long millis(UUID id) {
        return id.getMostSignificantBits() >>> 16;
    }

    @Test
    default void nextShouldReturnAUuidOfVersionSevenWithTheTimeOfTheClock() {
        SettableTime time = new SettableTime();

        UUID id = ids(time).next();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(millis(id)).isEqualTo(time.instant().toEpochMilli());
    }

    @Test
    default void nextShouldGrowWhenTheClockStandsStill() {
        assertThat(take(ids(new SettableTime()), 100_000)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    default void nextShouldGrowWhenTheClockAdvances() {
        SettableTime time = new SettableTime();
        IdGenerator ids = ids(time);
        List<UUID> taken = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            taken.add(ids.next());
            time.pass(Duration.ofMillis(1));
        }

        assertThat(taken).isSorted().doesNotHaveDuplicates();
    }

    @Test
    default void nextShouldGrowWhenTheClockIsSetBack() {
        SettableTime time = new SettableTime();
        IdGenerator ids = ids(time);
        List<UUID> taken = new ArrayList<>(take(ids, 100));
        time.pass(Duration.ofMillis(-20));
        taken.addAll(take(ids, 100));
        time.pass(Duration.ofHours(-1));
        taken.addAll(take(ids, 100));
        time.pass(Duration.ofMinutes(30));
        taken.addAll(take(ids, 100));
        time.pass(Duration.ofHours(1));
        taken.addAll(take(ids, 100));

        assertThat(taken).isSorted().doesNotHaveDuplicates();
        assertThat(millis(taken.get(499)))
                .as("the clock has caught up")
                .isEqualTo(time.instant().toEpochMilli());
    }

    @Test
    default void nextShouldBeUniqueAndGrowOnEachThreadWhenThreadsShareTheGenerator() {
        IdGenerator ids = ids(new SettableTime());

        List<Outcome<List<UUID>>> outcomes = Together.run(4, () -> take(ids, 10_000));

        Set<UUID> taken = new HashSet<>();
        for (Outcome<List<UUID>> outcome : outcomes) {
            assertThat(outcome.value()).isSorted();
            taken.addAll(outcome.value());
        }
        assertThat(taken).hasSize(40_000);
    }

    @Test
    default void nextShouldBeUniqueWhenTwoGeneratorsHaveTheSameTime() {
        SettableTime time = new SettableTime();

        assertThat(take(ids(time), 1_000)).doesNotContainAnyElementsOf(take(ids(time), 1_000));
    }
}
