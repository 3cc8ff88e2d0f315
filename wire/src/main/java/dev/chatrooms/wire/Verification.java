package dev.chatrooms.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Proves an e-mail address with the code that was mailed to it. Prints the username only. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Verification(
        @Nullable String username, @Nullable String code) {
    @Override
    public String toString() {
        return "Verification[username=" + username + "]";
    }
}
