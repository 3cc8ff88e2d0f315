package dev.chatrooms.application.file;

import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Storage;

class FileIntegrityInMemoryTest extends FileIntegrityContract {
    @Override
    public Storage storage() {
        return MemoryStorage.create();
    }
}
