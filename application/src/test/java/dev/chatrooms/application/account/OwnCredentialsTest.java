package dev.chatrooms.application.account;

import static dev.chatrooms.application.Fixture.UNLIMITED;
import static dev.chatrooms.application.Fixture.login;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.verify;
import static dev.chatrooms.application.Fixture.withLimits;
import static dev.chatrooms.application.Outcomes.blamed;
import static dev.chatrooms.application.Outcomes.get;
import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Fixture;
import dev.chatrooms.application.HandClock;
import dev.chatrooms.application.account.AccountRecovery.EmailChange;
import dev.chatrooms.application.account.AccountRecovery.PasswordChange;
import dev.chatrooms.application.account.AccountRecovery.Verification;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.id.AccountId;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Changes of the caller's own password and address. */
class OwnCredentialsTest {
    private static final String ADDRESS = "alice@example.org";
    private static final String OTHER = "alice@example.net";

    private final Mailbox mailbox = new Mailbox();
    private final Storage storage = MemoryStorage.create();
    private final Chat chat = chat(UNLIMITED);
    private final Caller alice = person(chat, "alice");

    private Chat chat(ChatSettings settings) {
        return Fixture.builder(storage)
                .settings(settings)
                .clock(new HandClock())
                .mailer(mailbox)
                .build();
    }

    @AfterEach
    void close() {
        chat.close();
    }

    private static PasswordChange password(String from, String to) {
        return new PasswordChange(from, to, null);
    }

    private static EmailChange email(String to) {
        return new EmailChange(to, "correct horse", null);
    }

    private Account account() {
        return chat.accounts().account(alice);
    }

    // ---- password

    @Test
    void changePasswordShouldEndAllOtherSessionsAndNotifyTheVerifiedAddress() {
        verify(storage, alice, ADDRESS);
        SignedIn there = get(chat.authentication().login(new Login("alice", "correct horse", null, null)));
        SignedIn here = get(chat.authentication().login(new Login("alice", "correct horse", null, null)));
        Caller caller = chat.authentication().authenticate(here.accessToken());

        get(chat.recovery().changePassword(caller, password("correct horse", "battery staple")));

        chat.authentication().authenticate(here.accessToken());
        assertThat(refusal(() -> chat.authentication().authenticate(there.accessToken()))
                        .code())
                .isEqualTo(RefusalCode.UNAUTHENTICATED);
        assertThat(refusal(chat.authentication().login(new Login("alice", "correct horse", null, null)))
                        .code())
                .isEqualTo(RefusalCode.BAD_CREDENTIALS);
        get(chat.authentication().login(new Login("alice", "battery staple", null, null)));
        assertThat(mailbox.nextTo(ADDRESS).subject()).isEqualTo("Your password was changed");
    }

    @Test
    void changePasswordShouldVoidAResetLink() {
        verify(storage, alice, ADDRESS);
        chat.recovery().forgotPassword(ADDRESS, null);
        String token = mailbox.tokenTo(ADDRESS);

        get(chat.recovery().changePassword(alice, password("correct horse", "battery staple")));

        assertThat(refusal(() -> chat.recovery().checkResetToken(token, null)).code())
                .isEqualTo(RefusalCode.NOT_FOUND);
    }

    @Test
    void changePasswordShouldVoidAPendingChangeOfTheAddress() {
        verify(storage, alice, ADDRESS);
        get(chat.recovery().changeEmail(alice, email(OTHER)));
        String code = mailbox.codeTo(OTHER);

        get(chat.recovery().changePassword(alice, password("correct horse", "battery staple")));

        assertThat(refusal(() -> chat.recovery().verify(new Verification("alice", code, null)))
                        .code())
                .isEqualTo(RefusalCode.INVALID_CODE);
        assertThat(account().email()).hasToString(ADDRESS);
    }

    @Test
    void changePasswordShouldKeepTheCodeOfAnUnverifiedAddress() {
        get(chat.recovery().changeEmail(alice, email(ADDRESS)));
        String code = mailbox.codeTo(ADDRESS);

        get(chat.recovery().changePassword(alice, password("correct horse", "battery staple")));

        chat.recovery().verify(new Verification("alice", code, null));
        assertThat(account().emailVerified()).isTrue();
    }

    @Test
    void changePasswordShouldBeRefusedWhenTheCurrentPasswordIsWrong() {
        Caller here = login(chat, "alice");

        for (String wrong : new String[] {"wrong horse", "short", ""}) {
            assertThat(refusal(chat.recovery().changePassword(here, password(wrong, "battery staple")))
                            .code())
                    .isEqualTo(RefusalCode.BAD_CREDENTIALS);
        }
        get(chat.authentication().login(new Login("alice", "correct horse", null, null)));
    }

    @Test
    void changePasswordShouldReportEveryInvalidField() {
        assertThat(blamed(refusal(chat.recovery().changePassword(alice, password(null, "short")))))
                .containsExactly("currentPassword missing", "newPassword too_short");
    }

    @Test
    void changesShouldBeRefusedWhenTheAccountIsDeleted() {
        Caller unknown = Caller.of(new AccountId(new UUID(0, 1)));

        assertThat(refusal(chat.recovery().changePassword(unknown, password("correct horse", "battery staple")))
                        .code())
                .isEqualTo(RefusalCode.UNKNOWN_ACCOUNT);
        assertThat(refusal(chat.recovery().changeEmail(unknown, email(OTHER))).code())
                .isEqualTo(RefusalCode.UNKNOWN_ACCOUNT);
    }

    // ---- address

    @Test
    void changeEmailShouldKeepTheVerifiedAddressUntilTheNewOneIsVerified() {
        verify(storage, alice, ADDRESS);

        get(chat.recovery().changeEmail(alice, email(OTHER)));
        String code = mailbox.codeTo(OTHER);

        assertThat(account().email()).hasToString(ADDRESS);
        assertThat(account().emailVerified()).isTrue();
        chat.recovery().forgotPassword(ADDRESS, null);
        String token = mailbox.tokenTo(ADDRESS);

        chat.recovery().verify(new Verification("alice", code, null));

        assertThat(account().email()).hasToString(OTHER);
        assertThat(account().emailVerified()).isTrue();
        assertThat(refusal(() -> chat.recovery().checkResetToken(token, null)).code())
                .as("what went to the address before")
                .isEqualTo(RefusalCode.NOT_FOUND);
    }

    @Test
    void changeEmailShouldReplaceAnUnverifiedAddress() {
        get(chat.recovery().changeEmail(alice, email(ADDRESS)));
        String first = mailbox.codeTo(ADDRESS);
        get(chat.recovery().changeEmail(alice, email(OTHER)));
        String second = mailbox.codeTo(OTHER);

        assertThat(account().email()).hasToString(OTHER);
        assertThat(account().emailVerified()).isFalse();
        if (!first.equals(second)) {
            assertThat(refusal(() -> chat.recovery().verify(new Verification("alice", first, null)))
                            .code())
                    .isEqualTo(RefusalCode.INVALID_CODE);
        }
        chat.recovery().verify(new Verification("alice", second, null));
        assertThat(account().email()).hasToString(OTHER);
    }

    @Test
    void resendCodeShouldGoToTheNewAddress() {
        verify(storage, alice, ADDRESS);
        get(chat.recovery().changeEmail(alice, email(OTHER)));
        mailbox.codeTo(OTHER);

        chat.recovery().resendCode("alice", null);

        chat.recovery().verify(new Verification("alice", mailbox.codeTo(OTHER), null));
        assertThat(account().email()).hasToString(OTHER);
    }

    @Test
    void changeEmailShouldBeRefusedWhenThePasswordIsWrong() {
        assertThat(refusal(chat.recovery().changeEmail(alice, new EmailChange(OTHER, "wrong horse", null)))
                        .code())
                .isEqualTo(RefusalCode.BAD_CREDENTIALS);
        assertThat(blamed(refusal(chat.recovery().changeEmail(alice, new EmailChange("nowhere", null, null)))))
                .containsExactly("email illegal_format", "currentPassword missing");
        assertThat(account().email()).isNull();
    }

    @Test
    void attemptsShouldBeLimitedPerAccountAndPerAddress() {
        Caller bob = person(chat, "bob");
        try (Chat limited = chat(withLimits(0, 2, 0))) {
            PasswordChange wrong = new PasswordChange("wrong horse", "battery staple", "192.0.2.1");
            refusal(limited.recovery().changePassword(alice, wrong));
            refusal(limited.recovery().changeEmail(alice, new EmailChange(OTHER, "wrong horse", "192.0.2.1")));

            assertThat(refusal(limited.recovery().changePassword(alice, password("correct horse", "battery staple")))
                            .code())
                    .isEqualTo(RefusalCode.RATE_LIMITED);
            assertThat(refusal(limited.recovery().changePassword(bob, wrong)).code())
                    .isEqualTo(RefusalCode.RATE_LIMITED);
        }
    }

    @Test
    void requestsShouldNotPrintTheirSecrets() {
        assertThat(password("correct horse", "battery staple").toString()).doesNotContain("horse", "battery");
        assertThat(email(OTHER).toString()).doesNotContain("horse");
        assertThat(new Verification("alice", "12345678", null).toString()).doesNotContain("12345678");
        assertThat(new AccountRecovery.PasswordReset("secret", "battery staple", null).toString())
                .doesNotContain("secret", "battery");
    }
}
