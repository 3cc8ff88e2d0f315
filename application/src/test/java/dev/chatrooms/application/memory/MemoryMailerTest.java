package dev.chatrooms.application.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.spi.Mailer;
import dev.chatrooms.application.spi.Mailer.Mail;
import dev.chatrooms.application.spi.MailerContract;
import dev.chatrooms.domain.account.EmailAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryMailerTest implements MailerContract {
    private final MemoryMailer mailer = new MemoryMailer();

    @Override
    public Mailer mailer() {
        return mailer;
    }

    @Override
    public List<Mail> delivered() {
        return mailer.mails();
    }

    private static Mail mail(int number) {
        return new Mail(new EmailAddress("a@example.org"), "Mail " + number, "text", "<p>text</p>");
    }

    @Test
    void takeShouldReturnEachMailOnceOldestFirst() {
        mailer.send(mail(1));
        mailer.send(mail(2));

        assertThat(mailer.mails()).containsExactly(mail(1), mail(2));
        assertThat(mailer.take(Duration.ZERO)).isEqualTo(mail(1));
        assertThat(mailer.take(Duration.ZERO)).isEqualTo(mail(2));
        assertThat(mailer.take(Duration.ZERO)).isNull();
    }

    @Test
    void sendShouldDropTheOldestWhenTheMailboxIsFull() {
        for (int i = 0; i <= MemoryMailer.KEPT; i++) {
            mailer.send(mail(i));
        }

        assertThat(mailer.mails())
                .hasSize(MemoryMailer.KEPT)
                .startsWith(mail(1))
                .endsWith(mail(MemoryMailer.KEPT));
    }
}
