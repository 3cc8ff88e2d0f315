package dev.chatrooms.persistence.search;

import static dev.chatrooms.persistence.sql.Columns.instant;
import static dev.chatrooms.persistence.sql.Columns.text;
import static dev.chatrooms.persistence.sql.Columns.uuid;

import dev.chatrooms.application.search.IndexUpdate;
import dev.chatrooms.application.search.Words;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.persistence.sql.BitmapScans;
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

/** Updates the table {@code message_search} from a range of the log. */
final class MessageSearchRows {
    /** The number of lexemes after which a range is cut short. It bounds the memory for very long messages. */
    private static final int MAX_LEXEMES = 20_000;

    private static final int ROOM_ROWS_PER_STEP = 2000;

    private final Sql sql;

    MessageSearchRows(Sql sql) {
        this.sql = sql;
    }

    private record Entry(
            long position,
            boolean roomDeleted,
            @Nullable UUID room,
            @Nullable UUID message) {}

    private record Indexable(UUID id, RoomId room, AccountId sender, long position, Instant createdAt, String text) {}

    private record Row(Indexable message, Set<String> lexemes) {}

    /**
     * Indexes the messages that the entries after a position and up to another are about.
     *
     * @return the last position that is done
     */
    long index(long after, long upTo) {
        if (upTo <= after) {
            return after;
        }
        List<Entry> entries = entries(after, upTo);
        Map<UUID, Indexable> messages = messages(entries);
        Map<UUID, Row> rows = new LinkedHashMap<>();
        Set<UUID> removed = new LinkedHashSet<>();
        long reached = upTo;
        int lexemes = 0;
        for (Entry entry : entries) {
            boolean done = !entry.roomDeleted() || removeSome(entry.room()) < ROOM_ROWS_PER_STEP;
            if (!done || lexemes > MAX_LEXEMES) {
                reached = entry.position() - 1;
                break;
            }
            Indexable message = messages.get(entry.message());
            if (message != null && !rows.containsKey(message.id())) {
                Row row = row(message);
                lexemes += row.lexemes().size();
                rows.put(message.id(), row);
            } else if (message == null && entry.message() != null) {
                removed.add(entry.message());
            }
        }
        remove(removed);
        store(rows.values());
        return reached;
    }

    private static Row row(Indexable message) {
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

    /** Returns the messages that can be found, by id. */
    private Map<UUID, Indexable> messages(List<Entry> entries) {
        Set<UUID> ids = new LinkedHashSet<>();
        for (Entry entry : entries) {
            if (entry.message() != null) {
                ids.add(entry.message());
            }
        }
        Map<UUID, Indexable> messages = new HashMap<>();
        if (!ids.isEmpty()) {
            sql.list(
                            """
                            select message.id, message.room_id, message.sender_id, message.position,
                                   message.created_at, message.text
                            from unnest(cast(:ids as uuid[])) as wanted (id)
                              join message on message.id = wanted.id
                              join room on room.id = message.room_id
                            where message.deleted_at is null and room.deleted_position is null
                            """,
                            s -> s.bind("ids", PgArray.uuids(ids, id -> id)),
                            (row, context) -> new Indexable(
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

    /** Removes some rows of a deleted room. @return how many */
    private int removeSome(@Nullable UUID room) {
        if (room == null) {
            return 0;
        }
        return BitmapScans.with(
                sql,
                () -> sql.update(
                        """
                delete from message_search
                where message_id in (select message_id
                                     from message_search
                                     where tsv @@ cast(:room as tsquery)
                                     limit :limit)
                """,
                        s -> s.bind("room", Lexemes.inRoom(new RoomId(room))).bind("limit", ROOM_ROWS_PER_STEP)));
    }

    /** Inserts or updates rows. Unchanged rows are not written again. */
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
                        .bind("rooms", PgArray.rooms(all, row -> row.message().room()))
                        .bind(
                                "positions",
                                PgArray.numbers(all, row -> row.message().position()))
                        .bind(
                                "createdAt",
                                PgArray.instants(all, row -> row.message().createdAt()))
                        .bind("lexemes", PgArray.texts(all, row -> String.join(" ", row.lexemes()))));
    }
}
