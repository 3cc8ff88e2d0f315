package dev.chatrooms.application.people.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.HandClock;
import dev.chatrooms.application.memory.MemoryEventBus;
import dev.chatrooms.application.spi.Together;
import dev.chatrooms.domain.account.AccountId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a node makes of the signals of others, spelled out by hand. */
class WhereaboutsTest {
    private static final AccountId ALICE = new AccountId(new UUID(1, -1));
    private static final AccountId BOB = new AccountId(new UUID(Long.MIN_VALUE, 2));

    private final HandClock clock = new HandClock();
    private final MemoryEventBus bus = new MemoryEventBus();
    private final Whereabouts here = new Whereabouts("here", bus, clock);

    @AfterEach
    void close() {
        here.close();
        bus.close();
    }

    private void signal(String node, boolean online, AccountId... people) {
        PresenceSignal.of(node, online, List.of(people)).forEach(bus::signal);
    }

    @Test
    void anotherNodesPeopleShouldBeForgottenWhenItIsNotHeardOfForLong() {
        signal("n1", true, ALICE, BOB);
        clock.advance(Whereabouts.FORGOTTEN.minusSeconds(1));
        assertThat(here.isOnline(ALICE)).isTrue();
        signal("n1", true, BOB);
        clock.advance(Duration.ofSeconds(1));

        assertThat(here.isOnline(ALICE)).isFalse();
        assertThat(here.isOnline(BOB)).isTrue();
        here.tellAll();
        assertThat(here.knownElsewhere()).isEqualTo(1);
        assertThat(here.lastWent(ALICE)).isEqualTo(clock.instant());
    }

    @Test
    void somebodyShouldBeThereUntilTheLastNodeSaysThatHeWent() {
        signal("n1", true, ALICE);
        signal("n2", true, ALICE);
        signal("n1", false, ALICE);
        assertThat(here.isOnline(ALICE)).isTrue();
        signal("n2", false, ALICE);

        assertThat(here.isOnline(ALICE)).isFalse();
        assertThat(here.knownElsewhere()).isZero();
    }

    @Test
    void everybodyShouldBeToldOfAgainWithEachRound() throws InterruptedException {
        List<AccountId> many = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            many.add(new AccountId(new UUID(7, i)));
        }
        many.forEach(here::came);
        try (Whereabouts other = new Whereabouts("other", bus, clock)) {
            here.tellAll();

            assertThat(many).allMatch(other::isOnline);
            CountDownLatch told = new CountDownLatch(1);
            try (var listening = bus.onSignal(signal -> PresenceSignal.parse(signal)
                    .filter(s -> !s.online() && s.people().contains(ALICE))
                    .ifPresent(s -> told.countDown()))) {
                assertThat(listening).isNotNull();
                here.came(ALICE);
                here.went(ALICE);
                assertThat(told.await(Together.PATIENCE_SECONDS, TimeUnit.SECONDS))
                        .isTrue();
            }
            assertThat(other.isOnline(ALICE)).isFalse();
        }
    }

    @Test
    void strangeSignalsShouldBePassedOver() {
        for (String strange : List.of(
                "x",
                "presence",
                "presence n1 +",
                "presence n1 * AAAAAAAAAAAAAAAAAAAAAA",
                "presence n1 + short",
                "presence n1 + ????????????????",
                "typing n1 + AAAAAAAAAAAAAAAAAAAAAA")) {
            bus.signal(strange);
        }
        assertThat(here.knownElsewhere()).isZero();
    }

    @Test
    void signalShouldComeBackAsItWasSent() {
        List<AccountId> people = List.of(ALICE, BOB);

        assertThat(PresenceSignal.of("n1", false, people))
                .singleElement()
                .satisfies(text ->
                        assertThat(PresenceSignal.parse(text)).contains(new PresenceSignal("n1", false, people)));
        assertThat(PresenceSignal.of("n1", true, List.of())).isEmpty();
    }
}
