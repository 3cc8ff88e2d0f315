package dev.chatrooms.application.memory;

import dev.chatrooms.application.spi.PasswordHasher;
import dev.chatrooms.application.spi.PasswordHasherContract;

class MemoryPasswordHasherTest implements PasswordHasherContract {
    @Override
    public PasswordHasher hasher() {
        return new MemoryPasswordHasher();
    }
}
