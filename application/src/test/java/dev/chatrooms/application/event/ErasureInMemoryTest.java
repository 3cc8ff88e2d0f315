package dev.chatrooms.application.event;

import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Storage;

class ErasureInMemoryTest implements ErasureContract {
    private final Storage storage = MemoryStorage.create();

    @Override
    public Storage storage() {
        return storage;
    }
}
