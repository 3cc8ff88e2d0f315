package dev.chatrooms.mail;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.chatrooms.application.spi.Mailer;
import dev.chatrooms.application.spi.Mailer.Mail;
import dev.chatrooms.application.spi.Mailer.NotSent;
import dev.chatrooms.domain.account.EmailAddress;
import java.time.Duration;

/** Mails and mailers to test with. */
final class Mails {
    static final String SENDER = "chatrooms@example.org";
    static final String CODE = "48151623";
    static final EmailAddress ALICE = new EmailAddress("alice@example.org");
    static final Mail MAIL =
            new Mail(ALICE, "Your code", "Your code:\n\n" + CODE + "\n", "<p>Your code: " + CODE + "</p>");
    /** Enough for whoever answers at all. */
    static final SmtpMailer.Limits PATIENT =
            new SmtpMailer.Limits(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(50));

    private Mails() {}

    static SmtpMailer mailer(String url) {
        return new SmtpMailer(SmtpServer.parse(url), SENDER, PATIENT);
    }

    static NotSent failure(Mailer mailer) {
        return failure(mailer, MAIL);
    }

    static NotSent failure(Mailer mailer, Mail mail) {
        return catchThrowableOfType(NotSent.class, () -> mailer.send(mail));
    }
}
