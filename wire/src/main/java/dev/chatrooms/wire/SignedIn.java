package dev.chatrooms.wire;

import org.jspecify.annotations.Nullable;

/**
 * A session that was started or refreshed. Prints without the tokens.
 *
 * @param accessToken absent if the tokens are in cookies
 * @param expiresIn in seconds
 * @param refreshToken absent if the tokens are in cookies
 * @param refreshExpiresIn in seconds
 */
public record SignedIn(
        @OmittedIfNull @Nullable String accessToken,
        String tokenType,
        long expiresIn,
        @OmittedIfNull @Nullable String refreshToken,
        long refreshExpiresIn,
        OwnAccount account) {
    @Override
    public String toString() {
        return "SignedIn[account=" + account.id() + "]";
    }
}
