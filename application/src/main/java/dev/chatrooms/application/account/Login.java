package dev.chatrooms.application.account;

import org.jspecify.annotations.Nullable;

/**
 * A login attempt. Prints without the password.
 *
 * @param username the username or a verified e-mail address
 * @param userAgent the client's name for itself, shown in the list of sessions
 * @param address the client's network address, for the rate limit and the list of sessions
 */
public record Login(
        @Nullable String username,
        @Nullable String password,
        @Nullable String userAgent,
        @Nullable String address) {
    @Override
    public String toString() {
        return "Login[username=" + username + "]";
    }
}
