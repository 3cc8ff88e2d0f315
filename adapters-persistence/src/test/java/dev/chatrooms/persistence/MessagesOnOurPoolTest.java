package dev.chatrooms.persistence;

import dev.chatrooms.application.spi.MessagesContract;

/** The same promises where the connections come prepared. */
class MessagesOnOurPoolTest extends OnPostgres implements MessagesContract {
    @Override
    Ports ports() {
        return onOurPool();
    }
}
