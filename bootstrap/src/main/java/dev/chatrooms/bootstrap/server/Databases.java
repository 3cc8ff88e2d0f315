package dev.chatrooms.bootstrap.server;

import dev.chatrooms.bootstrap.configuration.Configuration;
import dev.chatrooms.bootstrap.configuration.Secret;
import dev.chatrooms.bootstrap.database.EmbeddedDatabase;
import dev.chatrooms.persistence.PostgresPool;

/** The database of a configuration, as a pool of connections: the embedded one unless another is named. */
final class Databases {
    /** One to write with and one to read with. */
    private static final int MIN_CONNECTIONS = 2;

    private Databases() {}

    /** Opens the pool, and the embedded database before it; both are given over to be closed. */
    static PostgresPool open(Configuration configuration, Closing closing) {
        return closing.add(PostgresPool.open(settings(configuration, closing)));
    }

    private static PostgresPool.Settings settings(Configuration configuration, Closing closing) {
        Configuration.Database database = configuration.database();
        int size = Math.max(MIN_CONNECTIONS, database.poolSize());
        if (database.url().isEmpty()) {
            EmbeddedDatabase embedded = closing.add(EmbeddedDatabase.start(configuration.dataFolder()));
            return new PostgresPool.Settings(
                    embedded.jdbcUrl(), embedded.user(), embedded.password().reveal(), size);
        }
        return new PostgresPool.Settings(
                database.url().get().reveal(),
                database.user().orElse(null),
                database.password().map(Secret::reveal).orElse(null),
                size);
    }
}
