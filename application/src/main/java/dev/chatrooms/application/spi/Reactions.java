package dev.chatrooms.application.spi;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.message.Reaction;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.message.Emoji;
import java.time.Instant;

/** Who has reacted to which message how. The message's room is locked by whoever changes them. */
public interface Reactions {
    /** What became of a reaction. */
    enum Outcome {
        DONE,
        /** It was so already. */
        UNCHANGED,
        /** The message has as many kinds as it may, and this is another. */
        TOO_MANY_KINDS
    }

    /**
     * Adds somebody's reaction after all others of the message.
     *
     * @param mostKinds how many different emojis there may be
     */
    Outcome add(MessageId message, Emoji emoji, AccountId account, int mostKinds, Instant at);

    /** Takes somebody's reaction away. */
    Outcome remove(MessageId message, Emoji emoji, AccountId account);

    /**
     * Who has reacted, the first one first. @throws dev.chatrooms.application.common.InvalidCursor for a cursor that is
     * none of this list's
     */
    Page<Reaction> list(MessageId message, PageRequest page);
}
