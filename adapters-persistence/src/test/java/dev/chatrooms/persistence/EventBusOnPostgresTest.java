package dev.chatrooms.persistence;

import dev.chatrooms.application.spi.EventBus;
import dev.chatrooms.application.spi.EventBusContract;
import dev.chatrooms.persistence.event.PostgresEventBus;
import org.junit.jupiter.api.AfterAll;

class EventBusOnPostgresTest extends OnPostgres implements EventBusContract {
    private final com.zaxxer.hikari.HikariDataSource pool = server.hostPool(database);
    private final PostgresEventBus other = new PostgresEventBus(pool, null);

    @Override
    public EventBus bus() {
        return storage().bus();
    }

    @Override
    public EventBus otherBus() {
        return other;
    }

    @AfterAll
    void closeOther() {
        other.close();
        pool.close();
    }
}
