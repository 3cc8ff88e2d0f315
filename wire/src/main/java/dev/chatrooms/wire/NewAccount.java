package dev.chatrooms.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Asks for a new account, by an administrator. Prints the username only. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NewAccount(
        @Nullable String username,
        @Nullable String password,
        @Nullable String email,
        @Nullable String role,
        @Nullable String displayName) {
    @Override
    public String toString() {
        return "NewAccount[username=" + username + "]";
    }
}
