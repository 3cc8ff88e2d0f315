package dev.chatrooms.domain.room;

import dev.chatrooms.domain.account.AccountKind;
import dev.chatrooms.domain.id.AccountId;
import org.jspecify.annotations.Nullable;

/**
 * An account's relation to a room at one moment, which is all that the policies need to know of it.
 *
 * @param membership null unless the account is a member
 * @param banned whether a ban of the account is in force
 * @param accountActive false for a disabled or deleted account, which may do nothing
 * @param kind {@link AccountKind#USER} also for an unknown account
 */
public record Standing(
        AccountId accountId, @Nullable Membership membership, boolean banned, boolean accountActive, AccountKind kind) {
    /** Creates the standing of a user. */
    public Standing(AccountId accountId, @Nullable Membership membership, boolean banned, boolean accountActive) {
        this(accountId, membership, banned, accountActive, AccountKind.USER);
    }

    public boolean isMember() {
        return membership != null;
    }

    /** Returns whether this is the application itself, which writes in every room, member or not. */
    public boolean isApplication() {
        return kind == AccountKind.SYSTEM;
    }
}
