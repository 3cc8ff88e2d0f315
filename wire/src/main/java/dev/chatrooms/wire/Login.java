package dev.chatrooms.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a session. Prints the username only.
 *
 * @param cookies whether the tokens go into cookies instead of the response
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Login(
        @Nullable String username,
        @Nullable String password,
        @Nullable Boolean cookies) {
    @Override
    public String toString() {
        return "Login[username=" + username + "]";
    }
}
