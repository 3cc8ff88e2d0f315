package dev.chatrooms.application.account;

import dev.chatrooms.application.memory.MemoryPasswordHasher;
import dev.chatrooms.application.spi.PasswordHasher;
import dev.chatrooms.domain.account.Password;
import dev.chatrooms.domain.account.PasswordHash;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** A hasher that counts its calls, which take time and so could reveal something. */
final class CountingHasher implements PasswordHasher {
    private final PasswordHasher hasher = new MemoryPasswordHasher();
    private final AtomicInteger computed = new AtomicInteger();

    @Override
    public CompletableFuture<PasswordHash> hash(Password password) {
        computed.incrementAndGet();
        return hasher.hash(password);
    }

    @Override
    public CompletableFuture<Boolean> verify(Password password, PasswordHash hash) {
        computed.incrementAndGet();
        return hasher.verify(password, hash);
    }

    /** Returns the number of calls since the last query. */
    int computedSince() {
        return computed.getAndSet(0);
    }
}
