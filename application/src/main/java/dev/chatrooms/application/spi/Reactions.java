package dev.chatrooms.application.spi;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.message.Reaction;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.message.Emoji;
import java.time.Instant;

/** Reactions to messages. Changes are made under the lock of the message's room. */
public interface Reactions {
    /** The outcome of a change. */
    enum Outcome {
        DONE,
        /** The reaction was as requested already. */
        UNCHANGED,
        /** The message has the maximum number of different emojis, and this is another one. */
        TOO_MANY_KINDS
    }

    /**
     * Adds a reaction after all others of the message.
     *
     * @param mostKinds the maximum number of different emojis
     */
    Outcome add(MessageId message, Emoji emoji, AccountId account, int mostKinds, Instant at);

    /** Removes a reaction. */
    Outcome remove(MessageId message, Emoji emoji, AccountId account);

    /**
     * Lists the reactions to a message, oldest first.
     *
     * @throws dev.chatrooms.application.common.InvalidCursor if the cursor does not belong to this list
     */
    Page<Reaction> list(MessageId message, PageRequest page);
}
