package dev.chatrooms.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Asks for a new account. Prints the username only. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Registration(
        @Nullable String username,
        @Nullable String password,
        @Nullable String email,
        @Nullable String displayName,
        @Nullable String firstName,
        @Nullable String lastName) {
    @Override
    public String toString() {
        return "Registration[username=" + username + "]";
    }
}
