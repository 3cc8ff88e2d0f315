package dev.chatrooms.application.event;

import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Storage;

class RetentionInMemoryTest implements RetentionContract {
    private final Storage storage = MemoryStorage.create();

    @Override
    public Storage storage() {
        return storage;
    }
}
