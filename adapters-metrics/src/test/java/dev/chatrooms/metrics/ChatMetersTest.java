package dev.chatrooms.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Eventually;
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

/** The meters of a chat in a registry of the host application. */
class ChatMetersTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final PausedIndexStorage store = new PausedIndexStorage();
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
    void searchLagShouldCountUnreadEntriesUntilIndexCatchesUp() {
        Caller alice = register("alice");
        RoomId tea = createRoom(alice);
        send(alice, tea, "one");
        send(alice, tea, "two");
        long head = store.head();
        assertThat(head).isGreaterThanOrEqualTo(3);

        eventually("chatrooms.search.lag", lag -> lag == head);

        send(alice, tea, "three");
        eventually("chatrooms.search.lag", lag -> lag == head + 1);

        store.release();
        eventually("chatrooms.search.lag", lag -> lag == 0);
    }

    @Test
    void rebuildingShouldBeOneWhileIndexIsRebuilt() {
        Caller alice = register("alice");
        send(alice, createRoom(alice), "one");
        eventually("chatrooms.search.rebuilding", state -> state == 0);

        chat.search().rebuild();
        eventually("chatrooms.search.rebuilding", state -> state == 1);

        store.release();
        eventually("chatrooms.search.rebuilding", state -> state == 0);
    }

    @Test
    void lagShouldBeNaNWhileStoreIsUnavailable() {
        eventually("chatrooms.store.reachable", state -> state == 1);
        eventually("chatrooms.feed.lag", lag -> lag == 0);

        store.disconnect();

        eventually("chatrooms.store.reachable", state -> state == 0);
        assertThat(value("chatrooms.search.lag")).isNaN();
        assertThat(value("chatrooms.feed.lag")).isNaN();
    }

    @Test
    void closeShouldRemoveOnlyMetersOfChat() {
        registry.counter("application.own");
        assertThat(registry.getMeters()).hasSizeGreaterThan(1);

        meters.close();

        assertThat(registry.getMeters())
                .extracting(meter -> meter.getId().getName())
                .containsExactly("application.own");
        assertThat(registry.isClosed()).isFalse();
    }

    @Test
    void metersShouldHaveDescriptionsAndCommonPrefix() {
        assertThat(registry.getMeters()).isNotEmpty().extracting(Meter::getId).allSatisfy(id -> {
            assertThat(id.getName()).startsWith("chatrooms.");
            assertThat(id.getDescription()).as(id.getName()).isNotBlank();
        });
    }

    /** Returns the value that a later scrape would see. */
    private double value(String gauge) {
        now.addAndGet(CachedLag.MAX_AGE.toNanos());
        return registry.get(gauge).gauge().value();
    }

    private void eventually(String gauge, DoublePredicate expected) {
        Eventually.await(gauge, () -> value(gauge), expected::test);
    }

    private Caller register(String username) {
        return Caller.of(chat.accounts()
                .register(Registration.of(username, "a cup of earl grey"))
                .join()
                .id());
    }

    private RoomId createRoom(Caller owner) {
        return chat.rooms()
                .create(owner, new NewRoom(RoomKind.PUBLIC, "Tea", null, List.of()))
                .join()
                .room()
                .id();
    }

    private void send(Caller sender, RoomId room, String text) {
        chat.messages().send(sender, new Send(room, text, null)).join();
    }
}
