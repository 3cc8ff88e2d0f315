package dev.chatrooms.persistence.message;

import static dev.chatrooms.persistence.sql.Columns.uuid;

import dev.chatrooms.application.Page;
import dev.chatrooms.application.PageRequest;
import dev.chatrooms.application.message.HistoryPage;
import dev.chatrooms.application.message.HistoryRequest;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.spi.Messages;
import dev.chatrooms.domain.account.AccountId;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.message.Draft;
import dev.chatrooms.domain.message.MessageId;
import dev.chatrooms.domain.people.Blocking;
import dev.chatrooms.domain.room.RoomId;
import dev.chatrooms.domain.room.Standing;
import dev.chatrooms.persistence.room.RoomRows;
import dev.chatrooms.persistence.sql.PgArray;
import dev.chatrooms.persistence.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** {@link Messages} in {@code message}. */
public record JdbcMessages(Sql sql) implements Messages {
    @Override
    public List<Facts> facts(List<Draft> drafts, Instant now) {
        if (drafts.isEmpty()) {
            return List.of();
        }
        // Whether the room is still there is not asked again: it is locked.
        List<Facts> facts = sql.list(
                """
                select draft.sender_id, sender.username as sender_username, sender.display_name as sender_display_name,
                       not sender.disabled as active,
                       member.room_id as member_room_id, member.account_id as member_account_id, member.role as member_role,
                       member.joined_at as member_joined_at, member.read_seq as member_read_seq, member.muted as member_muted,
                       member.favourite as member_favourite,
                       ban.found is not null as banned,
                       earlier.id as message_id, earlier.room_id as message_room_id, earlier.seq as message_seq,
                       earlier.sender_id as message_sender_id, earlier.text as message_text,
                       earlier.created_at as message_created_at, earlier.edited_at as message_edited_at,
                       earlier.deleted_at as message_deleted_at, earlier.client_id as message_client_id,
                       earlier.position as message_position,
                       coalesce(blocked.by_sender, false) as blocked_by_sender, coalesce(blocked.by_other, false) as blocked_by_other
                from unnest(cast(:rooms as uuid[]), cast(:senders as uuid[]), cast(:clientIds as text[]))
                    with ordinality as draft (room_id, sender_id, client_id, n)
                  join account sender on sender.id = draft.sender_id
                  left join lateral (select * from membership
                                     where membership.account_id = draft.sender_id and membership.room_id = draft.room_id
                                     limit 1) as member on true
                  left join lateral (select true as found from ban
                                     where ban.account_id = draft.sender_id and ban.room_id = draft.room_id
                                       and (ban.until is null or ban.until > :now)
                                     limit 1) as ban on true
                  left join lateral (select * from message
                                     where message.sender_id = draft.sender_id and message.client_id = draft.client_id
                                     limit 1) as earlier on true
                  left join lateral (select bool_or(block.owner_id = draft.sender_id) as by_sender,
                                            bool_or(block.owner_id <> draft.sender_id) as by_other
                                     from room direct
                                       join block on block.owner_id = any (array[direct.direct_low_id, direct.direct_high_id])
                                                 and block.account_id = any (array[direct.direct_low_id, direct.direct_high_id])
                                     where direct.id = draft.room_id and direct.kind = 'direct') as blocked on true
                order by draft.n
                """,
                s -> s.bind(
                                "rooms",
                                PgArray.uuids(drafts, draft -> draft.roomId().value()))
                        .bind(
                                "senders",
                                PgArray.uuids(drafts, draft -> draft.senderId().value()))
                        .bind(
                                "clientIds",
                                PgArray.texts(
                                        drafts,
                                        draft -> draft.clientId() == null
                                                ? null
                                                : draft.clientId().value()))
                        .bind("now", now),
                JdbcMessages::facts);
        if (facts.size() != drafts.size()) {
            throw new IllegalStateException("a draft of nobody who has an account");
        }
        return facts;
    }

    private static Facts facts(ResultSet row, StatementContext context) throws SQLException {
        AccountId sender = new AccountId(uuid(row, "sender_id"));
        MessageView earlier = MessageRows.viewOrNull(row, context);
        return new Facts(
                new Standing(
                        sender, RoomRows.membershipOrNull(row), row.getBoolean("banned"), row.getBoolean("active")),
                MessageRows.sender(row, sender),
                earlier == null ? null : new Earlier(earlier, new Position(row.getLong("message_position"))),
                new Blocking(row.getBoolean("blocked_by_sender"), row.getBoolean("blocked_by_other")));
    }

    @Override
    public Optional<HistoryPage> history(RoomId room, AccountId viewer, HistoryRequest request, Instant now) {
        return lastSeq(room, viewer, now).map(last -> {
            Span span = Span.of(request, last);
            return new HistoryPage(messages(room, span), span.first() > 1, span.end() <= last, last);
        });
    }

    /** The last seq of a room that the viewer may read. */
    private Optional<Long> lastSeq(RoomId room, AccountId viewer, Instant now) {
        return sql.one(
                """
                select room.last_seq
                from room
                  left join lateral (select true as found from membership
                                     where membership.account_id = :viewer and membership.room_id = room.id
                                     limit 1) as member on true
                  left join lateral (select true as found from ban
                                     where ban.account_id = :viewer and ban.room_id = room.id
                                       and (ban.until is null or ban.until > :now)
                                     limit 1) as ban on true
                where room.id = :room and room.deleted_position is null
                  and (member.found or room.kind = 'public' and ban.found is null)
                """,
                s -> s.bind("room", room.value()).bind("viewer", viewer.value()).bind("now", now),
                (row, context) -> row.getLong("last_seq"));
    }

    /** Which seqs a page has: {@code first <= seq < end}. They have no gaps, so arithmetic finds them. */
    private record Span(long first, long end) {
        static Span of(HistoryRequest request, long last) {
            int limit = request.limit();
            long seq = Math.min(request.seq(), last + 1);
            return switch (request.anchor()) {
                case NEWEST -> cut(last + 1 - limit, last + 1, last);
                case BEFORE -> cut(seq - limit, seq, last);
                case AFTER -> cut(seq + 1, seq + 1 + limit, last);
                case AROUND -> cut(seq - limit / 2, seq - limit / 2 + limit, last);
            };
        }

        private static Span cut(long first, long end, long last) {
            return new Span(Math.min(Math.max(first, 1), last + 1), Math.min(Math.max(end, 1), last + 1));
        }
    }

    private List<MessageView> messages(RoomId room, Span span) {
        if (span.first() >= span.end()) {
            return List.of();
        }
        return sql.list(
                """
                select message.id as message_id, message.room_id as message_room_id, message.seq as message_seq,
                       message.sender_id as message_sender_id, message.text as message_text,
                       message.created_at as message_created_at, message.edited_at as message_edited_at,
                       message.deleted_at as message_deleted_at, message.client_id as message_client_id,
                       sender.username as sender_username, sender.display_name as sender_display_name
                from message
                  join account sender on sender.id = message.sender_id
                where message.room_id = :room and message.seq >= :first and message.seq < :end
                order by message.seq
                """,
                s -> s.bind("room", room.value()).bind("first", span.first()).bind("end", span.end()),
                MessageRows::view);
    }

    @Override
    public Page<MessageView> ofSender(AccountId sender, AccountId viewer, PageRequest page, Instant now) {
        return new SenderMessages(sql).page(sender, viewer, page, now);
    }

    @Override
    public Optional<MessageView> find(MessageId id, AccountId viewer, Instant now) {
        return sql.one(
                """
                select message.id as message_id, message.room_id as message_room_id, message.seq as message_seq,
                       message.sender_id as message_sender_id, message.text as message_text,
                       message.created_at as message_created_at, message.edited_at as message_edited_at,
                       message.deleted_at as message_deleted_at, message.client_id as message_client_id,
                       sender.username as sender_username, sender.display_name as sender_display_name
                from message
                  join account sender on sender.id = message.sender_id
                  join room on room.id = message.room_id and room.deleted_position is null
                  left join lateral (select true as found from membership
                                     where membership.account_id = :viewer and membership.room_id = room.id
                                     limit 1) as member on true
                  left join lateral (select true as found from ban
                                     where ban.account_id = :viewer and ban.room_id = room.id
                                       and (ban.until is null or ban.until > :now)
                                     limit 1) as ban on true
                where message.id = :id
                  and (member.found or room.kind = 'public' and ban.found is null)
                """,
                s -> s.bind("id", id.value()).bind("viewer", viewer.value()).bind("now", now),
                MessageRows::view);
    }

    @Override
    public List<MessageView> findAll(Collection<MessageId> ids, AccountId viewer, Instant now) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return sql.list(
                """
                select message.id as message_id, message.room_id as message_room_id, message.seq as message_seq,
                       message.sender_id as message_sender_id, message.text as message_text,
                       message.created_at as message_created_at, message.edited_at as message_edited_at,
                       message.deleted_at as message_deleted_at, message.client_id as message_client_id,
                       sender.username as sender_username, sender.display_name as sender_display_name
                from (select distinct id from unnest(cast(:ids as uuid[])) as wanted (id)) as wanted
                  join message on message.id = wanted.id
                  join account sender on sender.id = message.sender_id
                  join room on room.id = message.room_id and room.deleted_position is null
                  left join lateral (select true as found from membership
                                     where membership.account_id = :viewer and membership.room_id = room.id
                                     limit 1) as member on true
                  left join lateral (select true as found from ban
                                     where ban.account_id = :viewer and ban.room_id = room.id
                                       and (ban.until is null or ban.until > :now)
                                     limit 1) as ban on true
                where member.found or room.kind = 'public' and ban.found is null
                """,
                s -> s.bind("ids", PgArray.uuids(ids, MessageId::value))
                        .bind("viewer", viewer.value())
                        .bind("now", now),
                MessageRows::view);
    }
}
