package dev.chatrooms.persistence.event;

import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.Epoch;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.persistence.sql.Columns;
import dev.chatrooms.persistence.sql.Sql;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The epoch of the log: the history that its positions belong to. The log stores the server on which the epoch began,
 * as the system identifier and the timeline of the cluster. On another server (a backup was restored, a standby was
 * promoted) positions may refer to other events than those that clients know. Then a new epoch begins, and clients
 * discard their state.
 */
public final class LogEpoch {
    private static final Logger LOG = System.getLogger(LogEpoch.class.getName());
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int RANDOM_BITS = 50;

    private final Sql sql;

    public LogEpoch(Sql sql) {
        this.sql = sql;
    }

    private record Server(long systemIdentifier, int timeline) {}

    private record Stored(
            Cursor head,
            @Nullable Long systemIdentifier,
            @Nullable Integer timeline) {
        boolean isOf(Server server) {
            return Objects.equals(systemIdentifier, server.systemIdentifier())
                    && Objects.equals(timeline, server.timeline());
        }

        /** Returns whether the log lacks events of its epoch that a reader has read. */
        boolean lacks(@Nullable Cursor known) {
            return known != null
                    && known.epoch().equals(head.epoch())
                    && known.position().isAfter(head.position());
        }
    }

    /**
     * Returns the head of the log. Begins a new epoch if the log is on another server than that of its epoch. Nodes
     * that verify at the same time agree.
     */
    public Cursor verify() {
        return verify(null);
    }

    /** As {@link #verify()}, and begins a new epoch too if the log lacks events up to {@code known}. */
    public Cursor verify(@Nullable Cursor known) {
        Stored stored = lock();
        Server server = server();
        boolean isFirst = stored.systemIdentifier() == null;
        boolean isMoved = server != null && !stored.isOf(server);
        if (stored.lacks(known) || (isMoved && !isFirst)) {
            Epoch epoch = random();
            store(epoch, server);
            LOG.log(
                    Level.WARNING,
                    "the database was restored or promoted: the log continues in epoch {0}, clients start over",
                    epoch);
            return new Cursor(epoch, stored.head().position());
        }
        if (isMoved) {
            store(stored.head().epoch(), server);
        }
        return stored.head();
    }

    /** Begins a new epoch, which invalidates all existing cursors. */
    public Epoch renew() {
        lock();
        Epoch epoch = random();
        store(epoch, server());
        return epoch;
    }

    private static Epoch random() {
        return new Epoch(new BigInteger(RANDOM_BITS, RANDOM).toString(Character.MAX_RADIX));
    }

    private Stored lock() {
        return sql.one(
                        "select epoch, position, system_identifier, timeline from log_head where id = 1 for update",
                        s -> {},
                        (row, context) -> new Stored(
                                new Cursor(
                                        new Epoch(Columns.text(row, "epoch")), new Position(row.getLong("position"))),
                                row.getObject("system_identifier", Long.class),
                                row.getObject("timeline", Integer.class)))
                .orElseThrow(() -> new IllegalStateException("log_head has no row: the schema is damaged"));
    }

    private void store(Epoch epoch, @Nullable Server server) {
        sql.updateOne(
                """
                update log_head
                set epoch = :epoch, system_identifier = :systemIdentifier, timeline = :timeline
                where id = 1
                """,
                s -> s.bind("epoch", epoch.value())
                        .bindByType("systemIdentifier", server == null ? null : server.systemIdentifier(), Long.class)
                        .bindByType("timeline", server == null ? null : server.timeline(), Integer.class),
                "log_head does not have one row");
    }

    /** Returns the server, or null if the database denies access to that information, as some managed ones do. */
    private @Nullable Server server() {
        sql.execute("savepoint server");
        try {
            // The timeline of the current WAL file. The control file learns of a promotion only with the next
            // checkpoint.
            return sql.single(
                    """
                    select system_identifier,
                           cast(cast('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) as bit(32)) as integer)
                               as timeline
                    from pg_control_system()
                    """,
                    s -> {},
                    (row, context) -> new Server(row.getLong("system_identifier"), row.getInt("timeline")));
        } catch (IllegalStateException e) {
            sql.execute("rollback to savepoint server");
            sql.recovered();
            LOG.log(
                    Level.WARNING,
                    "the database does not identify its server; begin a new epoch by hand after a restore: {0}",
                    e.getMessage());
            return null;
        }
    }
}
