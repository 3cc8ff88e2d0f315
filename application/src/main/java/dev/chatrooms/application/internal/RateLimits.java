package dev.chatrooms.application.internal;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.application.spi.RateLimiter;
import dev.chatrooms.application.spi.RateLimiter.Allowance;
import dev.chatrooms.domain.Refusal;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.id.AccountId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The rate limits, from the settings. Zero means no limit. Those of accounts do not apply to unlimited callers. */
public final class RateLimits {
    private static final int SEND_BURST_FACTOR = 5;

    /** Reading is faster than writing and happens on several devices; markers are written in batches. */
    private static final int MARKERS_PER_SEND = 10;

    /** Not configurable: a well-behaved client refreshes once in many minutes. */
    private static final Allowance REFRESHES = new Allowance("refresh", 20, Duration.ofMinutes(1), 20);

    /** Not configurable: every signal goes to all members of a room, and people type in only a few rooms at a time. */
    private static final Allowance TYPING = new Allowance("typing", 2, Duration.ofSeconds(1), 20);

    private final RateLimiter limiter;
    private final @Nullable Allowance sends;
    private final @Nullable Allowance changes;
    private final @Nullable Allowance newPeople;
    private final @Nullable Allowance markers;
    private final @Nullable Allowance logins;
    private final @Nullable Allowance registrations;

    public RateLimits(RateLimiter limiter, ChatSettings settings) {
        this.limiter = limiter;
        this.sends = allowance("send", settings.sendsPerSecond(), Duration.ofSeconds(1), SEND_BURST_FACTOR);
        this.changes = settings.changesPerMinute() == 0
                ? null
                : new Allowance(
                        "change", settings.changesPerMinute(), Duration.ofMinutes(1), ChatSettings.CHANGES_BURST);
        this.newPeople = allowance("new people", settings.newPeoplePerDay(), Duration.ofDays(1), 1);
        this.markers = allowance(
                "marker", settings.sendsPerSecond() * MARKERS_PER_SEND, Duration.ofSeconds(1), SEND_BURST_FACTOR);
        this.logins = allowance("login", settings.loginsPerMinute(), Duration.ofMinutes(1), 1);
        this.registrations = allowance("registration", settings.registrationsPerHour(), Duration.ofHours(1), 1);
    }

    private static @Nullable Allowance allowance(String name, int permits, Duration period, int burstFactor) {
        return permits == 0 ? null : new Allowance(name, permits, period, (long) permits * burstFactor);
    }

    /**
     * Takes a permit to send, edit or delete a message or to react from the caller's account.
     *
     * @throws ChatException {@code rate_limited}
     */
    public void send(Caller caller) {
        take(sends, caller, 1);
    }

    /**
     * Takes a permit for any other change from the caller's account, such as of rooms, memberships, lists or settings.
     *
     * @throws ChatException {@code rate_limited}
     */
    public void change(Caller caller) {
        change(caller, 1);
    }

    /**
     * Takes several permits for a change that concerns several accounts.
     *
     * @throws ChatException {@code rate_limited}
     */
    public void change(Caller caller, int permits) {
        take(changes, caller, permits);
    }

    /** Returns whether {@link #newPeople} has a limit for the caller. */
    public boolean limitsNewPeople(Caller caller) {
        return newPeople != null && !caller.unlimited();
    }

    /**
     * Takes a permit for each account that is brought into a room by one that does not know it.
     *
     * @throws ChatException {@code rate_limited}
     */
    public void newPeople(Caller caller, int people) {
        take(newPeople, caller, people);
    }

    /**
     * Takes a permit to move a read marker from the caller's account: ten times as many as for sends.
     *
     * @throws ChatException {@code rate_limited}
     */
    public void marker(Caller caller) {
        take(markers, caller, 1);
    }

    /**
     * Takes a permit for a login or another attempt from a name or address.
     *
     * @throws ChatException {@code rate_limited}
     */
    public void login(String nameOrAddress) {
        take(logins, nameOrAddress);
    }

    /**
     * Takes a permit to register from an address.
     *
     * @throws ChatException {@code rate_limited}
     */
    public void registration(String address) {
        take(registrations, address);
    }

    /**
     * Takes a permit to refresh from a token.
     *
     * @param tokenHash the hash, so that the limiter keeps no token
     * @throws ChatException {@code rate_limited}
     */
    public void refresh(String tokenHash) {
        take(REFRESHES, tokenHash);
    }

    /**
     * Takes a permit for a typing signal from the account. Returns false if there is none: the signal is then dropped.
     */
    public boolean typing(AccountId account) {
        return limiter.tryAcquire(TYPING, account.toString()).isEmpty();
    }

    private void take(@Nullable Allowance allowance, Caller caller, int permits) {
        if (!caller.unlimited()) {
            take(allowance, caller.accountId().toString(), permits);
        }
    }

    private void take(@Nullable Allowance allowance, String key) {
        take(allowance, key, 1);
    }

    private void take(@Nullable Allowance allowance, String key, int permits) {
        if (allowance != null) {
            limiter.tryAcquire(allowance, key, permits).ifPresent(wait -> {
                throw new ChatException(
                        new Refusal(RefusalCode.RATE_LIMITED, "too many requests; try again later"), wait, null);
            });
        }
    }
}
