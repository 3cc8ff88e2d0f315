package dev.chatrooms.application.spi;

import dev.chatrooms.domain.account.Password;
import dev.chatrooms.domain.account.PasswordHash;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Hashes passwords, slowly by design, on threads of its own with a bounded queue, so that many logins do not slow down
 * other work. If the queue is full, the future fails at once with {@code unavailable}.
 */
public interface PasswordHasher {
    /** Returns a salted hash of the password's value. The same password yields different hashes. */
    CompletableFuture<PasswordHash> hash(Password password);

    /**
     * Returns whether the password matches the hash, that is, whether one of its {@linkplain Password#candidates()
     * candidates} does. Always tries all of them. Without a hash (no such account) it does the same work and returns
     * false, so the time reveals nothing.
     */
    CompletableFuture<Boolean> verify(Password password, @Nullable PasswordHash hash);
}
