package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.internal.AddressPrefix;
import dev.chatrooms.application.internal.RateLimits;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Limits attempts that could guess a secret, by name (whether it exists or not) and by client address. */
final class AttemptLimiter {
    private static final int MAX_NAME_KEY = 64;

    private final RateLimits rateLimits;

    AttemptLimiter(RateLimits rateLimits) {
        this.rateLimits = rateLimits;
    }

    /**
     * Takes a permit for an attempt. Each kind of attempt has limits of its own.
     *
     * @throws ChatException {@code rate_limited}
     */
    void take(String kind, @Nullable String name, @Nullable String clientAddress) {
        if (name != null) {
            String folded = name.toLowerCase(Locale.ROOT);
            rateLimits.login(kind + " name:" + folded.substring(0, Math.min(folded.length(), MAX_NAME_KEY)));
        }
        if (clientAddress != null) {
            rateLimits.login(kind + " address:" + AddressPrefix.of(clientAddress));
        }
    }
}
