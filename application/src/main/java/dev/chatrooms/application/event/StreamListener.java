package dev.chatrooms.application.event;

import dev.chatrooms.domain.id.AccountId;

/**
 * A listener for accounts that connect to and disconnect from this node. Called on the feed's thread: must not block.
 */
public interface StreamListener {
    /** Receives an account that opens its first stream on this node. */
    void onConnected(AccountId account);

    /** Receives an account whose last stream on this node has ended. */
    void onDisconnected(AccountId account);

    /** A listener that does nothing. */
    StreamListener NONE = new StreamListener() {
        @Override
        public void onConnected(AccountId account) {}

        @Override
        public void onDisconnected(AccountId account) {}
    };
}
