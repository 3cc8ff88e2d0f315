package dev.chatrooms.application.account;

import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Storage;

class RefreshInMemoryTest implements RefreshContract {
    @Override
    public Storage storage() {
        return MemoryStorage.create();
    }
}
