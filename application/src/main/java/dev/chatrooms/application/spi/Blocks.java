package dev.chatrooms.application.spi;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
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

    /** Returns whether a member of a room has blocked an account. */
    boolean isBlockedByMember(AccountId account, RoomId room);

    /**
     * Locks the lists of these owners until the end of the transaction. Additions to them on any node come before it,
     * and are visible to the next call, or wait. Lock rooms before lists.
     */
    void lock(Collection<AccountId> owners);
}
