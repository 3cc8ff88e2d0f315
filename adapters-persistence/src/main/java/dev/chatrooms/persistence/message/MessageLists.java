package dev.chatrooms.persistence.message;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.message.MessageFilter;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
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
 * Messages of many rooms, the newest first, as far as the viewer may read them. Goes down an index by position in
 * windows that grow, since mostly all are readable, and gives up after {@value #MOST_PASSED} entries: else somebody who
 * talks a lot elsewhere would make each page as dear as all that he has ever said.
 */
record MessageLists(Sql sql) {
    private static final int MOST_PASSED = 4000;
    private static final int WINDOW_GROWTH = 8;

    /**
     * How far the clocks of two nodes, and a message's way into the log, may be apart: times are not in the log's order
     * to the last bit.
     */
    private static final Duration DISORDER = Duration.ofMinutes(1);

    private record Passed(@Nullable UUID id, long position, boolean readable) {}

    /**
     * Which entries a window looks at, from {@code :before} down to {@code :after}, at most {@code :limit}: columns id
     * and position.
     */
    private record Source(String entries, Consumer<SqlStatement<?>> binding) {}

    Page<MessageView> page(MessageFilter filter, AccountId viewer, PageRequest page, Instant now) {
        long before = filter.to() == null ? Long.MAX_VALUE : until(filter.to().plus(DISORDER)) + 1;
        long after = filter.from() == null ? 0 : until(filter.from().minus(DISORDER));
        return page(source(filter), filter, viewer, page, now, before, after);
    }

    /** By his name by the key of who is called, for everybody by the index of such messages in each of his rooms. */
    Page<MessageView> mentioning(AccountId person, PageRequest page, Instant now) {
        Source calls = new Source("""
                (select mention.message_id as id, mention.position
                 from mention
                 where mention.account_id = :person and mention.position < :before and mention.position > :after
                 order by mention.position desc
                 limit :limit)
                union
                (select called.id, called.position
                 from membership
                   cross join lateral (
                     select message.id, message.position
                     from message
                     where message.room_id = membership.room_id and message.mentions_room
                       and message.position < :before and message.position > greatest(:after, membership.since_position)
                       and message.sender_id <> :person
                     order by message.position desc
                     limit :limit) as called
                 where membership.account_id = :person)
                order by position desc
                limit :limit
                """, s -> s.bind("person", person.value()));
        return page(calls, new MessageFilter(null, null, null, null), person, page, now, Long.MAX_VALUE, 0);
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
                """, s -> {});
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
        List<Passed> readable = new ArrayList<>();
        int window = page.limit() + 1;
        int passed = 0;
        boolean more = true;
        while (more && readable.size() <= page.limit() && passed < MOST_PASSED) {
            List<Passed> some = window(source, filter, viewer, before, lowest, window, now);
            some.stream().filter(Passed::readable).forEach(readable::add);
            passed += some.size();
            more = some.size() == window;
            before = some.isEmpty() ? before : some.get(some.size() - 1).position();
            window *= WINDOW_GROWTH;
        }
        if (readable.size() > page.limit()) {
            List<Passed> items = readable.subList(0, page.limit());
            return new Page<>(
                    views(items, viewer),
                    PageKey.of(items.get(items.size() - 1).position()).encode());
        }
        return new Page<>(views(readable, viewer), more ? PageKey.of(before).encode() : null);
    }

    private List<Passed> window(
            Source source, MessageFilter filter, AccountId viewer, long before, long after, int limit, Instant now) {
        return sql.list(
                """
                select said.id, said.position,
                       message.id is not null and message.deleted_at is null and room.deleted_position is null
                         and (cast(:room as uuid) is null or message.room_id = cast(:room as uuid))
                         and (cast(:from as timestamptz) is null or message.created_at >= cast(:from as timestamptz))
                         and (cast(:to as timestamptz) is null or message.created_at <= cast(:to as timestamptz))
                         and (member.found is not null or room.kind = 'public' and ban.found is null) as readable
                from (""" + source.entries() + """
                     ) as said
                  left join message on message.id = said.id
                  left join room on room.id = message.room_id
                  left join lateral (select true as found from membership
                                     where membership.account_id = :viewer and membership.room_id = message.room_id
                                     limit 1) as member on true
                  left join lateral (select true as found from ban
                                     where ban.account_id = :viewer and ban.room_id = message.room_id
                                       and (ban.until is null or ban.until > :now)
                                     limit 1) as ban on true
                order by said.position desc
                """,
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
                (row, context) -> new Passed(
                        row.getObject("id", UUID.class), row.getLong("position"), row.getBoolean("readable")));
    }

    private List<MessageView> views(List<Passed> messages, AccountId viewer) {
        return new MessageViews(sql)
                .load(
                        messages.stream()
                                .map(one -> new MessageId(Objects.requireNonNull(one.id())))
                                .toList(),
                        viewer);
    }

    /**
     * The last position of the log at or before a time; 0 where all is later. Halves the log until it is found: it has
     * no gaps.
     */
    private long until(Instant at) {
        return sql.single("""
                with recursive halved (low, high) as (
                    select coalesce((select position from event order by position limit 1), 1) - 1, log_head.position + 1
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
