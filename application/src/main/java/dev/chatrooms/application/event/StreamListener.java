package dev.chatrooms.application.event;

import dev.chatrooms.domain.id.AccountId;

/**
 * A listener for accounts that connect to and disconnect from this node. Called on the feed's thread: must not block.
 */
public interface StreamListener {
    /** Called when an account without a stream on this node opens one. */
    void onConnected(AccountId account);

    /** Called when an account's last stream on this node ends. */
    void onDisconnected(AccountId account);

    /** A listener that does nothing. */
    StreamListener NONE = new StreamListener() {
        @Override
        public void onConnected(AccountId account) {}

        @Override
        public void onDisconnected(AccountId account) {}
    };
}
