package dev.chatrooms.application.admin;

import static dev.chatrooms.application.Fixture.UNLIMITED;
import static dev.chatrooms.application.Outcomes.get;
import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Fixture;
import dev.chatrooms.application.HandClock;
import dev.chatrooms.application.account.AccountRecovery.PasswordReset;
import dev.chatrooms.application.account.Login;
import dev.chatrooms.application.account.Mailbox;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Mailer.Mail;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.AccountRole;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The mail for an account that an administrator has created. */
class CreatedAccountMailTest {
    private static final String ADDRESS = "erin@example.org";

    private final HandClock clock = new HandClock();
    private final Mailbox mailbox = new Mailbox();
    private final Chat chat = Fixture.builder(MemoryStorage.create())
            .settings(UNLIMITED)
            .clock(clock)
            .mailer(mailbox)
            .build();

    @AfterEach
    void close() {
        chat.close();
    }

    private void create() {
        get(chat.administration()
                .accounts()
                .create(new NewAccount("erin", null, ADDRESS, AccountRole.USER, "Erin Doe")));
    }

    @Test
    void mailShouldSayThatAnAccountWasCreated() {
        create();

        Mail mail = mailbox.nextTo(ADDRESS);

        assertThat(mail.subject()).isEqualTo("Your account at Chatrooms");
        assertThat(mail.text())
                .contains("Hello Erin Doe,", "created an account for you", "Your username is erin.")
                .doesNotContain("asked to reset");
    }

    @Test
    void linkShouldSetThePasswordWithinADay() {
        create();
        String token = mailbox.tokenTo(ADDRESS);
        clock.advance(Duration.ofHours(23));

        get(chat.recovery().resetPassword(new PasswordReset(token, "battery staple", null)));

        get(chat.authentication().login(new Login("erin", "battery staple", null, null)));
    }

    @Test
    void linkShouldExpireAfterADay() {
        create();
        String token = mailbox.tokenTo(ADDRESS);
        clock.advance(Duration.ofDays(1));

        assertThat(refusal(() -> chat.recovery().checkResetToken(token, null)).code())
                .isEqualTo(RefusalCode.NOT_FOUND);
    }
}
