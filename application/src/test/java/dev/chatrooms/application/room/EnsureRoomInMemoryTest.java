package dev.chatrooms.application.room;

import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Storage;

class EnsureRoomInMemoryTest implements EnsureRoomContract {
    @Override
    public Storage storage() {
        return MemoryStorage.create();
    }
}
