package dev.chatrooms.persistence.event;

import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.spi.EventLog;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.Epoch;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.persistence.sql.Columns;
import dev.chatrooms.persistence.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@link EventLog} in the table {@code event}. For a viewer it finds positions first, and then loads their entries
 * together.
 */
public final class JdbcEventLog implements EventLog {
    /**
     * The first window of the search for a viewer's events. Each further window is larger by {@link #WINDOW_GROWTH}. So
     * the cost is that of the events passed, not that of all rooms times the limit, nor that of the whole log for a
     * viewer whose rooms are quiet.
     */
    private static final long FIRST_WINDOW = 4096;

    private static final long WINDOW_GROWTH = 16;

    private final Sql sql;

    public JdbcEventLog(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Cursor head() {
        return sql.single("select epoch, position from log_head where id = 1", s -> {}, (row, context) -> head(row));
    }

    private static Cursor head(ResultSet row) throws SQLException {
        return new Cursor(new Epoch(Columns.text(row, "epoch")), new Position(row.getLong("position")));
    }

    @Override
    public Extent extent() {
        return sql.single(
                """
                select epoch, position, coalesce((select position from log_reader where name = :removed), 0) as removed
                from log_head
                where id = 1
                """,
                s -> s.bind("removed", JdbcLogRetention.REMOVED),
                (row, context) -> new Extent(head(row), new Position(row.getLong("removed"))));
    }

    @Override
    public State state() {
        return sql.single("""
                select epoch, position, cast(extract(epoch from pg_postmaster_start_time()) as text) as server
                from log_head
                where id = 1
                """, s -> {}, (row, context) -> new State(head(row), Columns.text(row, "server")));
    }

    @Override
    public List<LoggedEvent> read(Position after, Position upTo, int limit) {
        return new LoggedEvents(sql).between(after, upTo, limit);
    }

    @Override
    public List<LoggedEvent> readInOneQuery(Position after, int limit) {
        return new LoggedEvents(sql).completeAfter(after, limit);
    }

    @Override
    public List<LoggedEvent> readFor(AccountId viewer, Position after, Position upTo, int limit) {
        return new LoggedEvents(sql).at(positionsFor(viewer, after.value(), upTo.value(), limit));
    }

    @Override
    public int countFor(AccountId viewer, Position after, Position upTo, int atMost) {
        return positionsFor(viewer, after.value(), upTo.value(), atMost).size();
    }

    private List<Long> positionsFor(AccountId viewer, long after, long upTo, int limit) {
        List<Long> found = new ArrayList<>();
        long from = after;
        long window = Math.max(FIRST_WINDOW, limit);
        while (from < upTo && found.size() < limit) {
            long end = upTo - from <= window ? upTo : from + window;
            found.addAll(windowFor(viewer, from, end, limit - found.size()));
            from = end;
            window *= WINDOW_GROWTH;
        }
        return found;
    }

    /**
     * Reads events of the viewer's rooms by room and position, and events for or about the viewer by account and
     * position, so it touches no events of others. Profile changes belong to no room: all of the window are read, and
     * tested for a contact or a common room.
     */
    private List<Long> windowFor(AccountId viewer, long after, long upTo, int limit) {
        return sql.list(
                """
                (select seen.position
                 from membership
                   join room on room.id = membership.room_id and room.deleted_position is null
                   cross join lateral (
                     select event.position
                     from event
                     where event.room_id = membership.room_id
                       and event.position > greatest(:after, membership.since_position - 1) and event.position <= :upTo
                     order by event.position
                     limit :limit) as seen
                 where membership.account_id = :viewer)
                union
                (select event.position
                 from event
                 where event.account_id = :viewer and event.position > :after and event.position <= :upTo
                   and (event.room_id is null or event.kind in ('member.joined', 'member.left'))
                   and (event.kind <> 'me.updated'
                        or exists (select 1
                                   from membership
                                     join room on room.id = membership.room_id
                                   where membership.account_id = :viewer
                                     and membership.room_id = cast(event.data ->> 'room' as uuid)
                                     and membership.since_position <= event.position and room.deleted_position is null))
                 order by event.position
                 limit :limit)
                union
                (select event.position
                 from event
                 where event.kind = 'account.updated' and event.position > :after and event.position <= :upTo
                   and (exists (select 1
                                from contact
                                where contact.owner_id = :viewer and contact.account_id = event.account_id)
                        or exists (select 1
                                   from membership theirs
                                     cross join lateral (select 1
                                                         from membership
                                                         where membership.account_id = :viewer
                                                           and membership.room_id = theirs.room_id
                                                         limit 1) as mine
                                     join room on room.id = theirs.room_id
                                   where theirs.account_id = event.account_id and room.deleted_position is null)
                        or event.data is not null
                           and exists (select 1
                                       from membership mine
                                         join room on room.id = mine.room_id
                                       where mine.account_id = :viewer and room.deleted_position is null
                                         and jsonb_exists(event.data -> 'left', cast(mine.room_id as text))))
                 order by event.position
                 limit :limit)
                union
                (select room.deleted_position
                 from membership
                   join room on room.id = membership.room_id
                 where membership.account_id = :viewer
                   and room.deleted_position > :after and room.deleted_position <= :upTo)
                order by position
                limit :limit
                """,
                s -> s.bind("viewer", viewer.value())
                        .bind("after", after)
                        .bind("upTo", upTo)
                        .bind("limit", limit),
                (row, context) -> row.getLong("position"));
    }
}
