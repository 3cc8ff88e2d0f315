package dev.chatrooms.bootstrap.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.memory.MemoryPasswordHasher;
import dev.chatrooms.application.memory.MemoryTokenIssuer;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.room.NewRoom;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.RoomKind;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the meters of a chat tell, in a registry of the host's. */
class ChatMetersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HeldIndex store = new HeldIndex();
    private final Chat chat = Chat.builder(store.storage())
            .passwordHasher(new MemoryPasswordHasher())
            .tokenIssuer(new MemoryTokenIssuer())
            .build();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicLong now = new AtomicLong();
    private final ChatMeters meters = new ChatMeters(registry, now::get);

    ChatMetersTest() {
        meters.bind(chat);
    }

    @AfterEach
    void close() {
        store.release();
        meters.close();
        chat.close();
    }

    @Test
    void searchLagShouldBeWhatTheIndexHasNotReadAndNothingOnceItHas() {
        Caller alice = person("alice");
        RoomId tea = aRoomOf(alice);
        say(alice, tea, "one");
        say(alice, tea, "two");
        long head = store.head();
        assertThat(head).isGreaterThanOrEqualTo(3);

        eventually("chatrooms.search.lag", lag -> lag == head);

        say(alice, tea, "three");
        eventually("chatrooms.search.lag", lag -> lag == head + 1);

        store.release();
        eventually("chatrooms.search.lag", lag -> lag == 0);
    }

    @Test
    void rebuildingShouldTellThatTheIndexIsBeingMadeAnew() {
        Caller alice = person("alice");
        say(alice, aRoomOf(alice), "one");
        eventually("chatrooms.search.rebuilding", state -> state == 0);

        chat.search().rebuild();
        eventually("chatrooms.search.rebuilding", state -> state == 1);

        store.release();
        eventually("chatrooms.search.rebuilding", state -> state == 0);
    }

    @Test
    void lagShouldBeNoNumberWhileTheStoreIsAway() {
        eventually("chatrooms.store.reachable", state -> state == 1);
        eventually("chatrooms.feed.lag", lag -> lag == 0);

        store.goAway();

        eventually("chatrooms.store.reachable", state -> state == 0);
        assertThat(value("chatrooms.search.lag")).isNaN();
        assertThat(value("chatrooms.feed.lag")).isNaN();
    }

    @Test
    void closeShouldTakeTheMetersOutOfTheRegistryAndLeaveOthers() {
        registry.counter("hosts.own");
        assertThat(registry.getMeters()).hasSizeGreaterThan(1);

        meters.close();

        assertThat(registry.getMeters())
                .extracting(meter -> meter.getId().getName())
                .containsExactly("hosts.own");
        assertThat(registry.isClosed()).isFalse();
    }

    @Test
    void metersShouldHaveDescriptionsAndNamesOfOurOwn() {
        assertThat(registry.getMeters()).isNotEmpty().extracting(Meter::getId).allSatisfy(id -> {
            assertThat(id.getName()).startsWith("chatrooms.");
            assertThat(id.getDescription()).as(id.getName()).isNotBlank();
        });
    }

    /** As a scrape of a later second would see it. */
    private double value(String gauge) {
        now.addAndGet(LagReading.FRESH.toNanos());
        return registry.get(gauge).gauge().value();
    }

    private void eventually(String gauge, DoublePredicate wanted) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        double value = value(gauge);
        while (!wanted.test(value) && System.nanoTime() < end) {
            Thread.onSpinWait();
            value = value(gauge);
        }
        assertThat(value).as(gauge).matches(wanted::test);
    }

    private Caller person(String username) {
        return Caller.of(chat.accounts()
                .register(Registration.of(username, "a cup of earl grey"))
                .join()
                .id());
    }

    private RoomId aRoomOf(Caller owner) {
        return chat.rooms()
                .create(owner, new NewRoom(RoomKind.PUBLIC, "Tea", null, List.of()))
                .join()
                .room()
                .id();
    }

    private void say(Caller sender, RoomId room, String text) {
        chat.messages().send(sender, new Send(room, text, null)).join();
    }
}
