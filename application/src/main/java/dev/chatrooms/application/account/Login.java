package dev.chatrooms.application.account;

import org.jspecify.annotations.Nullable;

/**
 * An attempt to sign in. Prints without the password.
 *
 * @param username the username or a verified e-mail address
 * @param userAgent what the client calls itself, to tell one's sessions apart
 * @param address where it comes from, for the rate limit and to tell one's sessions apart
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
