package dev.chatrooms.application.account;

import static dev.chatrooms.application.Fixture.UNLIMITED;
import static dev.chatrooms.application.Fixture.disable;
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
import dev.chatrooms.application.account.AccountRecovery.PasswordReset;
import dev.chatrooms.application.account.AccountRecovery.Verification;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.PasswordHasher;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.Together;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Password;
import dev.chatrooms.domain.account.PasswordHash;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The reset of a forgotten password. */
class PasswordResetTest {
    private static final String ADDRESS = "alice@example.org";

    private final HandClock clock = new HandClock();
    private final Mailbox mailbox = new Mailbox();
    private final CountingHasher hasher = new CountingHasher();
    private final Storage storage = MemoryStorage.create();
    private final Chat chat = chat(UNLIMITED);
    private final Caller alice = person(chat, "alice");

    private Chat chat(ChatSettings settings) {
        return Fixture.builder(storage)
                .settings(settings)
                .clock(clock)
                .mailer(mailbox)
                .passwordHasher(hasher)
                .build();
    }

    @AfterEach
    void close() {
        chat.close();
    }

    private String forgotten() {
        chat.recovery().forgotPassword(ADDRESS, null);
        return mailbox.tokenTo(ADDRESS);
    }

    private ChatException refused(String token) {
        return refusal(chat.recovery().resetPassword(new PasswordReset(token, "battery staple", null)));
    }

    private ChatException loginRefused(String password) {
        return refusal(chat.authentication().login(new Login("alice", password, null, null)));
    }

    @Test
    void resetPasswordShouldSetThePasswordAndEndAllSessions() {
        verify(storage, alice, ADDRESS);
        SignedIn before = get(chat.authentication().login(new Login("alice", "correct horse", null, null)));
        String token = forgotten();
        assertThat(token).hasSize(43);
        chat.recovery().checkResetToken(token, null);
        chat.authentication().authenticate(before.accessToken());

        get(chat.recovery().resetPassword(new PasswordReset(token, "battery staple", null)));

        assertThat(refusal(() -> chat.authentication().authenticate(before.accessToken()))
                        .code())
                .isEqualTo(RefusalCode.UNAUTHENTICATED);
        assertThat(loginRefused("correct horse").code()).isEqualTo(RefusalCode.BAD_CREDENTIALS);
        get(chat.authentication().login(new Login("alice", "battery staple", null, null)));
    }

    @Test
    void loginShouldBeRefusedWhenThePasswordIsReplacedDuringTheCheck() {
        verify(storage, alice, ADDRESS);
        String token = forgotten();
        CountDownLatch verifying = new CountDownLatch(1);
        CompletableFuture<Boolean> replaced = new CompletableFuture<>();
        PasswordHasher slow = new PasswordHasher() {
            @Override
            public CompletableFuture<PasswordHash> hash(Password password) {
                return hasher.hash(password);
            }

            @Override
            public CompletableFuture<Boolean> verify(Password password, PasswordHash hash) {
                verifying.countDown();
                return hasher.verify(password, hash).thenCombine(replaced, (right, done) -> right);
            }
        };
        try (Chat other = Fixture.builder(storage)
                .settings(UNLIMITED)
                .clock(clock)
                .passwordHasher(slow)
                .build()) {
            CompletableFuture<SignedIn> login =
                    other.authentication().login(new Login("alice", "correct horse", null, null));
            Together.await(verifying);
            get(chat.recovery().resetPassword(new PasswordReset(token, "battery staple", null)));
            replaced.complete(true);

            assertThat(refusal(login).code()).isEqualTo(RefusalCode.BAD_CREDENTIALS);
        }
    }

    /**
     * Someone who knew the password may have requested another address, and could take the account over with its code.
     */
    @Test
    void resetPasswordShouldVoidAPendingChangeOfTheAddress() {
        verify(storage, alice, ADDRESS);
        get(chat.recovery().changeEmail(alice, new EmailChange("mallory@example.org", "correct horse", null)));
        String code = mailbox.codeTo("mallory@example.org");

        get(chat.recovery().resetPassword(new PasswordReset(forgotten(), "battery staple", null)));

        assertThat(refusal(() -> chat.recovery().verify(new Verification("alice", code, null)))
                        .code())
                .isEqualTo(RefusalCode.INVALID_CODE);
        chat.recovery().resendCode("alice", null);
        // Mails arrive in order: a mail with a code would be the next one.
        forgotten();
    }

    @Test
    void tokenShouldBeValidOnce() {
        verify(storage, alice, ADDRESS);
        String token = forgotten();
        get(chat.recovery().resetPassword(new PasswordReset(token, "battery staple", null)));
        hasher.computedSince();

        assertThat(refused(token).code()).isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(refusal(() -> chat.recovery().checkResetToken(token, null)).code())
                .isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(hasher.computedSince())
                .as("hashes for a token that is not good")
                .isZero();
    }

    @Test
    void tokenShouldExpireAfterAnHour() {
        verify(storage, alice, ADDRESS);
        String token = forgotten();
        clock.advance(Duration.ofHours(1).minusMillis(1));
        chat.recovery().checkResetToken(token, null);
        clock.advance(Duration.ofMillis(1));

        assertThat(refused(token).code()).isEqualTo(RefusalCode.NOT_FOUND);
    }

    @Test
    void tokenShouldBeVoidWhenANewerOneExists() {
        verify(storage, alice, ADDRESS);
        String first = forgotten();
        String second = forgotten();

        assertThat(refused(first).code()).isEqualTo(RefusalCode.NOT_FOUND);
        get(chat.recovery().resetPassword(new PasswordReset(second, "battery staple", null)));
    }

    @Test
    void tokenShouldBeInvalidWhenTheAccountIsDisabled() {
        verify(storage, alice, ADDRESS);
        String token = forgotten();
        disable(storage, alice);

        assertThat(refused(token).code()).isEqualTo(RefusalCode.NOT_FOUND);
    }

    @Test
    void resetPasswordShouldKeepTheTokenWhenThePasswordIsInvalid() {
        verify(storage, alice, ADDRESS);
        String token = forgotten();

        assertThat(blamed(refusal(chat.recovery().resetPassword(new PasswordReset(token, "short", null)))))
                .containsExactly("newPassword too_short");
        assertThat(blamed(refusal(chat.recovery().resetPassword(new PasswordReset(null, null, null)))))
                .containsExactly("token missing", "newPassword missing");
        chat.recovery().checkResetToken(token, null);
    }

    @Test
    void forgotPasswordShouldMailOnlyTheVerifiedAddressOfAnActiveAccount() {
        get(chat.accounts()
                .register(new Registration("bob", "correct horse", "bob@example.org", null, null, null, null)));
        mailbox.codeTo("bob@example.org");
        Caller carol = person(chat, "carol");
        verify(storage, carol, "carol@example.org");
        disable(storage, carol);
        verify(storage, alice, ADDRESS);

        for (String email : new String[] {"bob@example.org", "carol@example.org", "nobody@example.org", "alice", ""}) {
            chat.recovery().forgotPassword(email, null);
        }

        // Mails arrive in order: another mail would be the next one.
        forgotten();
    }

    @Test
    void resetPasswordShouldAppendTheEventsThatEndStreams() {
        verify(storage, alice, ADDRESS);
        login(chat, "alice");
        long before = head();

        get(chat.recovery().resetPassword(new PasswordReset(forgotten(), "battery staple", null)));

        assertThat(head()).isEqualTo(before + 1);
    }

    private long head() {
        return storage.transactions()
                .read(stores -> stores.log().head().position().value());
    }

    @Test
    void attemptsShouldBeLimitedPerAddress() {
        verify(storage, alice, ADDRESS);
        try (Chat limited = chat(withLimits(0, 2, 0))) {
            for (String email : new String[] {ADDRESS, "nobody@example.org"}) {
                limited.recovery().forgotPassword(email, null);
                limited.recovery().forgotPassword(email, null);
                assertThat(refusal(() -> limited.recovery().forgotPassword(email, null))
                                .code())
                        .isEqualTo(RefusalCode.RATE_LIMITED);
            }
            refusal(() -> limited.recovery().checkResetToken("guess", "192.0.2.1"));
            refusal(limited.recovery().resetPassword(new PasswordReset("guess", "battery staple", "192.0.2.1")));
            assertThat(refusal(() -> limited.recovery().checkResetToken("guess", "192.0.2.1"))
                            .code())
                    .isEqualTo(RefusalCode.RATE_LIMITED);
        }
    }
}
