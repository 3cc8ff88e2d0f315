package dev.chatrooms.application.account;

import dev.chatrooms.domain.account.Account;
import java.time.Duration;

/**
 * The tokens of a session that was begun or refreshed. Prints without the tokens.
 *
 * @param accessToken authenticates calls, for {@code accessLifetime}
 * @param refreshToken gets the next access token, for {@code refreshLifetime}
 */
public record SignedIn(
        Account account, String accessToken, Duration accessLifetime, String refreshToken, Duration refreshLifetime) {
    @Override
    public String toString() {
        return "SignedIn[account=" + account.id() + "]";
    }
}
