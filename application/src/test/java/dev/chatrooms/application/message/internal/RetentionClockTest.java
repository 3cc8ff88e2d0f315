package dev.chatrooms.application.message.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.HandClock;
import dev.chatrooms.application.commit.internal.Committer;
import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.internal.Store;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.StoreClock;
import dev.chatrooms.application.spi.StoreFixture;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetentionClockTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final HandClock wall = new HandClock();
    private final HandClock running = new HandClock();
    private final Storage storage = StoreClock.of(MemoryStorage.create(), wall).storage();
    private final Committer committer = new Committer(storage.transactions(), wall, (b, h, e) -> {}, head -> {});
    private final RetentionClock here = node();
    private final RetentionClock there = node();

    private RetentionClock node() {
        return new RetentionClock(
                new Transactor(new Store(storage.transactions()), committer, wall),
                () -> ChronoUnit.NANOS.between(Instant.EPOCH, running.instant()));
    }

    @BeforeEach
    void append() {
        // The time begins with the newest entry.
        StoreFixture store = StoreFixture.in(storage);
        store.aPublicRoomWith(store.person("alice"));
    }

    @AfterEach
    void close() {
        committer.close();
    }

    private void pass(Duration time) {
        wall.advance(time);
        running.advance(time);
    }

    private Instant now() {
        return wall.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Test
    void advanceShouldFollowTheClocksOnOneNodeAtATime() {
        assertThat(here.advance()).as("the first look").isEmpty();
        assertThat(there.advance()).as("the first look").isEmpty();

        for (int n = 0; n < 10; n++) {
            pass(MINUTE);
            assertThat(here.advance()).contains(now());
            assertThat(there.advance()).as("while another node advances").isEmpty();
        }

        pass(MINUTE);
        assertThat(there.advance()).as("when the other node has stopped").contains(now());
    }

    @Test
    void advanceShouldApproachClocksThatHaveJumpedAtTwiceTheSpeedOfTime() {
        here.advance();
        pass(MINUTE);
        Instant before = here.advance().orElseThrow();

        wall.advance(Duration.ofDays(45));
        pass(MINUTE);
        assertThat(here.advance()).contains(before.plus(MINUTE.multipliedBy(2)));

        RetentionClock restarted = node();
        assertThat(restarted.advance()).isEmpty();
        pass(MINUTE);
        assertThat(restarted.advance()).contains(before.plus(MINUTE.multipliedBy(4)));

        pass(Duration.ofDays(45));
        assertThat(restarted.advance()).as("caught up").contains(now());
    }

    @Test
    void advanceShouldFollowClocksThatAreSetBackAndNotMissThem() {
        here.advance();
        pass(MINUTE);
        Instant before = here.advance().orElseThrow();

        wall.advance(Duration.ofDays(-400));
        pass(MINUTE);
        assertThat(here.advance()).as("the earlier of both").contains(now());

        wall.advance(Duration.ofDays(400));
        pass(MINUTE);
        assertThat(here.advance()).as("corrected").contains(before.plus(MINUTE.multipliedBy(2)));
    }
}
