package dev.chatrooms.application.people.internal;

import static dev.chatrooms.application.people.internal.PresenceSignal.Type.JOINED;
import static dev.chatrooms.application.people.internal.PresenceSignal.Type.LEFT;
import static dev.chatrooms.application.people.internal.PresenceSignal.Type.PRESENT;
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

/** The registry of one node; the signals of other nodes are written by hand. */
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

    private void signal(String node, PresenceSignal.Type type, AccountId... people) {
        PresenceSignal.of(node, type, List.of(people)).forEach(bus::signal);
    }

    /** A listener that records its calls. */
    private static final class RecordingListener implements PresenceListener {
        final List<String> calls = new ArrayList<>();

        @Override
        public void onOnline(AccountId account) {
            calls.add("online " + name(account));
        }

        @Override
        public void onOffline(AccountId account) {
            calls.add("offline " + name(account));
        }

        @Override
        public void onAlreadyOnline(AccountId account) {
            calls.add("already online " + name(account));
        }

        private static String name(AccountId account) {
            return account.equals(ALICE) ? "alice" : "bob";
        }
    }

    private RecordingListener listen() {
        RecordingListener listener = new RecordingListener();
        here.setListener(listener);
        return listener;
    }

    @Test
    void accountsOfANodeShouldExpireWhenItAnnouncesThemNoMore() {
        signal("n1", JOINED, ALICE, BOB);
        clock.advance(PresenceRegistry.EXPIRY.minusSeconds(1));
        assertThat(here.isOnline(ALICE)).isTrue();
        signal("n1", JOINED, BOB);
        clock.advance(Duration.ofSeconds(1));

        assertThat(here.isOnline(ALICE)).isFalse();
        assertThat(here.isOnline(BOB)).isTrue();
        here.expire();
        assertThat(here.remoteAccounts()).isEqualTo(1);
        assertThat(here.lastOnline(ALICE)).isEqualTo(clock.instant());
    }

    @Test
    void accountsOfANodeShouldExpireInTimeWhenTheClockIsSetBack() {
        signal("n1", JOINED, ALICE);

        clock.advance(Duration.ofHours(-1));
        assertThat(here.isOnline(ALICE)).isTrue();
        clock.advance(PresenceRegistry.EXPIRY);

        assertThat(here.isOnline(ALICE)).isFalse();
    }

    @Test
    void accountShouldBeOnlineUntilTheLastNodeAnnouncesThatItLeft() {
        signal("n1", JOINED, ALICE);
        signal("n2", JOINED, ALICE);
        signal("n1", LEFT, ALICE);
        assertThat(here.isOnline(ALICE)).isTrue();
        signal("n2", LEFT, ALICE);

        assertThat(here.isOnline(ALICE)).isFalse();
        assertThat(here.remoteAccounts()).isZero();
    }

    @Test
    void announceAllShouldReachANodeThatStartedLater() throws InterruptedException {
        List<AccountId> many = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            many.add(new AccountId(new UUID(7, i)));
        }
        many.forEach(here::onConnected);
        try (PresenceRegistry other = new PresenceRegistry("other", bus, clock)) {
            here.announceAll();

            assertThat(many).allMatch(other::isOnline);
            CountDownLatch left = new CountDownLatch(1);
            try (var registration = bus.onSignal(signal -> PresenceSignal.parse(signal)
                    .filter(s -> s.type() == LEFT && s.accounts().contains(ALICE))
                    .ifPresent(s -> left.countDown()))) {
                assertThat(registration).isNotNull();
                here.onConnected(ALICE);
                here.onDisconnected(ALICE);
                assertThat(left.await(Together.PATIENCE_SECONDS, TimeUnit.SECONDS))
                        .isTrue();
            }
            assertThat(other.isOnline(ALICE)).isFalse();
        }
    }

    @Test
    void malformedSignalsShouldBeIgnored() {
        for (String text : List.of(
                "x",
                "presence",
                "presence n1 +",
                "presence n1 * AAAAAAAAAAAAAAAAAAAAAA",
                "presence n1 + short",
                "presence n1 + ????????????????",
                "typing n1 + AAAAAAAAAAAAAAAAAAAAAA")) {
            bus.signal(text);
        }
        assertThat(here.remoteAccounts()).isZero();
    }

    @Test
    void parseShouldReturnTheSignalThatWasFormatted() {
        List<AccountId> people = List.of(ALICE, BOB);

        assertThat(PresenceSignal.of("n1", LEFT, people))
                .singleElement()
                .satisfies(text ->
                        assertThat(PresenceSignal.parse(text)).contains(new PresenceSignal("n1", LEFT, people)));
        assertThat(PresenceSignal.of("n1", JOINED, List.of())).isEmpty();
    }

    @Test
    void listenerShouldBeCalledForTheFirstAndTheLastStreamOfAllNodes() {
        RecordingListener listener = listen();
        here.onConnected(ALICE);
        signal("n1", JOINED, ALICE, BOB);
        signal("n2", JOINED, BOB);
        here.onDisconnected(ALICE);
        signal("n1", LEFT, ALICE, BOB);
        signal("n1", LEFT, BOB);
        here.onConnected(BOB);
        signal("n2", LEFT, BOB);
        here.onDisconnected(BOB);

        assertThat(listener.calls).containsExactly("online alice", "online bob", "offline alice", "offline bob");
    }

    @Test
    void listenerShouldBeCalledOnceWhenANodeExpires() {
        RecordingListener listener = listen();
        signal("n1", JOINED, ALICE, BOB);
        signal("n2", JOINED, BOB);
        clock.advance(Duration.ofSeconds(20));
        signal("n2", PRESENT, BOB);
        clock.advance(PresenceRegistry.EXPIRY.minusSeconds(20));
        here.expire();
        here.expire();
        assertThat(listener.calls).containsExactly("online alice", "online bob", "offline alice");

        clock.advance(Duration.ofSeconds(20));
        here.expire();
        assertThat(listener.calls).endsWith("offline alice", "offline bob");
    }

    @Test
    void accountsPresentAtStartShouldNotBeReportedAsAChange() {
        RecordingListener listener = listen();
        signal("n1", PRESENT, ALICE);
        signal("n1", JOINED, BOB);
        assertThat(listener.calls).containsExactly("already online alice", "online bob");

        signal("n1", LEFT, ALICE);
        clock.advance(PresenceRegistry.ROUND.multipliedBy(2).plusSeconds(1));
        signal("n1", PRESENT, ALICE);
        assertThat(listener.calls).endsWith("offline alice", "online alice");
    }
}
