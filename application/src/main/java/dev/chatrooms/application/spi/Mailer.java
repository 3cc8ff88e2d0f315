package dev.chatrooms.application.spi;

import dev.chatrooms.domain.account.EmailAddress;
import org.jspecify.annotations.Nullable;

/** Sends mail. Called from one dedicated thread, which it may block for a bounded time (a minute). */
@FunctionalInterface
public interface Mailer {
    /** A mail as text and as HTML. {@code toString} omits the content, which may include codes and links. */
    record Mail(EmailAddress to, String subject, String text, String html) {
        @Override
        public String toString() {
            return "Mail[subject=" + subject + "]";
        }
    }

    /**
     * Thrown when a mail was not accepted, as far as is known. The message does not contain the mail or credentials.
     */
    final class NotSent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final boolean permanent;

        /**
         * Creates the exception.
         *
         * @param permanent whether a retry is useless because the server rejects this address
         */
        public NotSent(String message, boolean permanent, @Nullable Throwable cause) {
            super(message, cause);
            this.permanent = permanent;
        }

        public boolean isPermanent() {
            return permanent;
        }
    }

    /**
     * Sends a mail. Returns when another system has accepted it. A mail may arrive more than once if its acceptance was
     * not known.
     *
     * @throws NotSent if it was not accepted
     */
    void send(Mail mail);
}
