package dev.chatrooms.application.spi;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.domain.account.Profile;
import dev.chatrooms.domain.id.AccountId;
import java.time.Instant;
import java.util.Set;

/** A list of people that each account has for itself. Nobody stands on one twice. */
public interface PersonList {
    /** What became of putting somebody on a list. */
    enum Added {
        /** He stands on it now. */
        NEW,
        /** He stood on it before; nothing has changed. */
        THERE_ALREADY,
        /** The list is as long as it may be; nothing has changed. */
        FULL
    }

    /**
     * Puts somebody on a list. Both accounts exist. Two calls at once for the same two give one {@code NEW}; calls at
     * once for the same owner keep to the bound together.
     *
     * @param most how many people there may be on the list
     */
    Added add(AccountId owner, AccountId person, int most, Instant at);

    /** Takes somebody off a list. @return whether he stood on it */
    boolean remove(AccountId owner, AccountId person);

    boolean contains(AccountId owner, AccountId person);

    /**
     * The people on a list by display name (folded, see {@link dev.chatrooms.application.people.Folding}; byte order),
     * then username, which is a total order. Deleted accounts are left out.
     *
     * @throws dev.chatrooms.application.common.InvalidCursor for a cursor that is none of this list's
     */
    Page<Profile> list(AccountId owner, PageRequest page);

    /** Everybody on a list, deleted accounts among them, in no order. As many as {@link #add} lets there be. */
    Set<AccountId> all(AccountId owner);
}
