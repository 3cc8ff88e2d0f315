package dev.chatrooms.domain.account;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.SessionId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A login on one device. It begins with the right password, is prolonged by each {@linkplain RefreshPolicy refresh},
 * and ends when it expires, is revoked or its account is disabled. A revoked or expired session never becomes live
 * again. Access tokens name their session and are valid only while it is live.
 *
 * @param generation the number of refresh tokens used, which is the generation of the tokens to be used next
 * @param lastSeenAt time of the last call, with a precision of {@link #SEEN_PRECISION}
 * @param userAgent the client's user agent, cut to 256 characters
 * @param ip the address that the login came from
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
    /** The precision of {@code lastSeenAt}, which saves a write on most calls. */
    public static final Duration SEEN_PRECISION = Duration.ofMinutes(1);

    /** Returns the session of a new login. */
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

    /** Returns the session revoked at a time. */
    public Session revoked(Instant at) {
        return new Session(id, accountId, createdAt, expiresAt, at, generation, lastSeenAt, userAgent, ip);
    }

    /** Returns the session after a refresh, with tokens of a generation. */
    public Session refreshed(int newGeneration, Instant at, Instant newExpiresAt) {
        return new Session(id, accountId, createdAt, newExpiresAt, revokedAt, newGeneration, at, userAgent, ip);
    }

    /** Returns whether {@code lastSeenAt} needs an update for a call. */
    public boolean isToBeNoted(Instant call) {
        return !call.isBefore(lastSeenAt.plus(SEEN_PRECISION));
    }

    /** Returns the session with another {@code lastSeenAt}. */
    public Session seen(Instant at) {
        return new Session(id, accountId, createdAt, expiresAt, revokedAt, generation, at, userAgent, ip);
    }
}
