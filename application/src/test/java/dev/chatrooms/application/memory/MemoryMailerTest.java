package dev.chatrooms.application.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.spi.Mailer.Mail;
import dev.chatrooms.domain.account.EmailAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MemoryMailerTest {
    private final MemoryMailer mailer = new MemoryMailer();

    private static Mail mail(int number) {
        return new Mail(new EmailAddress("a@example.org"), "Mail " + number, "text", "<p>text</p>");
    }

    @Test
    void takeShouldAnswerTheOldestOnce() {
        mailer.send(mail(1));
        mailer.send(mail(2));

        assertThat(mailer.mails()).containsExactly(mail(1), mail(2));
        assertThat(mailer.take(Duration.ZERO)).isEqualTo(mail(1));
        assertThat(mailer.take(Duration.ZERO)).isEqualTo(mail(2));
        assertThat(mailer.take(Duration.ZERO)).isNull();
    }

    @Test
    void sendShouldDropTheOldestWhenItIsFull() {
        for (int i = 0; i <= MemoryMailer.KEPT; i++) {
            mailer.send(mail(i));
        }

        assertThat(mailer.mails())
                .hasSize(MemoryMailer.KEPT)
                .startsWith(mail(1))
                .endsWith(mail(MemoryMailer.KEPT));
    }
}
