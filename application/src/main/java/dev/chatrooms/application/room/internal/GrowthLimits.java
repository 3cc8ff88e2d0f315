package dev.chatrooms.application.room.internal;

import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.internal.AccountLookup;
import dev.chatrooms.application.internal.RateLimits;
import dev.chatrooms.application.spi.Rooms;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.id.AccountId;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Limits how many rooms an account owns, and how many accounts it brings into rooms without knowing them. */
final class GrowthLimits {
    private final Transactor transactor;
    private final RateLimits rateLimits;
    private final int maxOwnedRooms;

    /** @param maxOwnedRooms 0 for no limit */
    GrowthLimits(Transactor transactor, RateLimits rateLimits, int maxOwnedRooms) {
        this.transactor = transactor;
        this.rateLimits = rateLimits;
        this.maxOwnedRooms = maxOwnedRooms;
    }

    /**
     * Takes a permit for each of the accounts that shares no room with the caller and does not have it as a contact.
     * Runs before the transaction of the change, since it may take longer than a decision.
     *
     * @param users ids or usernames; unknown ones are ignored
     * @throws ChatException {@code rate_limited}
     */
    void bringIn(Caller caller, List<String> users) {
        if (users.isEmpty() || !rateLimits.limitsNewPeople(caller)) {
            return;
        }
        AccountId actor = caller.accountId();
        int strangers = transactor.<Integer>read(stores -> {
            Collection<Account> known =
                    AccountLookup.findAll(stores.accounts(), users).values();
            Set<AccountId> others = known.stream()
                    .map(Account::id)
                    .filter(id -> !id.equals(actor))
                    .collect(Collectors.toSet());
            return stores.roomQueries().strangers(actor, others).size();
        });
        if (strangers > 0) {
            rateLimits.newPeople(caller, strangers);
        }
    }

    /**
     * Checks that the account may own one more room. Concurrent calls on several nodes may exceed the limit by a few.
     *
     * @throws ChatException {@code too_many}
     */
    void own(Rooms rooms, AccountId account) {
        if (maxOwnedRooms > 0 && rooms.countOwned(account, maxOwnedRooms) >= maxOwnedRooms) {
            throw new ChatException(
                    RefusalCode.TOO_MANY, "the account already owns " + maxOwnedRooms + " rooms, the maximum");
        }
    }
}
