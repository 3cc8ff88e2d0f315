package dev.chatrooms.application.memory;

import dev.chatrooms.application.spi.Storage;

/** Creates stores in memory. Several chats on one {@link Storage} are nodes that share it. */
public final class MemoryStorage {
    private MemoryStorage() {}

    public static Storage create() {
        return new Storage(new MemoryTransactions(), new MemoryEventBus());
    }
}
