package dev.chatrooms.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Changes the caller's e-mail address. Prints without the password. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EmailChange(@Nullable String email, @Nullable String currentPassword) {
    @Override
    public String toString() {
        return "EmailChange[email=" + email + "]";
    }
}
