package dev.chatrooms.domain.account;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.SessionId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One login on one device. Begins with the right password, is prolonged by each {@linkplain RefreshPolicy refresh},
 * ends when it expires, is revoked or its account is disabled; once revoked or expired it never comes back. Access
 * tokens name it and are good only while it lives.
 *
 * @param generation how many refresh tokens have been used: that of the tokens that are to be used next
 * @param lastSeenAt when it last called, to the minute or so
 * @param userAgent what the client called itself, cut to 256 characters
 * @param ip where the login came from
 */
public record Session(
        SessionId id,
        AccountId accountId,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant revokedAt,
        int generation,
        Instant lastSeenAt,
        @Nullable String userAgent,
        @Nullable String ip) {
    /** How far what is noted of a session's last call may be behind: it is not to cost a write each time. */
    public static final Duration SEEN_PRECISION = Duration.ofMinutes(1);

    /** A new session, as somebody signs in. */
    public static Session begun(
            SessionId id,
            AccountId accountId,
            Instant at,
            Instant expiresAt,
            @Nullable String userAgent,
            @Nullable String ip) {
        return new Session(id, accountId, at, expiresAt, null, 0, at, userAgent, ip);
    }

    public boolean isLive(Instant now) {
        return revokedAt == null && now.isBefore(expiresAt);
    }

    /** Ended before its time. */
    public Session revoked(Instant at) {
        return new Session(id, accountId, createdAt, expiresAt, at, generation, lastSeenAt, userAgent, ip);
    }

    /** Goes on with the tokens of that generation. */
    public Session refreshed(int newGeneration, Instant at, Instant newExpiresAt) {
        return new Session(id, accountId, createdAt, newExpiresAt, revokedAt, newGeneration, at, userAgent, ip);
    }

    /** Whether a call at that moment is to be noted. */
    public boolean isToBeNoted(Instant call) {
        return !call.isBefore(lastSeenAt.plus(SEEN_PRECISION));
    }

    /** Has called at that moment. */
    public Session seen(Instant at) {
        return new Session(id, accountId, createdAt, expiresAt, revokedAt, generation, at, userAgent, ip);
    }
}
