package dev.chatrooms.domain.room;

import dev.chatrooms.domain.id.AccountId;
import org.jspecify.annotations.Nullable;

/**
 * What one person is to one room at one moment: everything that a policy needs to know of him.
 *
 * @param membership null where he is no member
 * @param banned whether a ban on him is in force
 * @param accountActive false for a disabled or deleted account, which may do nothing
 */
public record Standing(AccountId accountId, @Nullable Membership membership, boolean banned, boolean accountActive) {

    public boolean isMember() {
        return membership != null;
    }
}
