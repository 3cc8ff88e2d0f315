package dev.chatrooms.application.spi;

import dev.chatrooms.domain.account.EmailAddress;
import org.jspecify.annotations.Nullable;

/**
 * Sends mail. Its calls come from one thread that has nothing else to do, and may block it for a bounded time (a
 * minute).
 */
@FunctionalInterface
public interface Mailer {
    /**
     * A mail in both forms, for the reader's program to choose from. Prints without its content, which holds codes and
     * links that are as good as a password.
     */
    record Mail(EmailAddress to, String subject, String text, String html) {
        @Override
        public String toString() {
            return "Mail[subject=" + subject + "]";
        }
    }

    /**
     * The mail was not taken, as far as is known; trying again later may help. Never quotes the mail or credentials.
     */
    final class NotSent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final boolean forGood;

        /**
         * Says why.
         *
         * @param forGood whether trying again is of no use: the server refuses this very address
         */
        public NotSent(String message, boolean forGood, @Nullable Throwable cause) {
            super(message, cause);
            this.forGood = forGood;
        }

        public boolean isForGood() {
            return forGood;
        }
    }

    /**
     * Sends it. Returns when the mail is in the care of somebody else: it may arrive more than once, where that was not
     * known.
     *
     * @throws NotSent if it was not taken
     */
    void send(Mail mail);
}
