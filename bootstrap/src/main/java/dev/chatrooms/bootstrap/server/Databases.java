package dev.chatrooms.bootstrap.server;

import com.zaxxer.hikari.HikariDataSource;
import dev.chatrooms.bootstrap.configuration.Configuration;
import dev.chatrooms.bootstrap.configuration.Secret;
import dev.chatrooms.bootstrap.database.EmbeddedDatabase;
import dev.chatrooms.persistence.PooledDataSource;

/** The database of a configuration, as a pool of connections: the embedded one unless another is named. */
final class Databases {
    private Databases() {}

    /** Opens the pool, and the embedded database before it; both are given over to be closed. */
    static HikariDataSource open(Configuration configuration, Closing closing) {
        Configuration.Database database = configuration.database();
        if (database.url().isEmpty()) {
            EmbeddedDatabase embedded = closing.add(EmbeddedDatabase.start(configuration.dataFolder()));
            return closing.add(PooledDataSource.open(
                    embedded.jdbcUrl(), embedded.user(), embedded.password().reveal(), database.poolSize()));
        }
        return closing.add(PooledDataSource.open(
                database.url().get().reveal(),
                database.user().orElse(null),
                database.password().map(Secret::reveal).orElse(null),
                database.poolSize()));
    }
}
