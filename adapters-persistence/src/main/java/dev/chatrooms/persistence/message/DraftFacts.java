package dev.chatrooms.persistence.message;

import static dev.chatrooms.persistence.sql.Columns.idOrNull;
import static dev.chatrooms.persistence.sql.Columns.instantOrNull;
import static dev.chatrooms.persistence.sql.Columns.uuid;

import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.message.Sender;
import dev.chatrooms.application.spi.Accounts;
import dev.chatrooms.application.spi.Messages.Earlier;
import dev.chatrooms.application.spi.Messages.Facts;
import dev.chatrooms.domain.account.AccountState;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.Draft;
import dev.chatrooms.domain.people.Blocking;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.Standing;
import dev.chatrooms.persistence.rows.AccountRows;
import dev.chatrooms.persistence.rows.MessageRows;
import dev.chatrooms.persistence.rows.RoomRows;
import dev.chatrooms.persistence.sql.PgArray;
import dev.chatrooms.persistence.sql.PgScalar;
import dev.chatrooms.persistence.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Looks up what the domain needs to decide on drafts. Locks their rooms. */
final class DraftFacts {
    private final Sql sql;

    DraftFacts(Sql sql) {
        this.sql = sql;
    }

    List<Facts> of(List<Draft> drafts, Instant now) {
        sql.requireWritable();
        if (drafts.isEmpty()) {
            return List.of();
        }
        // Two queries: a single one would see the data as of before it waited for the locks.
        Sql.Both<Room, SenderFacts> found = sql.both(
                RoomRows.LOCK,
                RoomRows::room,
                "select " + RoomRows.MEMBERSHIP + """
                       , asked.account_id as asked_id, sender.id is not null as sender_exists,
                       sender.username as sender_username, sender.display_name as sender_display_name,
                       sender.kind as sender_kind,
                       coalesce(not sender.disabled, false) as active, sender.sessions_ended_at,
                       ban.found is not null as banned,
                       earlier.id as earlier_id, earlier.position as earlier_position,
                       coalesce(blocked.by_sender, false) as blocked_by_sender,
                       coalesce(blocked.by_other, false) as blocked_by_other
                from unnest(cast(:rooms as uuid[]), cast(:senders as uuid[]), cast(:clientIds as text[]))
                    with ordinality as asked (room_id, account_id, client_id, n)
                  left join account sender on sender.id = asked.account_id and not sender.deleted
                """ + RoomRows.STANDING + """
                  left join lateral (select * from message
                                     where message.sender_id = asked.account_id and message.client_id = asked.client_id
                                     limit 1) as earlier on true
                  left join lateral (select bool_or(block.owner_id = asked.account_id) as by_sender,
                                            bool_or(block.owner_id <> asked.account_id) as by_other
                                     from room direct
                                       join block
                                         on block.owner_id = any (array[direct.direct_low_id, direct.direct_high_id])
                                        and block.account_id = any (array[direct.direct_low_id, direct.direct_high_id])
                                     where direct.id = asked.room_id and direct.kind = 'direct') as blocked on true
                order by asked.n
                """,
                DraftFacts::senderFacts,
                s -> s.bind("rooms", PgArray.rooms(drafts, Draft::roomId))
                        .bind("senders", PgArray.accounts(drafts, Draft::senderId))
                        .bind(
                                "clientIds",
                                PgArray.texts(
                                        drafts,
                                        draft -> draft.clientId() == null
                                                ? null
                                                : draft.clientId().value()))
                        .bind("now", PgScalar.of(now)));
        List<SenderFacts> senders = found.second();
        if (senders.size() != drafts.size()) {
            throw new IllegalStateException(senders.size() + " senders found of " + drafts.size());
        }
        Map<MessageId, MessageView> earlier = new MessageViews(sql)
                .findAll(senders.stream()
                        .flatMap(one -> Stream.ofNullable(one.earlier()))
                        .collect(Collectors.toSet()));
        Map<RoomId, Room> rooms = found.first().stream().collect(Collectors.toMap(Room::id, room -> room));
        List<Facts> facts = new ArrayList<>(drafts.size());
        for (int i = 0; i < drafts.size(); i++) {
            facts.add(senders.get(i).with(rooms.get(drafts.get(i).roomId()), earlier));
        }
        return facts;
    }

    /**
     * The facts of a draft without its room.
     *
     * @param account null if there is no such account
     * @param sender null if there is no such account
     * @param earlier the id of the message with the same client id; mostly null
     */
    private record SenderFacts(
            Standing standing,
            Accounts.@Nullable Standing account,
            @Nullable Sender sender,
            @Nullable MessageId earlier,
            long position,
            Blocking blocking) {
        Facts with(@Nullable Room room, Map<MessageId, MessageView> messages) {
            MessageView first = earlier == null ? null : messages.get(earlier);
            return new Facts(
                    room,
                    standing,
                    account,
                    sender,
                    first == null ? null : new Earlier(first, new Position(position)),
                    blocking);
        }
    }

    private static SenderFacts senderFacts(ResultSet row, StatementContext context) throws SQLException {
        AccountId sender = new AccountId(uuid(row, "asked_id"));
        boolean exists = row.getBoolean("sender_exists");
        boolean isActive = row.getBoolean("active");
        return new SenderFacts(
                new Standing(
                        sender,
                        RoomRows.membershipOrNull(row),
                        row.getBoolean("banned"),
                        isActive,
                        AccountRows.kind(row.getString("sender_kind"))),
                exists ? account(row, isActive) : null,
                exists ? MessageRows.sender(row, sender) : null,
                idOrNull(row, "earlier_id", MessageId::new),
                row.getLong("earlier_position"),
                new Blocking(row.getBoolean("blocked_by_sender"), row.getBoolean("blocked_by_other")));
    }

    private static Accounts.Standing account(ResultSet row, boolean isActive) throws SQLException {
        return new Accounts.Standing(
                isActive ? AccountState.ACTIVE : AccountState.DISABLED, instantOrNull(row, "sessions_ended_at"));
    }
}
