package dev.chatrooms.application.memory;

import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.domain.event.Epoch;
import java.math.BigInteger;
import java.security.SecureRandom;

/** Creates stores in memory. Several chats on one {@link Storage} are nodes that share it. */
public final class MemoryStorage {
    private static final int EPOCH_BITS = 40;

    private MemoryStorage() {}

    public static Storage create() {
        // Random, so that a cursor from before a restart is recognised as foreign.
        Epoch epoch = new Epoch(new BigInteger(EPOCH_BITS, new SecureRandom()).toString(36));
        return new Storage(new MemoryTransactions(epoch), new MemoryEventBus());
    }
}
