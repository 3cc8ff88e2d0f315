package dev.chatrooms.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Sets a new password with the token of a mailed link. Prints neither. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PasswordReset(
        @Nullable String token, @Nullable String newPassword) {
    @Override
    public String toString() {
        return "PasswordReset[REDACTED]";
    }
}
