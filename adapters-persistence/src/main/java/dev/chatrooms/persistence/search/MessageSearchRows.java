package dev.chatrooms.persistence.search;

import static dev.chatrooms.persistence.sql.Columns.instant;
import static dev.chatrooms.persistence.sql.Columns.text;
import static dev.chatrooms.persistence.sql.Columns.uuid;

import dev.chatrooms.application.search.IndexUpdate;
import dev.chatrooms.application.search.Words;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.persistence.sql.PgArray;
import dev.chatrooms.persistence.sql.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes {@code message_search} as the messages are that a piece of the log names. */
record MessageSearchRows(Sql sql) {
    /** Past so many lexemes a piece of the log is cut short: very long messages are only so many at a time. */
    private static final int MOST_LEXEMES = 20_000;

    private static final int ROWS_OF_A_ROOM = 2000;

    private record Entry(
            long position,
            boolean isOfRoom,
            @Nullable UUID room,
            @Nullable UUID message) {}

    private record Indexed(UUID id, RoomId room, AccountId sender, long position, Instant createdAt, String text) {}

    private record Row(Indexed message, Set<String> lexemes) {}

    /**
     * Indexes what the entries after a position are about, up to another.
     *
     * @return how far it came
     */
    long index(long after, long upTo) {
        if (upTo <= after) {
            return after;
        }
        List<Entry> entries = entries(after, upTo);
        Map<UUID, Indexed> messages = messages(entries);
        Map<UUID, Row> rows = new LinkedHashMap<>();
        Set<UUID> gone = new LinkedHashSet<>();
        long reached = upTo;
        int lexemes = 0;
        for (Entry entry : entries) {
            boolean isDone = !entry.isOfRoom() || removeSome(entry.room()) < ROWS_OF_A_ROOM;
            if (!isDone || lexemes > MOST_LEXEMES) {
                reached = entry.position() - 1;
                break;
            }
            Indexed message = messages.get(entry.message());
            if (message != null && !rows.containsKey(message.id())) {
                Row row = row(message);
                lexemes += row.lexemes().size();
                rows.put(message.id(), row);
            } else if (message == null && entry.message() != null) {
                gone.add(entry.message());
            }
        }
        remove(gone);
        store(rows.values());
        return reached;
    }

    private static Row row(Indexed message) {
        return new Row(
                message, Lexemes.of(Words.of(message.text()), message.room(), message.sender(), message.position()));
    }

    private List<Entry> entries(long after, long upTo) {
        return sql.list(
                """
                select position, kind, room_id, message_id
                from event
                where position > :after and position <= :upTo
                  and kind = any(:kinds)
                order by position
                """,
                s -> s.bind("after", after)
                        .bind("upTo", upTo)
                        .bind("kinds", PgArray.texts(IndexUpdate.relevantKinds(), EventKind::wireName)),
                (row, context) -> new Entry(
                        row.getLong("position"),
                        IndexUpdate.of(EventKind.ofWireName(text(row, "kind"))) == IndexUpdate.ROOM_REMOVED,
                        row.getObject("room_id", UUID.class),
                        row.getObject("message_id", UUID.class)));
    }

    /** Those of the messages that may be found, by id. */
    private Map<UUID, Indexed> messages(List<Entry> entries) {
        Set<UUID> ids = new LinkedHashSet<>();
        for (Entry entry : entries) {
            if (entry.message() != null) {
                ids.add(entry.message());
            }
        }
        Map<UUID, Indexed> messages = new HashMap<>();
        if (!ids.isEmpty()) {
            sql.list(
                            """
                            select message.id, message.room_id, message.sender_id, message.position, message.created_at, message.text
                            from unnest(cast(:ids as uuid[])) as wanted (id)
                              join message on message.id = wanted.id
                              join room on room.id = message.room_id
                            where message.deleted_at is null and room.deleted_position is null
                            """,
                            s -> s.bind("ids", PgArray.uuids(ids, id -> id)),
                            (row, context) -> new Indexed(
                                    uuid(row, "id"),
                                    new RoomId(uuid(row, "room_id")),
                                    new AccountId(uuid(row, "sender_id")),
                                    row.getLong("position"),
                                    instant(row, "created_at"),
                                    text(row, "text")))
                    .forEach(message -> messages.put(message.id(), message));
        }
        return messages;
    }

    private void remove(Set<UUID> messages) {
        if (!messages.isEmpty()) {
            sql.update(
                    "delete from message_search where message_id = any (cast(:ids as uuid[]))",
                    s -> s.bind("ids", PgArray.uuids(messages, id -> id)));
        }
    }

    /** Removes some of a deleted room's rows. @return how many */
    private int removeSome(@Nullable UUID room) {
        if (room == null) {
            return 0;
        }
        return Bitmaps.with(
                sql,
                () -> sql.update(
                        """
                delete from message_search
                where message_id in (select message_id
                                     from message_search
                                     where tsv @@ cast(:room as tsquery)
                                     limit :limit)
                """,
                        s -> s.bind("room", Lexemes.inRoom(new RoomId(room))).bind("limit", ROWS_OF_A_ROOM)));
    }

    /** What is there already in the same words is not written again. */
    private void store(Collection<Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        List<Row> all = new ArrayList<>(rows);
        sql.update(
                """
                insert into message_search (message_id, room_id, position, created_at, tsv)
                select message_id, room_id, position, created_at, array_to_tsvector(string_to_array(lexemes, ' '))
                from unnest(cast(:ids as uuid[]), cast(:rooms as uuid[]), cast(:positions as bigint[]),
                            cast(:createdAt as timestamptz[]), cast(:lexemes as text[]))
                    as fresh (message_id, room_id, position, created_at, lexemes)
                on conflict (message_id) do update set tsv = excluded.tsv
                where message_search.tsv is distinct from excluded.tsv
                """,
                s -> s.bind("ids", PgArray.uuids(all, row -> row.message().id()))
                        .bind(
                                "rooms",
                                PgArray.uuids(all, row -> row.message().room().value()))
                        .bind(
                                "positions",
                                PgArray.numbers(all, row -> row.message().position()))
                        .bind(
                                "createdAt",
                                PgArray.instants(all, row -> row.message().createdAt()))
                        .bind("lexemes", PgArray.texts(all, row -> String.join(" ", row.lexemes()))));
    }
}
