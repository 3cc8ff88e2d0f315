package dev.chatrooms.mail;

import dev.chatrooms.application.spi.Mailer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Logs each mail in full instead of sending it, for servers without a mail server. Mails contain codes and links that
 * are secrets. This is the only exception to the rule that secrets are not logged, so the constructor logs a warning.
 */
public final class LoggingMailer implements Mailer {
    private static final Logger LOG = System.getLogger(LoggingMailer.class.getName());

    /** Logs a warning that mails are not sent. */
    public LoggingMailer() {
        LOG.log(
                Level.WARNING,
                "No mail server is configured: mails are not sent but logged in full, including their codes and links");
    }

    @Override
    public void send(Mail mail) {
        LOG.log(
                Level.INFO,
                () -> "Mail to " + mail.to() + ": " + mail.subject() + "\n" + mail.text() + "\n" + mail.html());
    }
}
