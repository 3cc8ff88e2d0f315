package dev.chatrooms.persistence.event;

import dev.chatrooms.application.spi.LogRetention;
import dev.chatrooms.application.spi.Messages.Posted;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.persistence.sql.Columns;
import dev.chatrooms.persistence.sql.PgScalar;
import dev.chatrooms.persistence.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link LogRetention} on the table {@code event}, with the position of the removal in {@code log_reader}. */
public final class JdbcLogRetention implements LogRetention {
    static final String REMOVED = "retention";

    private final Sql sql;

    public JdbcLogRetention(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Instant now() {
        return sql.one("select statement_timestamp() as time", s -> {}, (row, context) -> Columns.instant(row, "time"))
                .orElseThrow();
    }

    @Override
    public Position removedUpTo() {
        return sql.one(
                        "select position from log_reader where name = :name",
                        s -> s.bind("name", REMOVED),
                        (row, context) -> new Position(row.getLong("position")))
                .orElse(Position.START);
    }

    @Override
    public Mark latestMark() {
        return sql.single("""
                select coalesce(mark.number, 0) as number,
                       coalesce(mark.at, (select at from event order by position desc limit 1), statement_timestamp())
                           as at
                from (values (1)) as one
                  left join (select number, at from log_mark order by number desc limit 1) as mark on true
                """, s -> {}, (row, context) -> new Mark(row.getLong("number"), Columns.instant(row, "at")));
    }

    /** Of two nodes that insert the same number, one waits for the other and then does nothing. */
    @Override
    public boolean mark(long after, Instant time, Position upTo, Instant end) {
        sql.requireWritable();
        boolean marked = sql.update(
                        """
                        insert into log_mark (number, at, ended_at, position)
                        select cast(:after as bigint) + 1, :time, :end, :upTo
                        where :after = coalesce((select number from log_mark order by number desc limit 1), 0)
                        on conflict do nothing
                        """,
                        s -> s.bind("after", PgScalar.of(after))
                                .bind("time", PgScalar.of(time))
                                .bind("upTo", PgScalar.of(upTo.value()))
                                .bind("end", PgScalar.of(end)))
                == 1;
        if (marked) {
            sql.update("""
                    delete from log_mark
                    where number = :after
                      and date_trunc('hour', ended_at, 'UTC') = date_trunc('hour', cast(:end as timestamptz), 'UTC')
                    """, s -> s.bind("after", PgScalar.of(after)).bind("end", PgScalar.of(end)));
        }
        return marked;
    }

    /** Stops before the positions of the chat's own readers. Readers of hosts receive a reset. */
    @Override
    public List<Entry> due(Instant before, int limit) {
        record Dated(Entry entry, Instant at, boolean marked) {}
        return sql
                .list(
                        """
                        select event.position, event.at, message.id, message.room_id, message.mentions_room,
                               event.position <= coalesce((select position
                                                           from log_mark
                                                           where ended_at < :before
                                                           order by number desc
                                                           limit 1), 0) as marked
                        from (select position, at, case when kind = 'message.posted' then message_id end as posted_id
                              from event
                              where position > coalesce((select position from log_reader where name = :name), 0)
                                and position <= least(
                                    coalesce((select position from log_reader where name = 'message_search'), 0),
                                    coalesce((select position from log_reader where name = 'statistics'), 0))
                              order by position
                              limit :limit) as event
                          left join message on message.id = event.posted_id
                        order by event.position
                        """,
                        s -> s.bind("name", REMOVED).bind("limit", limit).bind("before", PgScalar.of(before)),
                        (row, context) -> new Dated(entry(row), Columns.instant(row, "at"), row.getBoolean("marked")))
                .stream()
                .takeWhile(found -> found.marked() || found.at().isBefore(before))
                .map(Dated::entry)
                .toList();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        Position position = new Position(row.getLong("position"));
        @Nullable
        Posted message = row.getObject("id") == null
                ? null
                : new Posted(
                        new MessageId(Columns.uuid(row, "id")),
                        new RoomId(Columns.uuid(row, "room_id")),
                        position,
                        row.getBoolean("mentions_room"));
        return new Entry(position, message);
    }

    @Override
    public boolean remove(Position from, Position to) {
        sql.requireWritable();
        boolean moved = sql.update(
                        """
                        insert into log_reader as reader (name, position)
                        select :name, :to
                        where :from = 0 or exists (select 1 from log_reader where name = :name)
                        on conflict (name) do update set position = excluded.position where reader.position = :from
                        """,
                        s -> s.bind("name", REMOVED)
                                .bind("from", PgScalar.of(from.value()))
                                .bind("to", PgScalar.of(to.value())))
                == 1;
        if (moved) {
            sql.update(
                    "delete from event where position > :from and position <= :to",
                    s -> s.bind("from", from.value()).bind("to", to.value()));
            sql.update("""
                    delete from log_mark
                    where position <= :to and number < (select number from log_mark order by number desc limit 1)
                    """, s -> s.bind("to", to.value()));
        }
        return moved;
    }
}
