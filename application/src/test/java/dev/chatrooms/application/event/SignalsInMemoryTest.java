package dev.chatrooms.application.event;

import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Storage;

class SignalsInMemoryTest implements SignalsContract {
    private final Storage storage = MemoryStorage.create();

    @Override
    public Storage storage() {
        return storage;
    }

    @Override
    public Storage sameStorage() {
        return storage;
    }
}
