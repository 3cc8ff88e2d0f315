package dev.chatrooms.application.message.internal;

import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Fixture.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.Fixture;
import dev.chatrooms.application.HandClock;
import dev.chatrooms.application.commit.internal.Committer;
import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.configuration.ConfigurationKey;
import dev.chatrooms.application.configuration.ConfigurationValue.WholeNumber;
import dev.chatrooms.application.configuration.internal.LiveConfiguration;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.internal.Store;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.StoreClock;
import dev.chatrooms.application.spi.StoreFixture;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.RoomId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How much a run of the retention takes on. */
class MessageRetentionTest {
    private static final int OLD = 720;

    private final HandClock clock = new HandClock();
    private final Storage storage = StoreClock.of(MemoryStorage.create(), clock).storage();
    private final StoreFixture store = StoreFixture.in(storage);

    private Position removedUpTo() {
        return store.<Position>read(stores -> stores.retention().removedUpTo());
    }

    private long deletions(Position after) {
        return store.logSince(after).stream()
                .map(LoggedEvent::kind)
                .filter(EventKind.MESSAGE_DELETED::equals)
                .count();
    }

    @Test
    void runShouldDeleteABoundedNumberOfMessages() {
        try (Chat chat = Fixture.builder(storage)
                        .settings(Fixture.UNLIMITED)
                        .clock(clock)
                        .upkeep(false)
                        .build();
                Committer committer = new Committer(storage.transactions(), clock, (b, h, e) -> {}, head -> {});
                LiveConfiguration configuration =
                        new LiveConfiguration(storage.transactions(), storage.bus(), Runnable::run, Map.of(), false)) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");
            for (int n = 0; n < OLD; n++) {
                say(chat, alice, tea, "old " + n);
            }
            Position lastOld = store.head();
            Eventually.await(
                    "the index has read them",
                    () -> store.<Position>read(
                            stores -> stores.search().progress().position()),
                    lastOld::equals);
            chat.administration().configuration().set(ConfigurationKey.RETENTION_DAYS, new WholeNumber(30));
            configuration.changed();
            MessageRetention retention = new MessageRetention(
                    new Transactor(new Store(storage.transactions()), committer, clock),
                    configuration,
                    Runnable::run,
                    () -> ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant()),
                    () -> {});
            assertThat(retention.run().join()).as("another node may be at it").isFalse();
            clock.advance(Duration.ofDays(45));

            boolean more = retention.run().join();

            assertThat(more).isTrue();
            assertThat(deletions(lastOld)).isBetween(1L, (long) MessageRetention.STEPS * BulkDeletion.BATCH);
            assertThat(removedUpTo()).isLessThan(lastOld);

            while (more) {
                long before = deletions(lastOld);
                more = retention.run().join();
                assertThat(deletions(lastOld) - before)
                        .isLessThanOrEqualTo(MessageRetention.STEPS * BulkDeletion.BATCH);
            }
            assertThat(deletions(lastOld)).isEqualTo(OLD);
            assertThat(removedUpTo()).isEqualTo(lastOld);
        }
    }
}
