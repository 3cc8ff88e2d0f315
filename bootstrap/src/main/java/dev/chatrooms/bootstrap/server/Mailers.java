package dev.chatrooms.bootstrap.server;

import dev.chatrooms.application.spi.Mailer;
import dev.chatrooms.bootstrap.configuration.Configuration;
import dev.chatrooms.mail.LoggingMailer;
import dev.chatrooms.mail.SmtpMailer;
import dev.chatrooms.mail.SmtpServer;

/** How a configuration sends mail. */
final class Mailers {
    private Mailers() {}

    /** Over SMTP, or into the log where no server is named. Reaches for nothing yet. */
    static Mailer of(Configuration configuration) {
        Configuration.Mail mail = configuration.mail();
        return mail.smtp()
                .<Mailer>map(url ->
                        new SmtpMailer(SmtpServer.parse(url.reveal()), mail.from(), SmtpMailer.Timeouts.DEFAULTS))
                .orElseGet(LoggingMailer::new);
    }
}
