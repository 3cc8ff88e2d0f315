package dev.chatrooms.persistence;

import dev.chatrooms.application.spi.TransactionsContract;

/** The same promises where the connections come prepared. */
class TransactionsOnOurPoolTest extends OnPostgres implements TransactionsContract {
    @Override
    Ports ports() {
        return onOurPool();
    }
}
