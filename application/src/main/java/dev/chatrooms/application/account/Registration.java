package dev.chatrooms.application.account;

import org.jspecify.annotations.Nullable;

/**
 * What a stranger gives to get an account, raw: it is checked as a whole. Prints without the password.
 *
 * @param address where the request came from, for the rate limit; null where there is no such thing
 */
public record Registration(
        @Nullable String username,
        @Nullable String password,
        @Nullable String email,
        @Nullable String displayName,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String address) {
    public static Registration of(String username, String password) {
        return new Registration(username, password, null, null, null, null, null);
    }

    @Override
    public String toString() {
        return "Registration[username=" + username + "]";
    }
}
