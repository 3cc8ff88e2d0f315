package dev.chatrooms.application.configuration;

import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Storage;

class ConfigurationInMemoryTest implements ConfigurationContract {
    @Override
    public Storage storage() {
        return MemoryStorage.create();
    }
}
