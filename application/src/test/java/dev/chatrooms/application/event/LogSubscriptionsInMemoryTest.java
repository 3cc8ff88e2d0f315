package dev.chatrooms.application.event;

import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Storage;

class LogSubscriptionsInMemoryTest implements LogSubscriptionsContract {
    @Override
    public Storage storage() {
        return MemoryStorage.create();
    }
}
