package dev.chatrooms.persistence;

import dev.chatrooms.application.spi.EventBus;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.persistence.JdbcTransactions.Connections;
import dev.chatrooms.persistence.event.PostgresEventBus;
import dev.chatrooms.persistence.sql.ConnectionKind;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The storage of the chat on PostgreSQL 14 or later. {@link Schema#migrate} creates its tables. Start here:
 *
 * <pre>{@code
 * Schema.migrate(dataSource);
 * try (PostgresPorts ports = PostgresPorts.of(dataSource);
 *         BcryptPasswordHasher hasher = new BcryptPasswordHasher(12);
 *         Chat chat = Chat.builder(ports.storage())
 *                 .passwordHasher(hasher)
 *                 .tokenIssuer(new RsaTokenIssuer(keys))
 *                 .build()) {
 *     …
 * }
 * }</pre>
 *
 * <p>A host's DataSource is used and never closed, and connections return to it with their settings unchanged. It needs
 * three connections more than the chat may use at a time: the event bus keeps two, and the search index uses one. A
 * pooler in transaction mode cannot be used, since prepared statements and {@code LISTEN} belong to a session.
 */
public final class PostgresPorts implements AutoCloseable {
    private final Storage storage;
    private final @Nullable EventBus ownBus;

    private PostgresPorts(Connections reading, Connections writing, @Nullable EventBus bus, DataSource announcements) {
        JdbcTransactions transactions = new JdbcTransactions(reading, writing);
        this.ownBus = bus == null ? new PostgresEventBus(announcements) : null;
        this.storage = new Storage(transactions, bus == null ? java.util.Objects.requireNonNull(ownBus) : bus);
    }

    /**
     * Creates the ports on a host's connections.
     *
     * @throws dev.chatrooms.application.spi.StoreUnavailable if the database cannot be reached
     */
    public static PostgresPorts of(DataSource source) {
        return of(source, null);
    }

    /**
     * Creates the ports on a host's connections, with another event bus.
     *
     * @param bus not closed by this object; null for {@code LISTEN} and {@code NOTIFY}
     * @throws dev.chatrooms.application.spi.StoreUnavailable if the database cannot be reached
     */
    public static PostgresPorts of(DataSource source, @Nullable EventBus bus) {
        return new PostgresPorts(
                Connections.of(source, SessionSettings.READING_TRANSACTION),
                Connections.of(source, SessionSettings.WRITING_TRANSACTION),
                bus,
                source);
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
                pool.source(ConnectionKind.BUS));
    }

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
