package dev.chatrooms.server;

import dev.chatrooms.application.spi.Mailer;
import dev.chatrooms.mail.LoggingMailer;
import dev.chatrooms.mail.SmtpMailer;
import dev.chatrooms.mail.SmtpServer;
import dev.chatrooms.server.configuration.Configuration;

/** Creates the mailer of a configuration. */
final class Mailers {
    private Mailers() {}

    /** Returns a mailer over SMTP, or one that writes to the log if no server is set. Does not connect yet. */
    static Mailer of(Configuration configuration) {
        Configuration.Mail mail = configuration.mail();
        return mail.smtp()
                .<Mailer>map(url ->
                        new SmtpMailer(SmtpServer.parse(url.reveal()), mail.from(), SmtpMailer.Timeouts.DEFAULTS))
                .orElseGet(LoggingMailer::new);
    }
}
