package dev.chatrooms.application.file;

import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Storage;

class AttachmentsInMemoryTest extends AttachmentsContract {
    @Override
    public Storage storage() {
        return MemoryStorage.create();
    }
}
