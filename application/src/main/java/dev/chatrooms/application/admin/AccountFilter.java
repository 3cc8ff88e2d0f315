package dev.chatrooms.application.admin;

import dev.chatrooms.application.people.SearchTerm;
import dev.chatrooms.domain.account.AccountRole;
import org.jspecify.annotations.Nullable;

/**
 * A selection of accounts. A component that is null restricts nothing.
 *
 * @param search parts of names, or an e-mail address, which need not be verified
 */
public record AccountFilter(
        @Nullable SearchTerm search,
        @Nullable AccountRole role,
        @Nullable Boolean disabled) {
    public static final AccountFilter ALL = new AccountFilter(null, null, null);
}
