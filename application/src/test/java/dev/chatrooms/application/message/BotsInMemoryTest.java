package dev.chatrooms.application.message;

import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Storage;

class BotsInMemoryTest implements BotsContract {
    private final Storage storage = MemoryStorage.create();

    @Override
    public Storage storage() {
        return storage;
    }
}
