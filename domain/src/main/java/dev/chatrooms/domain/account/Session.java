package dev.chatrooms.domain.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One login on one device. Begins with the right password, ends when it expires, is revoked or its account is disabled; it never
 * comes back. Access tokens name it and are good only while it lives.
 *
 * @param userAgent what the client called itself, cut to 256 characters
 * @param ip where the login came from
 */
public record Session(
        SessionId id,
        AccountId accountId,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable String userAgent,
        @Nullable String ip) {

    public boolean isLive(Instant now) {
        return revokedAt == null && now.isBefore(expiresAt);
    }
}
