package dev.chatrooms.persistence;

import dev.chatrooms.application.spi.Capacity;
import dev.chatrooms.application.spi.EventBus;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.persistence.JdbcTransactions.Connections;
import dev.chatrooms.persistence.event.PostgresEventBus;
import dev.chatrooms.persistence.sql.ConnectionKind;
import dev.chatrooms.persistence.sql.MissingTable;
import dev.chatrooms.persistence.sql.SchemaName;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The storage of the chat on PostgreSQL 14 or later. {@link Schema#migrate} creates its tables. Start here:
 *
 * <pre>{@code
 * Schema.migrate(dataSource);
 * try (PostgresPorts ports = PostgresPorts.of(dataSource);
 *         Chat chat = Chat.builder(ports.storage()).build()) {
 *     …
 * }
 * }</pre>
 *
 * <p>A host's DataSource is used and never closed, and connections return to it with their settings unchanged. It needs
 * at least five connections: the event bus keeps two, the committer, the search index and a worker use one each. The
 * number of the chat's workers is that of the other connections, sixteen at most. A pooler in transaction mode cannot
 * be used, since prepared statements and {@code LISTEN} belong to a session.
 */
public final class PostgresPorts implements AutoCloseable {
    private final Storage storage;
    private final @Nullable EventBus ownBus;

    private PostgresPorts(
            Connections reading,
            Connections writing,
            @Nullable EventBus bus,
            DataSource announcements,
            @Nullable SchemaName schema,
            Capacity capacity) {
        JdbcTransactions transactions = transactions(reading, writing, schema);
        this.ownBus = bus == null ? new PostgresEventBus(announcements, schema) : null;
        this.storage = new Storage(transactions, bus == null ? Objects.requireNonNull(ownBus) : bus, capacity);
    }

    private static JdbcTransactions transactions(
            Connections reading, Connections writing, @Nullable SchemaName schema) {
        try {
            return new JdbcTransactions(reading, writing);
        } catch (MissingTable e) {
            String place = schema == null ? "The database" : "The schema " + schema.quoted();
            String call = schema == null ? "(dataSource)" : "(dataSource, " + schema.quoted() + ")";
            throw new IllegalStateException(
                    place + " has no tables of the chat: call Schema.migrate" + call + " first.", e);
        }
    }

    /**
     * Creates the ports on a host's connections, with the tables in their current schema.
     *
     * @throws IllegalStateException if there are no tables of the chat
     * @throws dev.chatrooms.application.spi.StoreUnavailable if the database cannot be reached
     */
    public static PostgresPorts of(DataSource source) {
        return onHostsConnections(source, null, null);
    }

    /**
     * Creates the ports on a host's connections, with the tables in a schema of their own. The connections' search path
     * remains the host's: that of the chat is in force during each of its transactions only.
     *
     * @param schema the schema given to {@link Schema#migrate(DataSource, String)}
     * @throws IllegalArgumentException if the schema's name is not valid
     * @throws dev.chatrooms.application.spi.StoreUnavailable if the database cannot be reached
     */
    public static PostgresPorts of(DataSource source, String schema) {
        return onHostsConnections(source, new SchemaName(schema), null);
    }

    /** As {@link #of(DataSource, String)}, with another event bus, which this object does not close. */
    public static PostgresPorts of(DataSource source, String schema, EventBus bus) {
        return onHostsConnections(source, new SchemaName(schema), bus);
    }

    /**
     * Creates the ports on a host's connections, with another event bus.
     *
     * @param bus not closed by this object; null for {@code LISTEN} and {@code NOTIFY}
     * @throws dev.chatrooms.application.spi.StoreUnavailable if the database cannot be reached
     */
    public static PostgresPorts of(DataSource source, @Nullable EventBus bus) {
        return onHostsConnections(source, null, bus);
    }

    private static PostgresPorts onHostsConnections(
            DataSource source, @Nullable SchemaName schema, @Nullable EventBus bus) {
        return new PostgresPorts(
                Connections.of(source, SessionSettings.in(schema, SessionSettings.READING_TRANSACTION)),
                Connections.of(source, SessionSettings.in(schema, SessionSettings.WRITING_TRANSACTION)),
                bus,
                source,
                schema,
                new PoolCapacity(source, bus == null ? PostgresEventBus.CONNECTIONS : 0));
    }

    /**
     * Creates the ports on a pool made for the chat, which needs fewer round trips than a host's connections.
     *
     * @throws dev.chatrooms.application.spi.StoreUnavailable if the database cannot be reached
     */
    public static PostgresPorts of(PostgresPool pool) {
        return of(pool, null);
    }

    /** Creates the ports on a pool made for the chat, with another event bus; see {@link #of(DataSource, EventBus)}. */
    public static PostgresPorts of(PostgresPool pool, @Nullable EventBus bus) {
        return new PostgresPorts(
                Connections.of(pool.readers(), null),
                Connections.of(pool.writers(), null),
                bus,
                pool.source(ConnectionKind.BUS),
                null,
                Capacity.UNLIMITED);
    }

    /** Returns the storage, for {@code Chat.builder}. */
    public Storage storage() {
        return storage;
    }

    /** Closes the event bus if it was created here. Connections stay open. */
    @Override
    public void close() {
        if (ownBus != null) {
            ownBus.close();
        }
    }
}
