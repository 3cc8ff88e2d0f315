package dev.chatrooms.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.search.SearchQuery;
import dev.chatrooms.application.search.SearchScope;
import dev.chatrooms.application.spi.SearchIndex.Candidates;
import dev.chatrooms.application.spi.SearchIndexContract;
import dev.chatrooms.application.spi.StoreFixture;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.event.DomainEvent;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.message.MessageEvent;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchIndexOnPostgresTest extends OnPostgres implements SearchIndexContract {
    @Override
    public void edit(Message message, String text) {
        server.execute(
                database,
                "update message set text = '" + text + "', edited_at = now() where id = '" + message.id() + "'");
        append(new MessageEvent.Edited(message.roomId(), message.id(), message.senderId()));
    }

    @Override
    public void delete(Message message) {
        server.execute(
                database, "update message set text = null, deleted_at = now() where id = '" + message.id() + "'");
        append(new MessageEvent.Deleted(message.roomId(), message.id(), message.senderId()));
    }

    private void append(DomainEvent event) {
        StoreFixture.in(storage()).<Integer>write(uow -> uow.append(event, StoreFixture.NOW));
    }

    @Test
    void readOnShouldDoNothingWhileAnotherTransactionAdvances() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId room = store.aPublicRoomWith(alice);
        store.say(alice, room, "tea");

        boolean first = store.write(uow -> {
            boolean more = uow.search().readOn(2);
            boolean other = CompletableFuture.supplyAsync(() ->
                            store.<Boolean>write(another -> another.search().readOn(500)))
                    .join();
            assertThat(other).isFalse();
            return more;
        });

        assertThat(first).isTrue();
        assertThat(store.<Long>read(
                        stores -> stores.search().progress().position().value()))
                .isEqualTo(2);
    }

    /**
     * Forty thousand matches that bob cannot read follow the only one that bob can.
     *
     * @param otherRooms further rooms that the viewer may read: their entries in the index are used if they are few
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 300})
    void unreadableMatchesShouldNotHideAnOlderReadableOne(int otherRooms) {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId secret = store.aPrivateRoomWith(alice);
        store.say(alice, store.aPublicRoomWith(alice), "w1 at last");
        server.execute(database, """
                insert into room (id, kind, name, name_folded, topic, created_by, created_at, updated_at, version)
                select gen_random_uuid(), 'public', 'Room ' || n, 'room ' || n, '', '%s', now(), now(), 1
                from generate_series(1, %d) n
                """.formatted(alice.id(), otherRooms));
        while (store.<Boolean>write(uow -> uow.search().readOn(500))) {
            // Each iteration reads a part.
        }
        server.execute(database, """
                insert into message_search (message_id, room_id, position, created_at, tsv)
                select gen_random_uuid(), '%1$s', n, now(),
                       array_to_tsvector(array['w1', '/pw', '/pw1', '/r%1$s', '/1' || n / 8192, '/20', '/30', '/40',
                                               '/0' || ltrim(substr(digits.all36, n / 512 / 36 + 1, 1)
                                                             || substr(digits.all36, n / 512 %% 36 + 1, 1), '0')])
                from generate_series(1000, 40000) n,
                     (values ('0123456789abcdefghijklmnopqrstuvwxyz')) as digits (all36);
                update log_reader set position = 40000;
                """.formatted(secret));

        SearchScope scope = new SearchScope(bob.id(), null, null, null, null);
        Candidates found = store.read(stores ->
                stores.search().find(SearchQuery.of("w1*"), scope, new Position(Long.MAX_VALUE), 50, StoreFixture.NOW));

        assertThat(found.items()).hasSize(1);
        assertThat(server.column(database, "select count(*)::text from message_search"))
                .containsExactly("39002");
    }

    @Test
    void rowsOfADeletedRoomShouldBeRemovedInSteps() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId room = store.aPublicRoomWith(alice);
        RoomId other = store.aPublicRoomWith(alice);
        store.say(alice, other, "stays");
        server.execute(database, """
                insert into message_search (message_id, room_id, position, created_at, tsv)
                select gen_random_uuid(), '%1$s', n, now(), array_to_tsvector(array['a', '/r%1$s'])
                from generate_series(1, 4500) n
                """.formatted(room));
        store.delete(room, alice);

        int rounds = 1;
        while (store.<Boolean>write(uow -> uow.search().readOn(500))) {
            rounds++;
        }

        assertThat(rounds).isEqualTo(3);
        assertThat(server.column(database, "select room_id::text from message_search"))
                .containsExactly(other.toString());
    }
}
