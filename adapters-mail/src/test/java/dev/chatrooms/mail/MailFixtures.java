package dev.chatrooms.mail;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.chatrooms.application.spi.Mailer;
import dev.chatrooms.application.spi.Mailer.Mail;
import dev.chatrooms.application.spi.Mailer.NotSent;
import dev.chatrooms.domain.account.EmailAddress;
import java.time.Duration;

/** Mails and mailers for tests. */
final class MailFixtures {
    static final String SENDER = "chatrooms@example.org";
    static final String CODE = "48151623";
    static final EmailAddress ALICE = new EmailAddress("alice@example.org");
    static final Mail MAIL =
            new Mail(ALICE, "Your code", "Your code:\n\n" + CODE + "\n", "<p>Your code: " + CODE + "</p>");
    /** Timeouts that no test reaches with a server that replies. */
    static final SmtpMailer.Timeouts LONG_TIMEOUTS =
            new SmtpMailer.Timeouts(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(50));

    private MailFixtures() {}

    static SmtpMailer mailer(String url) {
        return new SmtpMailer(SmtpServer.parse(url), SENDER, LONG_TIMEOUTS);
    }

    static NotSent failure(Mailer mailer) {
        return failure(mailer, MAIL);
    }

    static NotSent failure(Mailer mailer, Mail mail) {
        return catchThrowableOfType(NotSent.class, () -> mailer.send(mail));
    }
}
