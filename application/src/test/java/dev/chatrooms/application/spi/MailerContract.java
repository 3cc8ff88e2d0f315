package dev.chatrooms.application.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.spi.Mailer.Mail;
import dev.chatrooms.domain.account.EmailAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of a {@link Mailer} for mails that it accepts. */
public interface MailerContract {
    /** Returns the mailer of this test; the same one each time. */
    Mailer mailer();

    /**
     * Returns the mails that have arrived where the mailer passes them on, those to one recipient oldest first, with
     * {@code \n} as line end.
     */
    List<Mail> delivered() throws Exception;

    private static Mail mail(String to, String subject, String text) {
        return new Mail(new EmailAddress(to), subject, text, "<p>" + text + "</p>");
    }

    @Test
    default void sendShouldDeliverTheMailWithBothForms() throws Exception {
        Mail mail = new Mail(new EmailAddress("alice@example.org"), "Your code", "Code 48151623", "<p>48151623</p>");

        mailer().send(mail);

        assertThat(delivered()).containsExactly(mail);
    }

    @Test
    default void sendShouldReturnAfterTheMailIsDelivered() throws Exception {
        for (int i = 1; i <= 3; i++) {
            mailer().send(mail("alice@example.org", "Mail " + i, "text"));

            assertThat(delivered()).hasSize(i);
        }
    }

    @Test
    default void sendShouldDeliverMailsToTheirRecipientsInOrder() throws Exception {
        List<Mail> mails = List.of(
                mail("alice@example.org", "First", "one"),
                mail("bob@example.org", "Second", "two"),
                mail("alice@example.org", "Third", "three"));

        mails.forEach(mailer()::send);

        assertThat(delivered())
                .containsExactlyInAnyOrderElementsOf(mails)
                .filteredOn(mail -> mail.to().equals(mails.get(0).to()))
                .containsExactly(mails.get(0), mails.get(2));
    }

    @Test
    default void sendShouldDeliverEqualMailsEachTime() throws Exception {
        Mail mail = mail("alice@example.org", "Your code", "48151623");

        mailer().send(mail);
        mailer().send(mail);

        assertThat(delivered()).containsExactly(mail, mail);
    }

    @Test
    default void sendShouldKeepLettersBeyondAsciiAndLineBreaks() throws Exception {
        Mail mail = mail("alice@example.org", "Grüße, 你好 😀", "Ein Code für dich:\n\n你好 😀\n.\nEnde");

        mailer().send(mail);

        assertThat(delivered()).containsExactly(mail);
    }

    @Test
    default void mailerShouldNotPrintTheMailsItHasSent() {
        mailer().send(mail("alice@example.org", "Your code", "48151623"));

        assertThat(mailer().toString()).doesNotContain("48151623").doesNotContain("alice@example.org");
    }
}
