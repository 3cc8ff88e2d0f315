package dev.chatrooms.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.spi.StoreFixture;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.application.spi.Transactions;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.Emoji;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.message.MessageEvent;
import dev.chatrooms.domain.room.RoomEvent;
import java.io.IOException;
import java.net.URI;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How often the reads of a feed go to the database and back, counted between the two. */
class RoundTripsTest extends OnPostgres {
    private static final int CALLS = 20;

    private final StoreFixture store = StoreFixture.in(storage());

    @Test
    void looksAtTheLogShouldTakeOneRoundTrip() throws IOException {
        Position before = store.head();
        messagesWithAReactionAndAMarker();
        String url = server.url(database);
        int port = URI.create(url.substring("jdbc:".length())).getPort();
        try (TripCounter counter = new TripCounter(port);
                PostgresPool pool = PostgresPool.open(new PostgresPool.Settings(
                        url.replace(":" + port + "/", ":" + counter.port() + "/"), null, null, 2));
                PostgresPorts ports = PostgresPorts.of(pool)) {
            Transactions transactions = ports.storage().transactions();
            Position after = before.plus(2);

            assertThat(trips(counter, transactions, stores -> stores.log().head()))
                    .isEqualTo(1);
            assertThat(trips(
                            counter,
                            transactions,
                            stores -> stores.log().readInOneQuery(after, 100).size()))
                    .isEqualTo(1);
            assertThat(transactions.<Integer>readSingle(
                            stores -> stores.log().readInOneQuery(after, 100).size()))
                    .isEqualTo(4);
        }
    }

    private void messagesWithAReactionAndAMarker() {
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);
        Message message = store.say(alice, tea, "one");
        store.say(alice, tea, "two");
        store.write(uow -> {
            StoreFixture.locked(uow, tea);
            uow.reactions().add(message.id(), new Emoji("👍"), alice.id(), 10, StoreFixture.NOW);
            uow.append(new RoomEvent.OwnMembershipUpdated(tea, alice.id()), StoreFixture.NOW);
            return uow.append(
                    new MessageEvent.ReactionAdded(tea, message.id(), alice.id(), new Emoji("👍")), StoreFixture.NOW);
        });
    }

    /**
     * Returns the fewest round trips of several calls. The pool may add some to a call, to open or test connections.
     */
    private static long trips(
            TripCounter counter, Transactions transactions, Function<? super Stores, ? extends Object> read) {
        return LongStream.range(0, CALLS)
                .map(call -> {
                    long begin = counter.trips();
                    Object result = transactions.readSingle(read);
                    assertThat(result).isNotNull();
                    return counter.trips() - begin;
                })
                .min()
                .orElseThrow();
    }
}
