package dev.chatrooms.application.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.application.spi.RateLimiter;
import dev.chatrooms.application.spi.RateLimiter.Allowance;
import dev.chatrooms.domain.Refusal;
import dev.chatrooms.domain.RefusalCode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How often people may do what, by the settings; zero means as often as they like. */
public final class RateLimits {
    private static final int SEND_BURST_FACTOR = 5;

    /** Whoever reads does it faster than he writes, on several devices, and what he reads is written together. */
    private static final int MARKERS_A_SEND = 10;

    /** Not for the operator to set: whoever refreshes as he should does it once in many minutes. */
    private static final Allowance REFRESHES = new Allowance("refresh", 20, Duration.ofMinutes(1), 20);

    /** Neither: each of these is told to everybody in a room, and nobody types in more than a few. */
    private static final Allowance TYPING = new Allowance("typing", 2, Duration.ofSeconds(1), 20);

    private final RateLimiter limiter;
    private final @Nullable Allowance sends;
    private final @Nullable Allowance changes;
    private final @Nullable Allowance markers;
    private final @Nullable Allowance logins;
    private final @Nullable Allowance registrations;

    public RateLimits(RateLimiter limiter, ChatSettings settings) {
        this.limiter = limiter;
        this.sends = allowance("send", settings.sendsPerSecond(), Duration.ofSeconds(1), SEND_BURST_FACTOR);
        this.changes = allowance("change", settings.sendsPerSecond(), Duration.ofSeconds(1), SEND_BURST_FACTOR);
        this.markers = allowance(
                "marker", settings.sendsPerSecond() * MARKERS_A_SEND, Duration.ofSeconds(1), SEND_BURST_FACTOR);
        this.logins = allowance("login", settings.loginsPerMinute(), Duration.ofMinutes(1), 1);
        this.registrations = allowance("registration", settings.registrationsPerHour(), Duration.ofHours(1), 1);
    }

    private static @Nullable Allowance allowance(String name, int permits, Duration period, int burstFactor) {
        return permits == 0 ? null : new Allowance(name, permits, period, (long) permits * burstFactor);
    }

    /**
     * Takes one of that person's or address's.
     *
     * @throws ChatException {@code rate_limited}
     */
    public void send(String account) {
        take(sends, account);
    }

    /**
     * Takes one of that person's: as many changes of what is his as he may send messages, for they cost as much.
     *
     * @throws ChatException {@code rate_limited}
     */
    public void change(String account) {
        take(changes, account);
    }

    /**
     * Takes one of that person's: ten times as many markers as he may send messages.
     *
     * @throws ChatException {@code rate_limited}
     */
    public void marker(String account) {
        take(markers, account);
    }

    /**
     * Takes one of that person's or address's.
     *
     * @throws ChatException {@code rate_limited}
     */
    public void login(String nameOrAddress) {
        take(logins, nameOrAddress);
    }

    /**
     * Takes one of that person's or address's.
     *
     * @throws ChatException {@code rate_limited}
     */
    public void registration(String address) {
        take(registrations, address);
    }

    /**
     * Takes one of that token's.
     *
     * @param tokenHash so that no token is kept
     * @throws ChatException {@code rate_limited}
     */
    public void refresh(String tokenHash) {
        take(REFRESHES, tokenHash);
    }

    /**
     * Takes one of that person's, if there is one; who tells too often that he types is not refused but passed over.
     */
    public boolean typing(String account) {
        return limiter.tryAcquire(TYPING, account).isEmpty();
    }

    private void take(@Nullable Allowance allowance, String key) {
        if (allowance != null) {
            limiter.tryAcquire(allowance, key).ifPresent(wait -> {
                throw new ChatException(
                        new Refusal(RefusalCode.RATE_LIMITED, "too often; try again later"), wait, null);
            });
        }
    }
}
