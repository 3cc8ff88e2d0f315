package dev.chatrooms.springboot;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.spi.PasswordHasher;
import dev.chatrooms.domain.account.Password;
import dev.chatrooms.domain.account.PasswordHash;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Accounts without passwords: the application authenticates its users. */
final class NoPasswords implements PasswordHasher {
    @Override
    public CompletableFuture<PasswordHash> hash(Password password) {
        return CompletableFuture.failedFuture(ChatException.unavailable("this chat has no passwords", null));
    }

    @Override
    public CompletableFuture<Boolean> verify(Password password, @Nullable PasswordHash hash) {
        return CompletableFuture.completedFuture(false);
    }
}
