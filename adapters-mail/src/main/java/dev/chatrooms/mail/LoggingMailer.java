package dev.chatrooms.mail;

import dev.chatrooms.application.spi.Mailer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * For who has no mail server: logs each mail whole, with the codes and links in it. It is the one exception to the rule
 * that no secret reaches a log, so it says so when it is made.
 */
public final class LoggingMailer implements Mailer {
    private static final Logger LOG = System.getLogger(LoggingMailer.class.getName());

    /** Warns that mails are not sent. */
    public LoggingMailer() {
        LOG.log(
                Level.WARNING,
                "No mail server is configured: mails are not sent but logged whole, with the codes and links in them");
    }

    @Override
    public void send(Mail mail) {
        LOG.log(
                Level.INFO,
                () -> "Mail to " + mail.to() + ": " + mail.subject() + "\n" + mail.text() + "\n" + mail.html());
    }
}
