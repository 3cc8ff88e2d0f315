package dev.chatrooms.application.spi;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.people.Blocking;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** Whom people have blocked. Each list is its owner's alone: what another has blocked, only he lifts. */
public interface Blocks extends PersonList {
    /**
     * How it stands between somebody and others, one entry for each of the others with whom there is a block either
     * way.
     */
    Map<AccountId, Blocking> between(AccountId me, Collection<AccountId> others);

    /** How it stands between two. */
    default Blocking between(AccountId me, AccountId other) {
        return between(me, Set.of(other)).getOrDefault(other, Blocking.NONE);
    }

    /** With whom of the others each of some people has a block, either way; who has none with any is left out. */
    Map<AccountId, Set<AccountId>> among(Collection<AccountId> people, Collection<AccountId> others);
}
