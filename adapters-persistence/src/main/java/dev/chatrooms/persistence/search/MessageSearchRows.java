package dev.chatrooms.persistence.search;

import static dev.chatrooms.persistence.sql.Columns.instant;
import static dev.chatrooms.persistence.sql.Columns.text;
import static dev.chatrooms.persistence.sql.Columns.uuid;

import dev.chatrooms.application.search.IndexShares;
import dev.chatrooms.application.search.IndexTerms;
import dev.chatrooms.application.search.IndexUpdate;
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
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Updates the table {@code message_search} from ranges of the log. Messages beyond the {@linkplain IndexShares share}
 * of their sender are deferred: the table {@code message_search_deferred} takes their ids, and later steps index them.
 */
final class MessageSearchRows {
    private static final int ROOM_ROWS_PER_STEP = 2000;
    /** The maximum number of deferred messages that a step considers, for all senders and for each. */
    private static final int DEFERRED_PER_STEP = 200;

    private final Sql sql;

    MessageSearchRows(Sql sql) {
        this.sql = sql;
    }

    private record Entry(
            long position,
            boolean roomDeleted,
            @Nullable UUID room,
            @Nullable UUID message) {}

    /** A message that can be found, without its text. */
    private record Indexable(UUID id, RoomId room, AccountId sender, long position, Instant createdAt, int bytes) {}

    private record Deferred(UUID sender, long position, UUID message) {}

    /**
     * Indexes the messages that the entries after a position and up to another are about, or defers them.
     *
     * @return the last position that is done
     */
    long index(long after, long upTo, IndexShares shares) {
        if (upTo <= after) {
            return after;
        }
        List<Entry> entries = entries(after, upTo);
        Map<UUID, Indexable> messages = messages(entries.stream().map(Entry::message));
        Map<UUID, Indexable> taken = new LinkedHashMap<>();
        Map<UUID, Indexable> deferred = new LinkedHashMap<>();
        Set<UUID> removed = new LinkedHashSet<>();
        long reached = upTo;
        for (Entry entry : entries) {
            boolean done = !entry.roomDeleted() || removeSome(entry.room()) < ROOM_ROWS_PER_STEP;
            if (!done || shares.isUsedUp()) {
                reached = entry.position() - 1;
                break;
            }
            UUID id = entry.message();
            Indexable message = messages.get(id);
            if (message == null && id != null) {
                removed.add(id);
            } else if (message != null && !taken.containsKey(message.id()) && !deferred.containsKey(message.id())) {
                (shares.take(message.sender(), message.bytes()) ? taken : deferred).put(message.id(), message);
            }
        }
        remove(removed);
        store(taken.values());
        defer(deferred.values());
        return reached;
    }

    /** Indexes some of the deferred messages, in turns by sender. @return whether there are more */
    boolean indexDeferred(IndexShares shares) {
        List<Deferred> next = nextDeferred();
        if (next.isEmpty()) {
            return false;
        }
        Map<UUID, Indexable> messages = messages(next.stream().map(Deferred::message));
        List<Indexable> taken = new ArrayList<>();
        Set<UUID> removed = new LinkedHashSet<>();
        List<Deferred> done = new ArrayList<>();
        for (Deferred item : next) {
            Indexable message = messages.get(item.message());
            if (message == null) {
                removed.add(item.message());
                done.add(item);
            } else if (!shares.isUsedUp() && shares.take(message.sender(), message.bytes())) {
                taken.add(message);
                done.add(item);
            }
        }
        remove(removed);
        store(taken);
        sql.update(
                """
                delete from message_search_deferred
                where (sender_id, position) in (select *
                                                from unnest(cast(:senders as uuid[]), cast(:positions as bigint[])))
                """,
                s -> s.bind("senders", PgArray.uuids(done, Deferred::sender))
                        .bind("positions", PgArray.numbers(done, Deferred::position)));
        return done.size() < next.size() || next.size() == DEFERRED_PER_STEP;
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
    private Map<UUID, Indexable> messages(Stream<@Nullable UUID> wanted) {
        List<UUID> ids = wanted.filter(Objects::nonNull).distinct().toList();
        Map<UUID, Indexable> messages = new HashMap<>();
        if (!ids.isEmpty()) {
            sql.list(
                            """
                            select message.id, message.room_id, message.sender_id, message.position,
                                   message.created_at, octet_length(message.text) as bytes
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
                                    row.getInt("bytes")))
                    .forEach(message -> messages.put(message.id(), message));
        }
        return messages;
    }

    /** Returns the oldest of each sender, then the second of each, and so on. */
    private List<Deferred> nextDeferred() {
        return sql.list(
                """
                with recursive sender (id) as (
                    (select sender_id from message_search_deferred order by sender_id limit 1)
                    union all
                    select (select later.sender_id
                            from message_search_deferred later
                            where later.sender_id > sender.id
                            order by later.sender_id
                            limit 1)
                    from sender
                    where sender.id is not null
                )
                select next.sender_id, next.position, next.message_id
                from sender
                  cross join lateral (select sender_id, position, message_id,
                                             row_number() over (order by position) as turn
                                      from message_search_deferred
                                      where sender_id = sender.id
                                      order by position
                                      limit :limit) as next
                order by next.turn, next.position
                limit :limit
                """,
                s -> s.bind("limit", DEFERRED_PER_STEP),
                (row, context) ->
                        new Deferred(uuid(row, "sender_id"), row.getLong("position"), uuid(row, "message_id")));
    }

    private void defer(Collection<Indexable> messages) {
        if (!messages.isEmpty()) {
            sql.update(
                    """
                    insert into message_search_deferred (sender_id, position, message_id)
                    select *
                    from unnest(cast(:senders as uuid[]), cast(:positions as bigint[]), cast(:ids as uuid[]))
                    on conflict do nothing
                    """,
                    s -> s.bind("senders", PgArray.accounts(messages, Indexable::sender))
                            .bind("positions", PgArray.numbers(messages, Indexable::position))
                            .bind("ids", PgArray.uuids(messages, Indexable::id)));
        }
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

    private Map<UUID, String> texts(Collection<Indexable> messages) {
        Map<UUID, String> texts = new HashMap<>();
        sql.list(
                        """
                        select message.id, message.text
                        from unnest(cast(:ids as uuid[])) as wanted (id)
                          join message on message.id = wanted.id
                        where message.deleted_at is null
                        """,
                        s -> s.bind("ids", PgArray.uuids(messages, Indexable::id)),
                        (row, context) -> Map.entry(uuid(row, "id"), text(row, "text")))
                .forEach(row -> texts.put(row.getKey(), row.getValue()));
        return texts;
    }

    /** Inserts or updates rows. Unchanged rows are not written again. */
    private void store(Collection<Indexable> messages) {
        if (messages.isEmpty()) {
            return;
        }
        Map<UUID, String> texts = texts(messages);
        // A message that has been deleted since has an entry further on.
        List<Indexable> all =
                messages.stream().filter(m -> texts.containsKey(m.id())).toList();
        sql.update(
                """
                insert into message_search (message_id, room_id, position, created_at, tsv)
                select message_id, room_id, position, created_at, cast(lexemes as tsvector)
                from unnest(cast(:ids as uuid[]), cast(:rooms as uuid[]), cast(:positions as bigint[]),
                            cast(:createdAt as timestamptz[]), cast(:lexemes as text[]))
                    as fresh (message_id, room_id, position, created_at, lexemes)
                on conflict (message_id) do update set tsv = excluded.tsv
                where message_search.tsv is distinct from excluded.tsv
                """,
                s -> s.bind("ids", PgArray.uuids(all, Indexable::id))
                        .bind("rooms", PgArray.rooms(all, Indexable::room))
                        .bind("positions", PgArray.numbers(all, Indexable::position))
                        .bind("createdAt", PgArray.instants(all, Indexable::createdAt))
                        .bind("lexemes", PgArray.texts(all, m -> lexemes(m, texts))));
    }

    private static String lexemes(Indexable message, Map<UUID, String> texts) {
        String text = Objects.requireNonNull(texts.get(message.id()));
        return Lexemes.of(IndexTerms.words(text), message.room(), message.sender(), message.position());
    }
}
