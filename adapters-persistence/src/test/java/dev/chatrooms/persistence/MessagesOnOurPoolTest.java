package dev.chatrooms.persistence;

import dev.chatrooms.application.spi.MessagesContract;

/** The same contract on connections of {@link PostgresPool}. */
class MessagesOnOurPoolTest extends OnPostgres implements MessagesContract {
    @Override
    Ports ports() {
        return onOwnPool();
    }
}
