package dev.chatrooms.application.memory;

import dev.chatrooms.application.spi.PasswordHasher;
import dev.chatrooms.application.spi.PasswordHasherContract;
import dev.chatrooms.domain.account.PasswordHash;

class MemoryPasswordHasherTest implements PasswordHasherContract {
    @Override
    public PasswordHasher hasher() {
        return new MemoryPasswordHasher();
    }

    @Override
    public PasswordHash olderHash() {
        return new PasswordHash("pbkdf2:MDEyMzQ1Njc4OWFiY2RlZg:pxeuJ6ar3NgCeUOrTrw7sFEJryEDjYFGC7xgo4IdiTM");
    }
}
