package dev.chatrooms.wire;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account as administrators see it.
 *
 * @param account the account with its e-mail address, whose fields are part of this object
 * @param setupUrl only once, in the response to its creation without a password and an address
 */
public record AdminAccount(
        @JsonUnwrapped OwnAccount account,
        boolean disabled,
        @Nullable Instant lastSeenAt,
        int sessions,
        int rooms,
        long messages,
        long storageBytes,
        @OmittedIfNull @Nullable String setupUrl) {
    @Override
    public String toString() {
        return "AdminAccount[" + account.username() + "]";
    }
}
