package dev.chatrooms.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Creates the first administrator. Prints the username only. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Setup(
        @Nullable String token,
        @Nullable String username,
        @Nullable String password,
        @Nullable String email,
        @Nullable String displayName) {
    @Override
    public String toString() {
        return "Setup[username=" + username + "]";
    }
}
