package dev.chatrooms.application.event;

import dev.chatrooms.domain.id.AccountId;

/** Is told who has a live stream on this node, on the feed's own thread: it must not block. */
public interface StreamListener {
    /** Somebody who had no stream has one. */
    void came(AccountId account);

    /** Somebody's last stream has ended. */
    void went(AccountId account);

    /** Listens to nothing. */
    StreamListener NONE = new StreamListener() {
        @Override
        public void came(AccountId account) {}

        @Override
        public void went(AccountId account) {}
    };
}
