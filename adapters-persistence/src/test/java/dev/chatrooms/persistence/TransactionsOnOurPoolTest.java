package dev.chatrooms.persistence;

import dev.chatrooms.application.spi.TransactionsContract;

/** The same contract on connections of {@link PostgresPool}. */
class TransactionsOnOurPoolTest extends OnPostgres implements TransactionsContract {
    @Override
    Ports ports() {
        return onOwnPool();
    }
}
