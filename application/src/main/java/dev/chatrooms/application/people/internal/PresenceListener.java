package dev.chatrooms.application.people.internal;

import dev.chatrooms.domain.id.AccountId;

/** Is told who comes and goes on all nodes together, one at a time and in order; it must not block, nor ask back. */
public interface PresenceListener {
    /** Somebody who had no stream anywhere has one. */
    void came(AccountId account);

    /** Somebody has no stream any more, or the nodes that had one of his are not heard of. */
    void went(AccountId account);

    /** Somebody is there and was before this node could know: that is no news. */
    void wasThere(AccountId account);

    /** Listens to nothing. */
    PresenceListener NONE = new PresenceListener() {
        @Override
        public void came(AccountId account) {}

        @Override
        public void went(AccountId account) {}

        @Override
        public void wasThere(AccountId account) {}
    };
}
