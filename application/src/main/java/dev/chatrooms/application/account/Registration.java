package dev.chatrooms.application.account;

import org.jspecify.annotations.Nullable;

/**
 * The fields of a registration, not yet validated. Prints without the password.
 *
 * @param address the client's network address, for the rate limit; null if there is none
 */
public record Registration(
        @Nullable String username,
        @Nullable String password,
        @Nullable String email,
        @Nullable String displayName,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String address) {
    /** Returns a registration with a username and a password only. */
    public static Registration of(String username, String password) {
        return new Registration(username, password, null, null, null, null, null);
    }

    @Override
    public String toString() {
        return "Registration[username=" + username + "]";
    }
}
