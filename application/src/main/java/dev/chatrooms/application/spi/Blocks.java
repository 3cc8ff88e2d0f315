package dev.chatrooms.application.spi;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.people.Blocking;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** The accounts that each account has blocked. Only the owner of a list changes it. */
public interface Blocks extends PersonList {
    /** Returns the blocks between one account and others, in either direction. Others without a block are left out. */
    Map<AccountId, Blocking> between(AccountId me, Collection<AccountId> others);

    /** Returns the blocks between two accounts. */
    default Blocking between(AccountId me, AccountId other) {
        return between(me, Set.of(other)).getOrDefault(other, Blocking.NONE);
    }

    /**
     * Returns, for each of the people, the others with whom there is a block in either direction. People without a
     * block are left out.
     */
    Map<AccountId, Set<AccountId>> among(Collection<AccountId> people, Collection<AccountId> others);
}
