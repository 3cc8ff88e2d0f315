package dev.chatrooms.persistence.event;

import dev.chatrooms.application.spi.LogReaders;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.Epoch;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.persistence.sql.Columns;
import dev.chatrooms.persistence.sql.Sql;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** {@link LogReaders} in the table {@code log_reader}, by the clock of the database. */
public final class JdbcLogReaders implements LogReaders {
    /** Distinguishes the names of hosts from those of the search index. */
    private static final String PREFIX = "host:";

    private final Sql sql;

    public JdbcLogReaders(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<Cursor> acquire(String reader, UUID owner, Duration lease, Cursor first) {
        sql.requireWritable();
        return sql.one(
                """
                insert into log_reader as reader (name, epoch, position, owner, leased_until)
                values (:name, :epoch, :position, :owner, clock_timestamp() + :millis * interval '1 millisecond')
                on conflict (name) do update
                set owner = excluded.owner, leased_until = excluded.leased_until
                where reader.owner is null or reader.owner = excluded.owner
                  or reader.leased_until < clock_timestamp()
                returning epoch, position
                """,
                s -> s.bind("name", PREFIX + reader)
                        .bind("epoch", first.epoch().value())
                        .bind("position", first.position().value())
                        .bind("owner", owner)
                        .bind("millis", lease.toMillis()),
                (row, context) ->
                        new Cursor(new Epoch(Columns.text(row, "epoch")), new Position(row.getLong("position"))));
    }

    @Override
    public boolean renew(String reader, UUID owner, Duration lease) {
        return sql.update(
                        """
                        update log_reader
                        set leased_until = clock_timestamp() + :millis * interval '1 millisecond'
                        where name = :name and owner = :owner
                        """,
                        s -> s.bind("name", PREFIX + reader)
                                .bind("owner", owner)
                                .bind("millis", lease.toMillis()))
                == 1;
    }

    @Override
    public boolean advance(String reader, UUID owner, Cursor cursor) {
        return sql.update(
                        """
                        update log_reader
                        set epoch = :epoch, position = :position
                        where name = :name and owner = :owner
                        """,
                        s -> s.bind("name", PREFIX + reader)
                                .bind("owner", owner)
                                .bind("epoch", cursor.epoch().value())
                                .bind("position", cursor.position().value()))
                == 1;
    }

    @Override
    public void release(String reader, UUID owner) {
        sql.update("""
                update log_reader
                set owner = null, leased_until = null
                where name = :name and owner = :owner
                """, s -> s.bind("name", PREFIX + reader).bind("owner", owner));
    }

    @Override
    public void remove(String reader) {
        sql.update("delete from log_reader where name = :name", s -> s.bind("name", PREFIX + reader));
    }
}
