package dev.chatrooms.application.admin;

import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Storage;

class LastAdministratorInMemoryTest implements LastAdministratorContract {
    @Override
    public Storage storage() {
        return MemoryStorage.create();
    }
}
