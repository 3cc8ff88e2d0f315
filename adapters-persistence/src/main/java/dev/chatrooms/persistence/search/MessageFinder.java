package dev.chatrooms.persistence.search;

import static dev.chatrooms.persistence.sql.Columns.uuid;

import dev.chatrooms.application.search.SearchQuery;
import dev.chatrooms.application.search.SearchScope;
import dev.chatrooms.application.spi.SearchIndex.Candidate;
import dev.chatrooms.application.spi.SearchIndex.Candidates;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.persistence.rows.RoomAccess;
import dev.chatrooms.persistence.sql.BitmapScans;
import dev.chatrooms.persistence.sql.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One search in {@code message_search}, newest messages first.
 *
 * <p>Cost. An inverted index returns rows in no order, so sorting all rows of a common word would read every message
 * that contains it. Instead the log is read from its end in {@linkplain LogBucket buckets}, which are lexemes beside
 * the words: the index itself intersects both, and only the rows of one bucket are fetched. After a bucket with few
 * readable rows, and fewer than are still wanted, the next one is sixteen times as large, and larger again after one
 * with none, so a few statements are enough to learn that a word never occurs. A bucket with more than
 * {@value #MAX_ROWS} rows is given up for a smaller one; a smallest bucket never has that many.
 *
 * <p>A word that is common only in rooms that the viewer may not read must cost little. The readable rooms are lexemes
 * as well, in a condition of their own: the index then looks up the rooms of the messages that have the words, and not
 * the words of all messages in the rooms, which takes up to twenty times as long. If the viewer may read more than
 * {@value #MAX_ROOMS} rooms, their entries in the index cost more than the rows: the rows are compared with a table of
 * the rooms, in buckets up to a size that takes a tenth of a second. Smallest buckets go without the rooms.
 */
final class MessageFinder {
    private static final int MAX_ROWS = 2 * LogBucket.SMALLEST_LENGTH;
    private static final int FEW_ROWS = MAX_ROWS / 16;
    private static final int MAX_STATEMENTS = 32;
    private static final int MAX_ROOMS = 256;
    private static final long NONE = -1;
    /**
     * The largest difference assumed between the clocks of two nodes. Messages are dated by the nodes and ordered by
     * the log.
     */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    private static final Instant YEAR_TEN_THOUSAND = Instant.parse("+10000-01-01T00:00:00Z");

    private final Sql sql;
    private final SearchScope scope;
    private final Instant now;

    MessageFinder(Sql sql, SearchScope scope, Instant now) {
        this.sql = sql;
        this.scope = scope;
        this.now = now;
    }

    /**
     * The restriction to the rooms that the viewer may be able to read. {@link RoomAccess} decides for each row.
     *
     * @param lexemes the condition for the index; null if it has none
     * @param byRow whether the rows are compared instead
     */
    private record Rooms(@Nullable String lexemes, boolean byRow) {
        static final Rooms OF_SCOPE = new Rooms(null, false);
        static final Rooms BY_ROW = new Rooms(null, true);

        LogBucket largest() {
            return byRow ? LogBucket.LARGEST_BY_ROW : LogBucket.LARGEST;
        }
    }

    private record Found(Candidate candidate, boolean eligible) {}

    /** Searches downwards from just before the position {@code end}. */
    Candidates find(SearchQuery query, long end, int limit) {
        Rooms rooms = rooms();
        if (rooms == null) {
            return new Candidates(List.of(), null);
        }
        long floor = scope.from() == null ? 0 : lastBefore(scope.from());
        long top = scope.to() == null ? end : Math.min(end, firstAfter(scope.to(), end));
        return BitmapScans.with(sql, () -> find(query, rooms, floor, top, limit));
    }

    private Candidates find(SearchQuery query, Rooms rooms, long floor, long end, int limit) {
        String wanted = Lexemes.matching(query) + scopeCondition();
        String certain = Lexemes.certain(query);
        List<Candidate> items = new ArrayList<>();
        LogBucket bucket = LogBucket.SMALLEST;
        // By level, the start of the bucket that was given up last. A gap in it must not lead to it again.
        long[] givenUp = new long[LogBucket.ALL.size()];
        Arrays.fill(givenUp, NONE);
        long top = end;
        for (int statements = 0; top - 1 > floor && statements < MAX_STATEMENTS; statements++) {
            while (givenUp[bucket.level()] == bucket.start(top - 1)) {
                bucket = bucket.smaller();
            }
            long start = bucket.start(top - 1);
            String where = wanted + " & " + Lexemes.in(bucket, top - 1);
            List<Found> rows =
                    rows(where, bucket.equals(LogBucket.SMALLEST) ? Rooms.OF_SCOPE : rooms, certain, floor, top);
            if (rows.size() > MAX_ROWS) {
                givenUp[bucket.level()] = start;
                bucket = bucket.smaller();
                continue;
            }
            int eligible = 0;
            for (Found row : rows) {
                if (row.eligible()) {
                    eligible++;
                    items.add(row.candidate());
                    if (items.size() == limit) {
                        return new Candidates(items, row.candidate().position());
                    }
                }
            }
            top = start;
            if (eligible == 0 || eligible < limit - items.size()) {
                bucket = next(bucket, eligible, rooms.largest());
            }
        }
        return new Candidates(items, top - 1 > floor ? new Position(top) : null);
    }

    private static LogBucket next(LogBucket bucket, int rows, LogBucket largest) {
        if (rows > FEW_ROWS) {
            return bucket;
        }
        // An empty smallest bucket says little.
        LogBucket next = rows == 0 && !bucket.equals(LogBucket.SMALLEST)
                ? bucket.larger().larger()
                : bucket.larger();
        return next.level() > largest.level() ? largest : next;
    }

    private String scopeCondition() {
        return (scope.room() == null ? "" : " & " + Lexemes.inRoom(scope.room()))
                + (scope.sender() == null ? "" : " & " + Lexemes.from(scope.sender()));
    }

    /** Returns null if the viewer may read no room. */
    private @Nullable Rooms rooms() {
        if (scope.room() != null) {
            return Rooms.OF_SCOPE;
        }
        List<RoomId> rooms = readableRooms();
        if (rooms.isEmpty()) {
            return null;
        }
        return rooms.size() > MAX_ROOMS ? Rooms.BY_ROW : new Rooms(Lexemes.inOneOf(rooms), false);
    }

    /**
     * Returns all rooms that the viewer may be able to read. A list longer than {@link #MAX_ROOMS} may be incomplete.
     */
    private List<RoomId> readableRooms() {
        return sql.list(
                """
                (select room_id
                 from membership
                 where account_id = :viewer
                 limit :limit)
                union
                (select room.id
                 from room
                """ + RoomAccess.BAN_JOIN + """
                 where kind = 'public' and deleted_position is null and ban.found is null
                 order by name_folded
                 limit :limit)
                """,
                s -> s.bind("viewer", scope.viewer().value()).bind("now", now).bind("limit", MAX_ROOMS + 1),
                (row, context) -> new RoomId(uuid(row, "room_id")));
    }

    private static String condition(Rooms rooms) {
        if (rooms.lexemes() != null) {
            return " and tsv @@ cast(:rooms as tsquery)\n";
        }
        // The last two words keep the planner from joining, which would look up the rooms for each row.
        return rooms.byRow() ? """
                 and (room_id in (select room_id
                                  from membership
                                  where account_id = :viewer
                                  union all
                                  select id
                                  from room
                                  where kind = 'public' and deleted_position is null)) is true
                """ : "";
    }

    private List<Found> rows(String query, Rooms rooms, @Nullable String certain, long floor, long top) {
        return sql.list(
                """
                select found.message_id, found.position,
                """ + (certain == null ? "true" : "found.tsv @@ cast(:certain as tsquery)") + """
                         as certain,
                       message.id is not null and message.deleted_at is null
                         and found.created_at >= cast(:from as timestamptz)
                         and found.created_at <= cast(:to as timestamptz) and
                """
                        + RoomAccess.IS_READABLE + """
                         as eligible
                from (select message_id, room_id, position, created_at, tsv
                      from message_search
                      -- No other condition, or another index would look cheaper than that of words.
                      where tsv @@ cast(:query as tsquery) and position > :floor and position < :top
                """ + condition(rooms) + """
                      limit :limit) as found
                  join room on room.id = found.room_id
                  left join lateral (select message.id, message.deleted_at from message
                                     where message.id = found.message_id
                                     limit 1) as message on true
                """ + RoomAccess.JOINS
                        + "order by found.position desc",
                s -> {
                    s.bind("query", query)
                            .bind("floor", floor)
                            .bind("top", top)
                            .bind("from", literal(scope.from(), "-infinity"))
                            .bind("to", literal(scope.to(), "infinity"))
                            .bind("limit", MAX_ROWS + 1)
                            .bind("viewer", scope.viewer().value())
                            .bind("now", now);
                    if (rooms.lexemes() != null) {
                        s.bind("rooms", rooms.lexemes());
                    }
                    if (certain != null) {
                        s.bind("certain", certain);
                    }
                },
                (row, context) -> new Found(
                        new Candidate(
                                new MessageId(uuid(row, "message_id")),
                                new Position(row.getLong("position")),
                                row.getBoolean("certain")),
                        row.getBoolean("eligible")));
    }

    /** Returns a position after which everything dated from that time on was posted. */
    private long lastBefore(Instant from) {
        return sql.one(
                        """
                        select position
                        from message_search
                        where created_at < cast(:time as timestamptz)
                        order by created_at desc
                        limit 1
                        """,
                        s -> s.bind("time", literal(shifted(from, CLOCK_TOLERANCE.negated()), "-infinity")),
                        (row, context) -> row.getLong("position"))
                .orElse(0L);
    }

    /** Returns a position before which everything dated before that time was posted. */
    private long firstAfter(Instant to, long otherwise) {
        return sql.one(
                        """
                        select position
                        from message_search
                        where created_at >= cast(:time as timestamptz)
                        order by created_at
                        limit 1
                        """,
                        s -> s.bind("time", literal(shifted(to, CLOCK_TOLERANCE), "infinity")),
                        (row, context) -> row.getLong("position"))
                .orElse(otherwise);
    }

    private static Instant shifted(Instant time, Duration by) {
        return isInRange(time) ? time.plus(by) : time;
    }

    /** Returns a time as a literal. Times that the database may not be able to represent become infinite. */
    private static String literal(@Nullable Instant time, String none) {
        if (time == null) {
            return none;
        }
        if (isInRange(time)) {
            return time.toString();
        }
        return time.isBefore(Instant.EPOCH) ? "-infinity" : "infinity";
    }

    private static boolean isInRange(Instant time) {
        return !time.isBefore(Instant.EPOCH) && time.isBefore(YEAR_TEN_THOUSAND);
    }
}
