package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.spi.PasswordHasher;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Password;
import dev.chatrooms.domain.account.PasswordHash;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The hasher of a chat without passwords: the host authenticates its users. */
public final class NoPasswords implements PasswordHasher {
    @Override
    public CompletableFuture<PasswordHash> hash(Password password) {
        return CompletableFuture.failedFuture(
                new ChatException(RefusalCode.REGISTRATION_CLOSED, "this chat has no passwords"));
    }

    @Override
    public CompletableFuture<Boolean> verify(Password password, @Nullable PasswordHash hash) {
        return CompletableFuture.completedFuture(false);
    }
}
