package dev.chatrooms.persistence.event;

import dev.chatrooms.domain.event.Epoch;
import dev.chatrooms.persistence.sql.Columns;
import dev.chatrooms.persistence.sql.Sql;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which history the positions count in. The log remembers on which server its epoch was made, by the cluster's system
 * identifier and its timeline. Where it finds itself on another (a backup was restored, a copy was promoted), positions
 * may come to name other events than those that clients know: then a new epoch begins, and they start anew.
 */
public record LogEpoch(Sql sql) {
    private static final Logger LOG = System.getLogger(LogEpoch.class.getName());
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int RANDOM_BITS = 50;

    private record Server(long systemIdentifier, int timeline) {}

    private record Stored(
            Epoch epoch,
            @Nullable Long systemIdentifier,
            @Nullable Integer timeline) {
        boolean isOf(Server server) {
            return Objects.equals(systemIdentifier, server.systemIdentifier())
                    && Objects.equals(timeline, server.timeline());
        }
    }

    /**
     * The epoch to go on with: the stored one, or a new one where the log is not on the server on which that was made.
     * Nodes that start at the same time agree.
     */
    public Epoch verify() {
        Stored stored = lock();
        Server server = server();
        if (server == null || stored.isOf(server)) {
            return stored.epoch();
        }
        boolean first = stored.systemIdentifier() == null;
        Epoch epoch = first ? stored.epoch() : random();
        store(epoch, server);
        if (!first) {
            LOG.log(
                    Level.WARNING,
                    "the database was restored or promoted: the log goes on in epoch {0}, clients start anew",
                    epoch);
        }
        return epoch;
    }

    /** Begins a new epoch, so that no cursor given out until now is resumed from. */
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
                        "select epoch, system_identifier, timeline from log_head where id = 1 for update",
                        s -> {},
                        (row, context) -> new Stored(
                                new Epoch(Columns.text(row, "epoch")),
                                row.getObject("system_identifier", Long.class),
                                row.getObject("timeline", Integer.class)))
                .orElseThrow(() -> new IllegalStateException("log_head has no row: the schema is damaged"));
    }

    private void store(Epoch epoch, @Nullable Server server) {
        int stored = sql.update(
                "update log_head set epoch = :epoch, system_identifier = :systemIdentifier, timeline = :timeline where id = 1",
                s -> s.bind("epoch", epoch.value())
                        .bindByType("systemIdentifier", server == null ? null : server.systemIdentifier(), Long.class)
                        .bindByType("timeline", server == null ? null : server.timeline(), Integer.class));
        if (stored != 1) {
            throw new IllegalStateException("log_head does not have one row");
        }
    }

    /** Null where the database does not let us know, as some that are run by others do not. */
    private @Nullable Server server() {
        sql.execute("savepoint server");
        try {
            // Of where the log is written now; the control file learns of a promotion only with the next checkpoint.
            return sql.single(
                    """
                    select system_identifier,
                           cast(cast('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) as bit(32)) as integer) as timeline
                    from pg_control_system()
                    """,
                    s -> {},
                    (row, context) -> new Server(row.getLong("system_identifier"), row.getInt("timeline")));
        } catch (IllegalStateException e) {
            sql.execute("rollback to savepoint server");
            sql.recovered();
            LOG.log(
                    Level.WARNING,
                    "the database does not tell which server it is; after restoring a backup begin a new epoch by hand: {0}",
                    e.getMessage());
            return null;
        }
    }
}
