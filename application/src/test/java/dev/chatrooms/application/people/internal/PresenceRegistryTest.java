package dev.chatrooms.application.people.internal;

import static dev.chatrooms.application.people.internal.PresenceSignal.Word.CAME;
import static dev.chatrooms.application.people.internal.PresenceSignal.Word.THERE;
import static dev.chatrooms.application.people.internal.PresenceSignal.Word.WENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.HandClock;
import dev.chatrooms.application.memory.MemoryEventBus;
import dev.chatrooms.application.spi.Together;
import dev.chatrooms.domain.id.AccountId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a node makes of the signals of others, spelled out by hand. */
class PresenceRegistryTest {
    private static final AccountId ALICE = new AccountId(new UUID(1, -1));
    private static final AccountId BOB = new AccountId(new UUID(Long.MIN_VALUE, 2));

    private final HandClock clock = new HandClock();
    private final MemoryEventBus bus = new MemoryEventBus();
    private final PresenceRegistry here = new PresenceRegistry("here", bus, clock);

    @AfterEach
    void close() {
        here.close();
        bus.close();
    }

    private void signal(String node, PresenceSignal.Word word, AccountId... people) {
        PresenceSignal.of(node, word, List.of(people)).forEach(bus::signal);
    }

    /** Writes down what it is told. */
    private static final class Told implements PresenceListener {
        final List<String> words = new ArrayList<>();

        @Override
        public void came(AccountId account) {
            words.add("came " + name(account));
        }

        @Override
        public void went(AccountId account) {
            words.add("went " + name(account));
        }

        @Override
        public void wasThere(AccountId account) {
            words.add("was there " + name(account));
        }

        private static String name(AccountId account) {
            return account.equals(ALICE) ? "alice" : "bob";
        }
    }

    private Told told() {
        Told told = new Told();
        here.tell(told);
        return told;
    }

    @Test
    void anotherNodesPeopleShouldBeForgottenWhenItIsNotHeardOfForLong() {
        signal("n1", CAME, ALICE, BOB);
        clock.advance(PresenceRegistry.FORGOTTEN.minusSeconds(1));
        assertThat(here.isOnline(ALICE)).isTrue();
        signal("n1", CAME, BOB);
        clock.advance(Duration.ofSeconds(1));

        assertThat(here.isOnline(ALICE)).isFalse();
        assertThat(here.isOnline(BOB)).isTrue();
        here.forget();
        assertThat(here.knownElsewhere()).isEqualTo(1);
        assertThat(here.lastWent(ALICE)).isEqualTo(clock.instant());
    }

    @Test
    void somebodyShouldBeThereUntilTheLastNodeSaysThatHeWent() {
        signal("n1", CAME, ALICE);
        signal("n2", CAME, ALICE);
        signal("n1", WENT, ALICE);
        assertThat(here.isOnline(ALICE)).isTrue();
        signal("n2", WENT, ALICE);

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
        try (PresenceRegistry other = new PresenceRegistry("other", bus, clock)) {
            here.tellAll();

            assertThat(many).allMatch(other::isOnline);
            CountDownLatch told = new CountDownLatch(1);
            try (var listening = bus.onSignal(signal -> PresenceSignal.parse(signal)
                    .filter(s -> s.word() == WENT && s.people().contains(ALICE))
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

        assertThat(PresenceSignal.of("n1", WENT, people))
                .singleElement()
                .satisfies(text ->
                        assertThat(PresenceSignal.parse(text)).contains(new PresenceSignal("n1", WENT, people)));
        assertThat(PresenceSignal.of("n1", CAME, List.of())).isEmpty();
    }

    @Test
    void listenerShouldHearOfTheFirstStreamAnywhereAndOfTheLast() {
        Told told = told();
        here.came(ALICE);
        signal("n1", CAME, ALICE, BOB);
        signal("n2", CAME, BOB);
        here.went(ALICE);
        signal("n1", WENT, ALICE, BOB);
        signal("n1", WENT, BOB);
        here.came(BOB);
        signal("n2", WENT, BOB);
        here.went(BOB);

        assertThat(told.words).containsExactly("came alice", "came bob", "went alice", "went bob");
    }

    @Test
    void listenerShouldHearThatTheNodeOfSomebodyIsNotHeardOfOnce() {
        Told told = told();
        signal("n1", CAME, ALICE, BOB);
        signal("n2", CAME, BOB);
        clock.advance(Duration.ofSeconds(20));
        signal("n2", THERE, BOB);
        clock.advance(PresenceRegistry.FORGOTTEN.minusSeconds(20));
        here.forget();
        here.forget();
        assertThat(told.words).containsExactly("came alice", "came bob", "went alice");

        clock.advance(Duration.ofSeconds(20));
        here.forget();
        assertThat(told.words).endsWith("went alice", "went bob");
    }

    @Test
    void whoIsThereWhenANodeStartsShouldBeNoNewsToIt() {
        Told told = told();
        signal("n1", THERE, ALICE);
        signal("n1", CAME, BOB);
        assertThat(told.words).containsExactly("was there alice", "came bob");

        signal("n1", WENT, ALICE);
        clock.advance(PresenceRegistry.ROUND.multipliedBy(2).plusSeconds(1));
        signal("n1", THERE, ALICE);
        assertThat(told.words).endsWith("went alice", "came alice");
    }
}
