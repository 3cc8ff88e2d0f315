package dev.chatrooms.persistence.message;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.message.MessageFilter;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.persistence.rows.RoomAccess;
import dev.chatrooms.persistence.sql.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * Lists messages of many rooms that the viewer may read, newest first. Scans an index by position downwards in growing
 * windows, since mostly all entries are readable. A page that has an item ends early after {@value #MAX_SCANNED}
 * entries; otherwise a sender with many messages in other rooms would make each page as expensive as all of them. A
 * page without one continues, so that no page is empty while there are more: in the whole log at the newest message of
 * the rooms that the viewer may read, in other lists by further windows, of which there is a maximum too.
 */
final class MessageLists {
    private static final int MAX_SCANNED = 4000;
    private static final int MAX_SCANNED_WITHOUT_ITEM = 300_000;
    private static final int WINDOW_GROWTH = 8;

    /**
     * How far times may deviate from the order of the log: by the clocks of two nodes, and by the time between a
     * message's date and its commit.
     */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

    private final Sql sql;

    MessageLists(Sql sql) {
        this.sql = sql;
    }

    private record Scanned(@Nullable UUID id, long position, boolean readable) {}

    /**
     * A query for the columns {@code id} and {@code position} of a window: from {@code :before} down to {@code :after},
     * at most {@code :limit} rows.
     *
     * @param isWholeLog whether the entries are those of all rooms
     */
    private record Source(String query, Consumer<SqlStatement<?>> binding, boolean isWholeLog) {
        Source(String query, Consumer<SqlStatement<?>> binding) {
            this(query, binding, false);
        }
    }

    Page<MessageView> page(MessageFilter filter, AccountId viewer, PageRequest page, Instant now) {
        long before = filter.to() == null
                ? Long.MAX_VALUE
                : lastPositionAt(filter.to().plus(CLOCK_TOLERANCE)) + 1;
        long after = filter.from() == null ? 0 : lastPositionAt(filter.from().minus(CLOCK_TOLERANCE));
        return page(source(filter), filter, viewer, page, now, before, after);
    }

    /**
     * Finds mentions by name by the key of the mentioned account, and mentions of the whole room by an index in each of
     * the rooms.
     */
    Page<MessageView> mentioning(AccountId person, PageRequest page, Instant now) {
        Source mentions = new Source("""
                (select mention.message_id as id, mention.position
                 from mention
                 where mention.account_id = :person and mention.position < :before and mention.position > :after
                 order by mention.position desc
                 limit :limit)
                union
                (select to_room.id, to_room.position
                 from membership
                   cross join lateral (
                     select message.id, message.position
                     from message
                     where message.room_id = membership.room_id and message.mentions_room
                       and message.position < :before and message.position > greatest(:after, membership.since_position)
                       and message.sender_id <> :person
                     order by message.position desc
                     limit :limit) as to_room
                 where membership.account_id = :person)
                order by position desc
                limit :limit
                """, s -> s.bind("person", person.value()));
        return page(mentions, new MessageFilter(null, null, null, null), person, page, now, Long.MAX_VALUE, 0);
    }

    private static Source source(MessageFilter filter) {
        AccountId sender = filter.sender();
        RoomId room = filter.room();
        if (sender != null) {
            return new Source("""
                    select message.id, message.position
                    from message
                    where message.sender_id = :sender and message.position < :before and message.position > :after
                    order by message.position desc
                    limit :limit
                    """, s -> s.bind("sender", sender.value()));
        }
        if (room != null) {
            return new Source("""
                    select case when event.kind = 'message.posted' then event.message_id end as id, event.position
                    from event
                    where event.room_id = :eventRoom and event.position < :before and event.position > :after
                    order by event.position desc
                    limit :limit
                    """, s -> s.bind("eventRoom", room.value()));
        }
        return new Source("""
                select case when event.kind = 'message.posted' then event.message_id end as id, event.position
                from event
                where event.position < :before and event.position > :after
                order by event.position desc
                limit :limit
                """, s -> {}, true);
    }

    private Page<MessageView> page(
            Source source,
            MessageFilter filter,
            AccountId viewer,
            PageRequest page,
            Instant now,
            long highest,
            long lowest) {
        Long cursor = PageKey.decode(page.cursor(), 1, parts -> Long.parseLong(parts.get(0)));
        long before = cursor == null ? highest : Math.min(cursor, highest);
        List<Scanned> readable = new ArrayList<>();
        int window = page.limit() + 1;
        int scanned = 0;
        while (scanned < MAX_SCANNED_WITHOUT_ITEM) {
            List<Scanned> rows = window(source, filter, viewer, before, lowest, window, now);
            rows.stream().filter(Scanned::readable).forEach(readable::add);
            scanned += rows.size();
            if (readable.size() > page.limit()) {
                List<Scanned> items = readable.subList(0, page.limit());
                return page(items, viewer, items.get(items.size() - 1).position());
            }
            if (rows.size() < window) {
                return page(readable, viewer, null);
            }
            before = rows.get(rows.size() - 1).position();
            window = Math.min(window * WINDOW_GROWTH, MAX_SCANNED);
            if (scanned >= MAX_SCANNED) {
                if (!readable.isEmpty()) {
                    return page(readable, viewer, before);
                }
                if (source.isWholeLog()) {
                    before = newestReadable(viewer, before, lowest, now) + 1;
                    window = page.limit() + 1;
                }
            }
        }
        throw ChatException.unavailable("the list covers too many messages; name a room or a time", null);
    }

    private Page<MessageView> page(List<Scanned> items, AccountId viewer, @Nullable Long next) {
        return new Page<>(
                views(items, viewer), next == null ? null : PageKey.of(next).encode());
    }

    /** Returns the position of the newest message in a room that the viewer may read, or {@code lowest} if none is. */
    private long newestReadable(AccountId viewer, long before, long lowest, Instant now) {
        return sql.single(
                """
                select coalesce(max(newest.position), :lowest) as position
                from ((select membership.room_id as id
                       from membership
                       where membership.account_id = :viewer)
                      union all
                      (select room.id
                       from room
                """ + RoomAccess.BAN_JOIN + """
                       where room.kind = 'public' and room.deleted_position is null and ban.found is null)) as readable
                  cross join lateral (select event.position
                                      from event
                                        join message on message.id = event.message_id
                                      where event.room_id = readable.id and event.position < :before
                                        and event.position > :lowest and event.kind = 'message.posted'
                                        and message.deleted_at is null
                                      order by event.position desc
                                      limit 1) as newest
                """,
                s -> s.bind("viewer", viewer.value())
                        .bind("now", now)
                        .bind("before", before)
                        .bind("lowest", lowest),
                (row, context) -> row.getLong("position"));
    }

    private List<Scanned> window(
            Source source, MessageFilter filter, AccountId viewer, long before, long after, int limit, Instant now) {
        return sql.list(
                """
                select entry.id, entry.position,
                       message.id is not null and message.deleted_at is null
                         and (cast(:room as uuid) is null or message.room_id = cast(:room as uuid))
                         and (cast(:from as timestamptz) is null or message.created_at >= cast(:from as timestamptz))
                         and (cast(:to as timestamptz) is null or message.created_at <= cast(:to as timestamptz))
                         and
                """ + RoomAccess.IS_READABLE + """
                         as readable
                from (""" + source.query() + """
                     ) as entry
                  left join message on message.id = entry.id
                  left join room on room.id = message.room_id
                """ + RoomAccess.JOINS
                        + "order by entry.position desc",
                s -> {
                    source.binding().accept(s);
                    s.bind("viewer", viewer.value())
                            .bind("before", before)
                            .bind("after", after)
                            .bind("limit", limit)
                            .bind("now", now)
                            .bindByType(
                                    "room",
                                    filter.room() == null ? null : filter.room().value(),
                                    UUID.class)
                            .bindByType("from", filter.from(), Instant.class)
                            .bindByType("to", filter.to(), Instant.class);
                },
                (row, context) -> new Scanned(
                        row.getObject("id", UUID.class), row.getLong("position"), row.getBoolean("readable")));
    }

    private List<MessageView> views(List<Scanned> messages, AccountId viewer) {
        return new MessageViews(sql)
                .load(
                        messages.stream()
                                .map(one -> new MessageId(Objects.requireNonNull(one.id())))
                                .toList(),
                        viewer);
    }

    /**
     * Returns the last position of the log at or before a time, or 0 if all are later. A binary search, since positions
     * have no gaps.
     */
    private long lastPositionAt(Instant at) {
        return sql.single("""
                with recursive halved (low, high) as (
                    select coalesce((select position from event order by position limit 1), 1) - 1,
                           log_head.position + 1
                    from log_head
                    where log_head.id = 1
                    union all
                    select case when event.at <= :at then event.position else halved.low end,
                           case when event.at <= :at then halved.high else event.position end
                    from halved
                      join event on event.position = (halved.low + halved.high) / 2
                    where halved.high - halved.low > 1
                )
                select low from halved order by high - low limit 1
                """, s -> s.bind("at", at), (row, context) -> row.getLong("low"));
    }
}
