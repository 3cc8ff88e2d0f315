package dev.chatrooms.persistence.search;

import static dev.chatrooms.persistence.sql.Columns.uuid;

import dev.chatrooms.application.search.SearchQuery;
import dev.chatrooms.application.search.SearchScope;
import dev.chatrooms.application.spi.SearchIndex.Candidate;
import dev.chatrooms.application.spi.SearchIndex.Candidates;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.persistence.sql.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One search in {@code message_search}, the newest first.
 *
 * <p>What it costs. An inverted index answers in no order, so to sort all that a common word has would be as dear as
 * everything that was ever said. Therefore the log is looked at from its end in {@linkplain LogBucket stretches}, which
 * are in the index beside the words: the index itself intersects both, and only the rows of one stretch are fetched.
 * Where a stretch has few, the next one is sixteen times as long, and longer still where it has none, so that a word
 * that does not occur at all is known not to after a few statements; where it would be more than {@value #MOST_ROWS},
 * it is left and a shorter one is taken. The shortest cannot have more. In the same way the rooms are part of what the
 * index intersects, as long as they are not too many: what is common only where the viewer must not look costs him
 * little. Not in the shortest stretches: they hold less than all rooms together, through which the index would go
 * first.
 */
record MessageFinder(Sql sql, SearchScope scope, Instant now) {
    private static final int MOST_ROWS = 2 * LogBucket.SHORTEST_LENGTH;
    private static final int FEW_ROWS = MOST_ROWS / 16;
    private static final int MOST_STATEMENTS = 32;
    private static final int MOST_ROOMS = 256;
    /**
     * Messages are dated by the nodes that take them and ordered by the log; the nodes' clocks differ by less than
     * this.
     */
    private static final Duration UNEVEN = Duration.ofMinutes(5);

    private static final Instant YEAR_TEN_THOUSAND = Instant.parse("+10000-01-01T00:00:00Z");

    private record Found(MessageId id, long position, boolean isEligible) {}

    /** @param end where to begin, going down: just before this position */
    Candidates find(SearchQuery query, long end, int limit) {
        String rooms = rooms();
        if (rooms == null) {
            return new Candidates(List.of(), null);
        }
        String wanted = Lexemes.matching(query) + place();
        long floor = scope.from() == null ? 0 : lastBefore(scope.from());
        long top = scope.to() == null ? end : Math.min(end, firstAfter(scope.to(), end));
        List<Candidate> items = new ArrayList<>();
        LogBucket stretch = LogBucket.SHORTEST;
        for (int statements = 0; top - 1 > floor && statements < MOST_STATEMENTS; statements++) {
            long start = stretch.start(top - 1);
            String where = Lexemes.in(stretch, top - 1) + (stretch.equals(LogBucket.SHORTEST) ? "" : rooms);
            List<Found> rows = stretch(wanted + " & " + where, floor, top);
            if (rows.size() > MOST_ROWS) {
                stretch = stretch.shorter();
                continue;
            }
            for (Found row : rows) {
                if (row.isEligible()) {
                    items.add(new Candidate(row.id(), new Position(row.position())));
                    if (items.size() == limit) {
                        return new Candidates(items, new Position(row.position()));
                    }
                }
            }
            top = start;
            stretch = rows.size() <= FEW_ROWS ? stretch.longer() : stretch;
            stretch = rows.isEmpty() ? stretch.longer() : stretch;
        }
        return new Candidates(items, top - 1 > floor ? new Position(top) : null);
    }

    private String place() {
        return (scope.room() == null ? "" : " & " + Lexemes.inRoom(scope.room()))
                + (scope.sender() == null ? "" : " & " + Lexemes.from(scope.sender()));
    }

    /** What the index can say about the rooms that the viewer may read; null where there are none. */
    private @Nullable String rooms() {
        if (scope.room() != null) {
            return "";
        }
        List<RoomId> rooms = readable();
        if (rooms.isEmpty()) {
            return null;
        }
        return rooms.size() > MOST_ROOMS ? "" : " & " + Lexemes.inOneOf(rooms);
    }

    /**
     * The rooms that the viewer may read, or may be able to; more than {@link #MOST_ROOMS} where they are too many to
     * tell.
     */
    private List<RoomId> readable() {
        return sql.list(
                """
                (select room_id
                 from membership
                 where account_id = :viewer
                 limit :most)
                union
                (select id
                 from room
                 where kind = 'public' and deleted_position is null
                 order by name_folded
                 limit :most)
                """,
                s -> s.bind("viewer", scope.viewer().value()).bind("most", MOST_ROOMS + 1),
                (row, context) -> new RoomId(uuid(row, "room_id")));
    }

    private List<Found> stretch(String query, long floor, long top) {
        return Bitmaps.with(
                sql,
                () -> sql.list(
                        """
                select found.message_id, found.position,
                       message.id is not null and message.deleted_at is null and room.deleted_position is null
                         and found.created_at >= cast(:from as timestamptz) and found.created_at <= cast(:to as timestamptz)
                         and (member.found is not null or room.kind = 'public' and ban.found is null) as eligible
                from (select message_id, room_id, position, created_at
                      from message_search
                      -- Nothing more, or another index looks cheaper than that of words.
                      where tsv @@ cast(:query as tsquery) and position > :floor and position < :top
                      limit :most) as found
                  join room on room.id = found.room_id
                  left join lateral (select message.id, message.deleted_at from message
                                     where message.id = found.message_id
                                     limit 1) as message on true
                  left join lateral (select true as found from membership
                                     where membership.account_id = :viewer and membership.room_id = found.room_id
                                     limit 1) as member on true
                  left join lateral (select true as found from ban
                                     where ban.account_id = :viewer and ban.room_id = found.room_id
                                       and (ban.until is null or ban.until > :now)
                                     limit 1) as ban on true
                order by found.position desc
                """,
                        s -> s.bind("query", query)
                                .bind("floor", floor)
                                .bind("top", top)
                                .bind("from", moment(scope.from(), "-infinity"))
                                .bind("to", moment(scope.to(), "infinity"))
                                .bind("most", MOST_ROWS + 1)
                                .bind("viewer", scope.viewer().value())
                                .bind("now", now),
                        (row, context) -> new Found(
                                new MessageId(uuid(row, "message_id")),
                                row.getLong("position"),
                                row.getBoolean("eligible"))));
    }

    /** Everything that is dated from that moment on was posted after this position. */
    private long lastBefore(Instant from) {
        return sql.one(
                        """
                        select position
                        from message_search
                        where created_at < cast(:moment as timestamptz)
                        order by created_at desc
                        limit 1
                        """,
                        s -> s.bind("moment", moment(later(from, UNEVEN.negated()), "-infinity")),
                        (row, context) -> row.getLong("position"))
                .orElse(0L);
    }

    /** Everything that is dated before that moment was posted before this position. */
    private long firstAfter(Instant to, long otherwise) {
        return sql.one(
                        """
                        select position
                        from message_search
                        where created_at >= cast(:moment as timestamptz)
                        order by created_at
                        limit 1
                        """,
                        s -> s.bind("moment", moment(later(to, UNEVEN), "infinity")),
                        (row, context) -> row.getLong("position"))
                .orElse(otherwise);
    }

    private static Instant later(Instant moment, Duration by) {
        return isUsual(moment) ? moment.plus(by) : moment;
    }

    /** Moments of our time as they are; those that a database may not be able to write down are as good as none. */
    private static String moment(@Nullable Instant moment, String none) {
        if (moment == null) {
            return none;
        }
        if (isUsual(moment)) {
            return moment.toString();
        }
        return moment.isBefore(Instant.EPOCH) ? "-infinity" : "infinity";
    }

    private static boolean isUsual(Instant moment) {
        return !moment.isBefore(Instant.EPOCH) && moment.isBefore(YEAR_TEN_THOUSAND);
    }
}
