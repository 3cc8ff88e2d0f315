package dev.chatrooms.persistence.event;

import dev.chatrooms.domain.event.DomainEvent;
import dev.chatrooms.domain.event.Epoch;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.message.MessageEvent;
import dev.chatrooms.domain.room.RoomEvent;
import dev.chatrooms.persistence.sql.Columns;
import dev.chatrooms.persistence.sql.PgArray;
import dev.chatrooms.persistence.sql.PgScalar;
import dev.chatrooms.persistence.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * The last step of a transaction: assigns positions to its events and writes the rows that need them. The row of
 * {@code log_head} is locked from here to the commit. So one statement writes all messages of a batch, and no row that
 * another transaction may hold is locked after that one.
 */
public final class LogAppender {
    private final Sql sql;

    public LogAppender(Sql sql) {
        this.sql = sql;
    }

    /** An event that the transaction has appended. */
    public record Pending(DomainEvent event, Instant at) {}

    /** The result: the events have the positions after {@code before}. */
    public record Taken(Epoch epoch, Position before) {}

    /**
     * Writes the events, at least one.
     *
     * @param deletions the rooms that the transaction has marked as deleted, each of which must have an event
     * @param commits whether the transaction may be committed in the same round trip, if no other statement follows
     */
    public Taken append(List<Pending> events, Collection<RoomId> deletions, boolean commits) {
        requireEvents(deletions, events);
        boolean needsFollowUp = events.stream().map(Pending::event).anyMatch(LogAppender::needsFollowUp);
        Taken taken = write(events.stream().map(LogRow::of).toList(), commits && !needsFollowUp);
        if (needsFollowUp) {
            writePositions(events, taken.before());
            new PostedMessages(sql).write(events, taken.before());
        }
        return taken;
    }

    /** Returns whether further statements follow for the event. */
    private static boolean needsFollowUp(DomainEvent event) {
        return switch (event.kind()) {
            case ROOM_CREATED, ROOM_DELETED, MEMBER_JOINED -> true;
            case MESSAGE_POSTED -> PostedMessages.needsFollowUp(((MessageEvent.Posted) event).message());
            case MESSAGE_EDITED,
                    MESSAGE_DELETED,
                    MESSAGE_PINNED,
                    MESSAGE_UNPINNED,
                    REACTION_ADDED,
                    REACTION_REMOVED,
                    ROOM_UPDATED,
                    MEMBER_LEFT,
                    MEMBER_UPDATED,
                    ME_UPDATED,
                    ACCOUNT_UPDATED,
                    CONTACT_ADDED,
                    CONTACT_REMOVED,
                    BLOCK_ADDED,
                    BLOCK_REMOVED,
                    SESSION_REVOKED -> false;
        };
    }

    private static void requireEvents(Collection<RoomId> deletions, List<Pending> events) {
        Set<RoomId> inEvents = new HashSet<>();
        for (Pending pending : events) {
            if (pending.event() instanceof RoomEvent.Deleted deleted) {
                inEvents.add(deleted.roomId());
            }
        }
        if (!inEvents.equals(new HashSet<>(deletions))) {
            throw new IllegalStateException("the deleted rooms differ from the rooms of the deletion events");
        }
    }

    private Taken write(List<LogRow> rows, boolean commits) {
        return commits
                ? sql.singleAndCommit(WRITE, bind(rows), LogAppender::taken)
                : sql.single(WRITE, bind(rows), LogAppender::taken);
    }

    private static Taken taken(ResultSet row, StatementContext context) throws SQLException {
        return new Taken(new Epoch(Columns.text(row, "epoch")), new Position(row.getLong("before")));
    }

    /**
     * Locks the markers first. Unlike rooms, a transaction that waits for {@code log_head} may hold them, so they are
     * locked before it. All other rows are new or were locked at the start of the transaction.
     *
     * <p>The statement checks itself that everything was written, since the commit may come with it. If not, the cast
     * of a text to a number fails, and with it the transaction.
     */
    private static final String WRITE = """
            with entry as materialized (
                select *
                from unnest(cast(:kinds as text[]), cast(:ats as timestamptz[]), cast(:rooms as uuid[]),
                            cast(:subjects as uuid[]), cast(:actors as uuid[]), cast(:data as jsonb[]),
                            cast(:messages as uuid[]), cast(:seqs as bigint[]), cast(:texts as text[]),
                            cast(:createdAts as timestamptz[]), cast(:clientIds as text[]), cast(:repliesTo as uuid[]),
                            cast(:threads as uuid[]), cast(:mentions as text[]), cast(:mentionRooms as boolean[]),
                            cast(:metadata as text[]), cast(:attached as boolean[]))
                    with ordinality
                    as e (kind, at, room_id, account_id, actor_id, data, message_id, seq, text, created_at, client_id,
                          reply_to, thread_id, mentions, mentions_room, metadata, attached, n)
            ), marked as (
                update membership
                set read_seq = greatest(membership.read_seq, sent.seq), read_at = sent.at
                from (select room_id, actor_id, max(seq) as seq, max(at) as at
                      from entry
                      where seq is not null
                      group by room_id, actor_id) as sent
                where membership.room_id = sent.room_id and membership.account_id = sent.actor_id
                returning 1
            ), head as (
                update log_head
                set position = position + :count
                where id = 1 and (select count(*) from marked) >= 0
                returning epoch, position - :count as before
            ), stored as (
                insert into message (id, room_id, seq, sender_id, position, created_at, client_id, text, reply_to,
                                     thread_id, mentions, mentions_room, metadata, attached)
                select entry.message_id, entry.room_id, entry.seq, entry.actor_id, head.before + entry.n,
                       entry.created_at, entry.client_id, entry.text, entry.reply_to, entry.thread_id,
                       cast(entry.mentions as uuid[]), entry.mentions_room, entry.metadata, entry.attached
                from entry
                  cross join head
                where entry.seq is not null
                returning 1
            ), counted as (
                update room
                set last_seq = sent.seq, last_position = head.before + sent.n
                from (select room_id, max(seq) as seq, max(n) as n, count(*) as messages
                      from entry
                      where seq is not null
                      group by room_id) as sent
                  cross join head
                where room.id = sent.room_id and room.last_seq = sent.seq - sent.messages
                returning 1
            ), logged as (
                insert into event (position, at, kind, room_id, account_id, actor_id, message_id, data)
                select head.before + entry.n, entry.at, entry.kind, entry.room_id, entry.account_id, entry.actor_id,
                       entry.message_id, entry.data
                from entry
                  cross join head
                returning 1
            )
            select head.epoch, head.before,
                   cast(case
                            when (select count(*) from logged) <> :count
                                or (select count(*) from stored) <> :messageCount
                                then 'not all events were written'
                            when (select count(*) from counted) <> :roomCount
                                then 'messages do not follow the last one of their room'
                            else '1'
                        end as integer) as complete
            from head
            """;

    private static Consumer<SqlStatement<?>> bind(List<LogRow> rows) {
        long messages = rows.stream().filter(row -> row.message() != null).count();
        long rooms = rows.stream()
                .filter(row -> row.message() != null)
                .map(LogRow::room)
                .distinct()
                .count();
        return s -> s.bind("kinds", PgArray.texts(rows, row -> row.kind().wireName()))
                .bind("ats", PgArray.instants(rows, LogRow::at))
                .bind("rooms", PgArray.rooms(rows, LogRow::room))
                .bind("subjects", PgArray.accounts(rows, LogRow::subject))
                .bind("actors", PgArray.accounts(rows, LogRow::actor))
                .bind("data", PgArray.texts(rows, LogRow::data))
                .bind("messages", PgArray.messages(rows, LogRow::messageId))
                .bind("seqs", PgArray.numbers(rows, ofMessage(Message::seq)))
                .bind(
                        "texts",
                        PgArray.texts(
                                rows,
                                ofMessage(message -> message.text() == null
                                        ? null
                                        : message.text().value())))
                .bind("createdAts", PgArray.instants(rows, ofMessage(Message::createdAt)))
                .bind(
                        "clientIds",
                        PgArray.texts(
                                rows,
                                ofMessage(message -> message.clientId() == null
                                        ? null
                                        : message.clientId().value())))
                .bind("repliesTo", PgArray.messages(rows, ofMessage(Message::replyTo)))
                .bind("threads", PgArray.messages(rows, ofMessage(Message::threadId)))
                .bind("mentions", PgArray.texts(rows, ofMessage(PostedMessages::mentions)))
                .bind(
                        "mentionRooms",
                        PgArray.flags(
                                rows, ofMessage(message -> message.mentions().room())))
                .bind(
                        "metadata",
                        PgArray.texts(
                                rows,
                                ofMessage(message -> message.metadata() == null
                                        ? null
                                        : message.metadata().json())))
                .bind(
                        "attached",
                        PgArray.flags(
                                rows,
                                ofMessage(message -> !message.attachments().isEmpty())))
                .bind("messageCount", PgScalar.of(messages))
                .bind("roomCount", PgScalar.of(rooms))
                .bind("count", PgScalar.of(rows.size()));
    }

    private static <T> Function<LogRow, @Nullable T> ofMessage(Function<Message, @Nullable T> value) {
        return row -> row.message() == null ? null : value.apply(row.message());
    }

    private record Member(RoomId room, AccountId account) {}

    /**
     * Writes the positions of joins and deletions to their rows. These are separate statements, because the first may
     * have changed the same rows, and a statement changes a row only once. This transaction has written all of them
     * before, so no lock is waited for.
     */
    private void writePositions(List<Pending> events, Position before) {
        Map<Member, Position> created = new HashMap<>();
        Map<Member, Position> joined = new HashMap<>();
        Map<RoomId, Position> deleted = new HashMap<>();
        Position position = before;
        for (Pending pending : events) {
            position = position.plus(1);
            if (pending.event() instanceof RoomEvent.Created event) {
                created.put(new Member(event.roomId(), event.actorId()), position);
            } else if (pending.event() instanceof RoomEvent.MemberJoined event) {
                Member member = new Member(event.roomId(), event.subjectId());
                joined.put(member, created.getOrDefault(member, position));
            } else if (pending.event() instanceof RoomEvent.MemberLeft event) {
                joined.remove(new Member(event.roomId(), event.subjectId()));
            } else if (pending.event() instanceof RoomEvent.Deleted event) {
                deleted.put(event.roomId(), position);
            }
        }
        if (!joined.isEmpty()) {
            setSince(joined);
        }
        if (!deleted.isEmpty()) {
            setDeleted(deleted);
        }
    }

    private void setSince(Map<Member, Position> joined) {
        List<Map.Entry<Member, Position>> rows = List.copyOf(joined.entrySet());
        int updated = sql.update(
                """
                update membership
                set since_position = joined.position
                from unnest(cast(:rooms as uuid[]), cast(:accounts as uuid[]), cast(:positions as bigint[]))
                    as joined (room_id, account_id, position)
                where membership.room_id = joined.room_id and membership.account_id = joined.account_id
                """,
                s -> s.bind("rooms", PgArray.rooms(rows, row -> row.getKey().room()))
                        .bind(
                                "accounts",
                                PgArray.accounts(rows, row -> row.getKey().account()))
                        .bind(
                                "positions",
                                PgArray.numbers(rows, row -> row.getValue().value())));
        if (updated != joined.size()) {
            throw new IllegalStateException("a join event has no membership");
        }
    }

    private void setDeleted(Map<RoomId, Position> deleted) {
        List<Map.Entry<RoomId, Position>> rows = List.copyOf(deleted.entrySet());
        int updated = sql.update(
                """
                update room
                set deleted_position = deleted.position
                from unnest(cast(:rooms as uuid[]), cast(:positions as bigint[])) as deleted (room_id, position)
                where room.id = deleted.room_id
                """,
                s -> s.bind("rooms", PgArray.rooms(rows, Map.Entry::getKey))
                        .bind(
                                "positions",
                                PgArray.numbers(rows, row -> row.getValue().value())));
        if (updated != deleted.size()) {
            throw new IllegalStateException("a deletion event has no room");
        }
    }
}
