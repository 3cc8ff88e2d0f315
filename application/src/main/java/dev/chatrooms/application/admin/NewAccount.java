package dev.chatrooms.application.admin;

import dev.chatrooms.domain.account.AccountRole;
import org.jspecify.annotations.Nullable;

/**
 * An account that an administrator creates.
 *
 * @param password null for none: its owner sets one through a link
 * @param email counts as verified; null for none
 */
public record NewAccount(
        @Nullable String username,
        @Nullable String password,
        @Nullable String email,
        AccountRole role,
        @Nullable String displayName) {
    @Override
    public String toString() {
        return "NewAccount[username=" + username + ", role=" + role + "]";
    }
}
