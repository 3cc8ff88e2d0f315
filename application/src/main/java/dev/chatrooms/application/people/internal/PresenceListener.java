package dev.chatrooms.application.people.internal;

import dev.chatrooms.domain.id.AccountId;

/**
 * A listener for accounts that go online and offline, over all nodes. Calls are serial and in order, under the
 * registry's lock: they must not block, nor call the registry.
 */
public interface PresenceListener {
    /** Called when an account without a stream on any node opens one. */
    void onOnline(AccountId account);

    /**
     * Called when an account's last stream on any node ends, or when the nodes that had one are no longer heard from.
     */
    void onOffline(AccountId account);

    /** Called for an account that was online before this node could know. It is no change of presence. */
    void onAlreadyOnline(AccountId account);

    /** A listener that does nothing. */
    PresenceListener NONE = new PresenceListener() {
        @Override
        public void onOnline(AccountId account) {}

        @Override
        public void onOffline(AccountId account) {}

        @Override
        public void onAlreadyOnline(AccountId account) {}
    };
}
