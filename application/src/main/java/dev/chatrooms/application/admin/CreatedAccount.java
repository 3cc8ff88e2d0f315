package dev.chatrooms.application.admin;

import org.jspecify.annotations.Nullable;

/**
 * An account that an administrator has created.
 *
 * @param setupUrl a link for its owner to set the password, valid for a day; null if there is a password, or if the
 *     link is mailed
 */
public record CreatedAccount(
        AccountOverview account, @Nullable String setupUrl) {
    @Override
    public String toString() {
        return "CreatedAccount[" + account.account().username() + "]";
    }
}
