package dev.chatrooms.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Asks for new tokens. Prints without the token.
 *
 * @param refreshToken absent if the token comes in a cookie
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Refresh(@Nullable String refreshToken) {
    @Override
    public String toString() {
        return "Refresh[REDACTED]";
    }
}
