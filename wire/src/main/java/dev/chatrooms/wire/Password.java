package dev.chatrooms.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** The caller's password, to confirm the deletion of the account. Prints without it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Password(@Nullable String password) {
    @Override
    public String toString() {
        return "Password[REDACTED]";
    }
}
