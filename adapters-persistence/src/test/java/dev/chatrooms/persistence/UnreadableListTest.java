package dev.chatrooms.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.spi.StoreFixture;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.id.RoomId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A list with more entries in a row that the viewer cannot read than a page may look at. */
@Tag("thorough")
class UnreadableListTest extends OnPostgres {
    private static final int MAXIMUM = 300_000;

    @Test
    void pageShouldBeRefusedWhenTooManyEntriesInARowCannotBeRead() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId room = store.aPublicRoomWith(alice);
        mention(alice, room, 1, MAXIMUM - 1);
        assertThat(store.messages()
                        .mentioning(alice.id(), PageRequest.FIRST, StoreFixture.NOW)
                        .items())
                .isEmpty();

        mention(alice, room, MAXIMUM, MAXIMUM + 5000);

        assertThatExceptionOfType(ChatException.class)
                .isThrownBy(() -> store.messages().mentioning(alice.id(), PageRequest.FIRST, StoreFixture.NOW))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(RefusalCode.UNAVAILABLE));
    }

    /** Adds mentions in messages that do not exist, which is as hard to find out as that they cannot be read. */
    private void mention(Account account, RoomId room, int from, int to) {
        server.execute(database, """
                        set session_replication_role = replica;
                        insert into mention (account_id, room_id, seq, message_id, position)
                        select '%s', '%s', n, gen_random_uuid(), n
                        from generate_series(%d, %d) n;
                        analyze mention;
                        """.formatted(account.id(), room, from, to));
    }
}
