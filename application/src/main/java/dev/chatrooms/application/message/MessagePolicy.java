package dev.chatrooms.application.message;

import dev.chatrooms.domain.TextRules;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import org.jspecify.annotations.Nullable;

/**
 * The host's decision on a text before it is posted or replaces another one, for example a word filter.
 *
 * <p>Called on a thread of its own pool, so it may block. The time limit includes the wait for a thread. If it passes,
 * or if the policy throws, the call fails with {@code unavailable} and nothing is posted; the thread is interrupted. A
 * host that prefers to let such messages pass catches its own failures and returns {@link Verdict#accept()}.
 *
 * <p>A policy is not asked about what would be refused anyway, about a repeated send whose message exists, nor about
 * the messages of the application itself. The texts of one account are posted in the order of the calls. An edit that
 * waits for the policy may be overtaken by other changes of the message.
 */
@FunctionalInterface
public interface MessagePolicy {
    /**
     * Decides on a text.
     *
     * @throws Exception if no decision is possible
     */
    Verdict review(Submission submission) throws Exception;

    /**
     * A text to decide on.
     *
     * @param edited the message that gets the text; null for a new message
     * @param replyTo for a new message: the message that it replies to
     * @param threadId for a new message: the root of its thread
     */
    record Submission(
            AccountId sender,
            RoomId room,
            String text,
            @Nullable MessageId edited,
            @Nullable MessageId replyTo,
            @Nullable MessageId threadId) {
        /** Returns whether the text replaces that of an existing message. */
        public boolean isEdit() {
            return edited != null;
        }
    }

    /** A decision on a text. */
    sealed interface Verdict {
        int MAX_REASON = 500;

        /** The text is posted as it is. */
        record Accept() implements Verdict {}

        /**
         * The call fails with {@code message_refused}.
         *
         * @param reason shown to the sender, its first {@value #MAX_REASON} code points
         */
        record Refuse(String reason) implements Verdict {
            public Refuse {
                reason = TextRules.truncate(reason, MAX_REASON);
            }
        }

        /**
         * Another text is posted instead.
         *
         * @param text subject to the rules for messages
         */
        record Replace(String text) implements Verdict {}

        /** Returns the verdict that posts the text as it is. */
        static Verdict accept() {
            return new Accept();
        }

        /**
         * Returns the verdict that refuses the text with {@code message_refused}.
         *
         * @param reason shown to the sender, its first {@value #MAX_REASON} code points
         */
        static Verdict refuse(String reason) {
            return new Refuse(reason);
        }

        /**
         * Returns the verdict that posts another text.
         *
         * @param text subject to the rules for messages
         */
        static Verdict replace(String text) {
            return new Replace(text);
        }
    }
}
