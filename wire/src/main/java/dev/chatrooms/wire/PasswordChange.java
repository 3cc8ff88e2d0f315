package dev.chatrooms.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Changes the caller's password. Prints neither password. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PasswordChange(
        @Nullable String currentPassword, @Nullable String newPassword) {
    @Override
    public String toString() {
        return "PasswordChange[REDACTED]";
    }
}
