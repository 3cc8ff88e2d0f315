package dev.chatrooms.persistence.admin;

import dev.chatrooms.application.admin.DayFigures;
import dev.chatrooms.application.admin.Totals;
import dev.chatrooms.application.spi.Statistics;
import dev.chatrooms.persistence.sql.Sql;
import java.time.LocalDate;
import java.util.List;

/**
 * {@link Statistics} in the tables {@code account_figure}, {@code room_figure}, {@code day_figure} and
 * {@code active_account}, with a position in {@code log_reader}. Accounts are counted by a trigger.
 */
public final class JdbcStatistics implements Statistics {
    private static final String READER = "statistics";
    private static final int MAX_CHANGES = 10_000;
    private static final int DAYS_OF_ACTIVITY = 40;

    private final Sql sql;

    public JdbcStatistics(Sql sql) {
        this.sql = sql;
    }

    /** The entries that a step has read. */
    private record Step(int count, long last) {}

    @Override
    public boolean readOn(int entries) {
        sql.requireWritable();
        long from = lock();
        Step step = sql.single(
                """
                with entry as (
                    select position, at, cast(at at time zone 'UTC' as date) as day, kind, room_id, actor_id
                    from event
                    where position > :from
                    order by position
                    limit :limit
                ), sent as (
                    insert into account_figure as figure (account_id, messages)
                    select actor_id, count(*)
                    from entry
                    where kind = 'message.posted' and actor_id is not null
                    group by actor_id
                    on conflict (account_id) do update set messages = figure.messages + excluded.messages
                ), deleted as (
                    select room_id from entry where kind = 'room.deleted'
                ), closed as (
                    delete from room_figure where room_id in (select room_id from deleted)
                ), touched as (
                    insert into room_figure as figure (room_id, last_position, last_at)
                    select room_id, max(position), max(at)
                    from entry
                    where kind in ('message.posted', 'room.created') and room_id not in (select room_id from deleted)
                    group by room_id
                    on conflict (room_id) do update
                    set last_position = excluded.last_position, last_at = greatest(figure.last_at, excluded.last_at),
                        kind = excluded.kind
                    returning room_id
                ), changed as (
                    update room_figure as figure
                    set kind = room.kind
                    from room
                    where figure.room_id in (select room_id
                                             from entry
                                             where kind = 'room.updated'
                                             except
                                             select room_id from touched
                                             except
                                             select room_id from deleted)
                      and room.id = figure.room_id
                      and figure.kind is distinct from room.kind
                ), active as (
                    insert into active_account (day, account_id)
                    select distinct day, actor_id
                    from entry
                    where actor_id is not null
                    on conflict do nothing
                    returning day
                ), counted as (
                    insert into day_figure as figure (day, messages, active_accounts, new_rooms, deleted_rooms)
                    select day, sum(messages), sum(active), sum(added), sum(removed)
                    from (select day,
                                 cast(kind = 'message.posted' as integer) as messages,
                                 0 as active,
                                 cast(kind = 'room.created' as integer) as added,
                                 cast(kind = 'room.deleted' as integer) as removed
                          from entry
                          union all
                          select day, 0, 1, 0, 0 from active) as part
                    group by day
                    on conflict (day) do update
                    set messages = figure.messages + excluded.messages,
                        active_accounts = figure.active_accounts + excluded.active_accounts,
                        new_rooms = figure.new_rooms + excluded.new_rooms,
                        deleted_rooms = figure.deleted_rooms + excluded.deleted_rooms
                )
                select count(*) as count, coalesce(max(position), :from) as last from entry
                """,
                s -> s.bind("from", from).bind("limit", entries),
                (row, context) -> new Step(row.getInt("count"), row.getLong("last")));
        if (step.count() > 0) {
            moveTo(step.last());
        }
        return addChanges() || step.count() == entries;
    }

    /**
     * Adds what triggers have recorded. Only the transaction that has the position does so.
     *
     * @return whether there may be more
     */
    private boolean addChanges() {
        long changes = sql.single("""
                with change as (
                    delete from figure_change
                    where ctid = any (array(select ctid from figure_change limit :limit))
                    returning *
                ), added as (
                    insert into day_figure as figure
                        (day, new_accounts, deleted_accounts, uploads, deleted_files, stored_bytes)
                    select day, sum(new_accounts), sum(deleted_accounts), sum(uploads), sum(deleted_files),
                           sum(stored_bytes)
                    from change
                    group by day
                    on conflict (day) do update
                    set new_accounts = figure.new_accounts + excluded.new_accounts,
                        deleted_accounts = figure.deleted_accounts + excluded.deleted_accounts,
                        uploads = figure.uploads + excluded.uploads,
                        deleted_files = figure.deleted_files + excluded.deleted_files,
                        stored_bytes = figure.stored_bytes + excluded.stored_bytes
                )
                select count(*) as count from change
                """, s -> s.bind("limit", MAX_CHANGES), (row, context) -> row.getLong("count"));
        return changes == MAX_CHANGES;
    }

    /** Returns the position, and keeps others from reading on before the end of the transaction. */
    private long lock() {
        sql.update(
                "insert into log_reader (name, position) values (:name, 0) on conflict do nothing",
                s -> s.bind("name", READER));
        return sql.single(
                "select position from log_reader where name = :name for update",
                s -> s.bind("name", READER),
                (row, context) -> row.getLong("position"));
    }

    private void moveTo(long position) {
        sql.updateOne(
                "update log_reader set position = :position where name = :name",
                s -> s.bind("position", position).bind("name", READER),
                "the position was not stored");
        sql.update(
                "delete from active_account where day < current_date - cast(:days as integer)",
                s -> s.bind("days", DAYS_OF_ACTIVITY));
    }

    /** Sums one row per day, and the changes of the last seconds. */
    @Override
    public Totals totals() {
        return sql.single(
                """
                select coalesce(sum(new_accounts - deleted_accounts), 0) as accounts,
                       coalesce(sum(new_rooms - deleted_rooms), 0) as rooms,
                       coalesce(sum(messages), 0) as messages,
                       coalesce(sum(uploads - deleted_files), 0) as files,
                       coalesce(sum(stored_bytes), 0) as bytes
                from (select new_accounts, deleted_accounts, new_rooms, deleted_rooms, messages, uploads, deleted_files,
                             stored_bytes
                      from day_figure
                      union all
                      select new_accounts, deleted_accounts, 0, 0, 0, uploads, deleted_files, stored_bytes
                      from figure_change) as figure
                """,
                s -> {},
                (row, context) -> new Totals(
                        row.getLong("accounts"),
                        row.getLong("rooms"),
                        row.getLong("messages"),
                        row.getLong("files"),
                        row.getLong("bytes")));
    }

    @Override
    public long databaseBytes() {
        return sql.single(
                "select pg_database_size(current_database()) as bytes",
                s -> {},
                (row, context) -> row.getLong("bytes"));
    }

    @Override
    public List<DayFigures> days(LocalDate from) {
        return sql.list(
                """
                select day, sum(messages) as messages, sum(active_accounts) as active_accounts,
                       sum(new_accounts) as new_accounts, sum(uploads) as uploads
                from (select day, messages, active_accounts, new_accounts, uploads
                      from day_figure
                      union all
                      select day, 0, 0, new_accounts, uploads
                      from figure_change) as figure
                where day >= :from
                group by day
                order by day
                """,
                s -> s.bind("from", from),
                (row, context) -> new DayFigures(
                        row.getObject("day", LocalDate.class),
                        row.getLong("messages"),
                        row.getLong("active_accounts"),
                        row.getLong("new_accounts"),
                        row.getLong("uploads")));
    }
}
