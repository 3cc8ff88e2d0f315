package dev.chatrooms.application.account;

import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Storage;

class HostDeletionInMemoryTest implements HostDeletionContract {
    private final Storage storage = MemoryStorage.create();

    @Override
    public Storage storage() {
        return storage;
    }
}
