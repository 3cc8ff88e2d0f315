package dev.chatrooms.domain.room;

import dev.chatrooms.domain.id.AccountId;
import org.jspecify.annotations.Nullable;

/**
 * An account's relation to a room at one moment, which is all that the policies need to know of it.
 *
 * @param membership null unless the account is a member
 * @param banned whether a ban of the account is in force
 * @param accountActive false for a disabled or deleted account, which may do nothing
 */
public record Standing(AccountId accountId, @Nullable Membership membership, boolean banned, boolean accountActive) {

    public boolean isMember() {
        return membership != null;
    }
}
