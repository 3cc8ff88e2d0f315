package dev.chatrooms.persistence;

import dev.chatrooms.application.spi.EventBus;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.persistence.JdbcTransactions.Connections;
import dev.chatrooms.persistence.event.PostgresEventBus;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The chat's storage on PostgreSQL 14 or later, whose schema {@link Schema#migrate} has made. Start here:
 *
 * <pre>{@code
 * Schema.migrate(dataSource);
 * try (PostgresPorts ports = PostgresPorts.of(dataSource);
 *         Chat chat = Chat.builder(ports.storage())
 *                 .passwordHasher(new BcryptPasswordHasher(12))
 *                 .tokenIssuer(new RsaTokenIssuer(keys))
 *                 .build()) {
 *     …
 * }
 * }</pre>
 *
 * <p>A host's DataSource is used and never closed, and the settings of its connections are as before when it gets them
 * back. It should have three connections more than the chat is to use at a time: the event bus keeps two, and the
 * search index is fed by one. No pooler in transaction mode may be between: prepared statements and {@code LISTEN}
 * belong to a session.
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
     * All on connections of a host. @throws dev.chatrooms.application.spi.StoreUnavailable if the database cannot be
     * reached
     */
    public static PostgresPorts of(DataSource source) {
        return of(source, null);
    }

    /**
     * As {@link #of(DataSource)}, with announcements by other means.
     *
     * @param bus not closed by this; null for PostgreSQL's own
     */
    public static PostgresPorts of(DataSource source, @Nullable EventBus bus) {
        return new PostgresPorts(
                Connections.of(source, SessionSettings.READING_TRANSACTION),
                Connections.of(source, SessionSettings.WRITING_TRANSACTION),
                bus,
                source);
    }

    /**
     * On a pool made for the chat, with fewer messages to the database. @throws
     * dev.chatrooms.application.spi.StoreUnavailable as above
     */
    public static PostgresPorts of(PostgresPool pool) {
        return of(pool, null);
    }

    /** As {@link #of(DataSource, EventBus)}, on a pool made for the chat. */
    public static PostgresPorts of(PostgresPool pool, @Nullable EventBus bus) {
        return new PostgresPorts(
                Connections.of(pool.readers(), null), Connections.of(pool.writers(), null), bus, pool.unpooled());
    }

    public Storage storage() {
        return storage;
    }

    /** Ends the event bus if it was made here; the connections are their owner's. */
    @Override
    public void close() {
        if (ownBus != null) {
            ownBus.close();
        }
    }
}
