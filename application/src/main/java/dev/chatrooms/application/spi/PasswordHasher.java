package dev.chatrooms.application.spi;

import dev.chatrooms.domain.account.Password;
import dev.chatrooms.domain.account.PasswordHash;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Hashes passwords, slowly on purpose, on threads of its own with a bounded queue, so that a flood of logins stops
 * nothing else. Past the queue's bound a future fails at once with {@code unavailable}.
 */
public interface PasswordHasher {
    /** A salted hash; twice the same password gives two hashes. */
    CompletableFuture<PasswordHash> hash(Password password);

    /**
     * Whether the password is the one that was hashed. With no hash (nobody of that name) it computes as much as with
     * one and answers false, so that time tells nothing.
     */
    CompletableFuture<Boolean> verify(Password password, @Nullable PasswordHash hash);
}
