package dev.chatrooms.application.message;

import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Storage;

class MessageEditingInMemoryTest extends MessageEditingContract {
    @Override
    public Storage storage() {
        return MemoryStorage.create();
    }
}
