package dev.chatrooms.application.account;

import static dev.chatrooms.application.Fixture.UNLIMITED;
import static dev.chatrooms.application.Fixture.disable;
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
import dev.chatrooms.application.account.AccountRecovery.Verification;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Account;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The verification of e-mail addresses. */
class VerificationTest {
    private static final String ADDRESS = "alice@example.org";

    private final HandClock clock = new HandClock();
    private final Mailbox mailbox = new Mailbox();
    private final Storage storage = MemoryStorage.create();
    private final Chat chat = chat(UNLIMITED);

    private Chat chat(ChatSettings settings) {
        return Fixture.builder(storage)
                .settings(settings)
                .clock(clock)
                .mailer(mailbox)
                .build();
    }

    @AfterEach
    void close() {
        chat.close();
    }

    private Account register(String username, String email) {
        return get(
                chat.accounts().register(new Registration(username, "correct horse", email, null, null, null, null)));
    }

    private void enter(String username, String code) {
        chat.recovery().verify(new Verification(username, code, null));
    }

    private ChatException refused(String username, String code) {
        return refusal(() -> enter(username, code));
    }

    private Account account(Account of) {
        return chat.accounts().account(Caller.of(of.id()));
    }

    /** Returns a different code. */
    private static String wrong(String code) {
        return code.equals("00000000") ? "00000001" : "00000000";
    }

    @Test
    void verifyShouldVerifyTheAddressOnceWhenTheCodeIsRight() {
        Account alice = register("alice", ADDRESS);
        String code = mailbox.codeTo(ADDRESS);
        assertThat(account(alice).emailVerified()).isFalse();

        enter("Alice", code);

        assertThat(account(alice).emailVerified()).isTrue();
        assertThat(account(alice).email()).hasToString(ADDRESS);
        assertThat(refused("alice", code).code()).isEqualTo(RefusalCode.INVALID_CODE);
        get(chat.authentication().login(new Login(ADDRESS, "correct horse", null, null)));
    }

    @Test
    void verifyShouldAnswerTheSameForEveryFailure() {
        Account alice = register("alice", ADDRESS);
        String code = mailbox.codeTo(ADDRESS);
        person(chat, "bob");

        ChatException answer = refused("alice", wrong(code));

        assertThat(answer.code()).isEqualTo(RefusalCode.INVALID_CODE);
        for (String[] attempt : new String[][] {
            {"bob", code}, {"nobody", code}, {"no such name", code}, {"", code}, {"alice", ""}, {"alice", code + "0"}
        }) {
            assertThat(refused(attempt[0], attempt[1])).hasMessage(answer.getMessage());
        }
        disable(storage, Caller.of(alice.id()));
        assertThat(refused("alice", code)).hasMessage(answer.getMessage());
    }

    @Test
    void verifyShouldReportMissingFields() {
        assertThat(blamed(refused(null, null))).containsExactly("username missing", "code missing");
    }

    @Test
    void codeShouldBeVoidAfterFiveWrongAttempts() {
        register("alice", ADDRESS);
        String code = mailbox.codeTo(ADDRESS);
        for (int i = 0; i < 5; i++) {
            refused("alice", wrong(code));
        }

        assertThat(refused("alice", code).code()).isEqualTo(RefusalCode.INVALID_CODE);

        chat.recovery().resendCode("alice", null);
        enter("alice", mailbox.codeTo(ADDRESS));
    }

    @Test
    void codeShouldExpireAfterADay() {
        register("alice", ADDRESS);
        String code = mailbox.codeTo(ADDRESS);
        clock.advance(Duration.ofHours(24));

        assertThat(refused("alice", code).code()).isEqualTo(RefusalCode.INVALID_CODE);

        chat.recovery().resendCode("alice", null);
        String next = mailbox.codeTo(ADDRESS);
        clock.advance(Duration.ofHours(24).minusMillis(1));
        enter("alice", next);
    }

    @Test
    void codeShouldBeVoidWhenANewerOneExists() {
        register("alice", ADDRESS);
        String first = mailbox.codeTo(ADDRESS);
        chat.recovery().resendCode("alice", null);
        String second = mailbox.codeTo(ADDRESS);

        if (!first.equals(second)) {
            assertThat(refused("alice", first).code()).isEqualTo(RefusalCode.INVALID_CODE);
        }
        enter("alice", second);
    }

    @Test
    void verifyShouldBeRefusedWhenAnotherAccountHasVerifiedTheAddress() {
        Account alice = register("alice", ADDRESS);
        String alices = mailbox.codeTo(ADDRESS);
        Account bob = register("bob", "ALICE@example.org");
        String bobs = mailbox.codeTo("ALICE@example.org");
        enter("bob", bobs);

        assertThat(refused("alice", alices).code()).isEqualTo(RefusalCode.EMAIL_TAKEN);

        assertThat(account(alice).emailVerified()).isFalse();
        assertThat(account(bob).emailVerified()).isTrue();
    }

    @Test
    void registerShouldMailACodeEvenIfAnotherAccountHasVerifiedTheAddress() {
        verify(storage, person(chat, "bob"), ADDRESS);

        register("alice", ADDRESS);

        mailbox.codeTo(ADDRESS);
    }

    @Test
    void resendCodeShouldMailNothingWhenNoAddressIsPending() {
        Caller bob = person(chat, "bob");
        verify(storage, bob, "bob@example.org");
        Account carol = register("carol", "carol@example.org");
        mailbox.codeTo("carol@example.org");
        disable(storage, Caller.of(carol.id()));

        chat.recovery().resendCode("bob", null);
        chat.recovery().resendCode("carol", null);
        chat.recovery().resendCode("nobody", null);
        chat.recovery().resendCode("no such name", null);

        // Mails arrive in order: another mail would be the next one.
        register("alice", ADDRESS);
        mailbox.codeTo(ADDRESS);
    }

    @Test
    void loginShouldRequireAVerifiedAddressOnlyIfConfigured() {
        register("alice", ADDRESS);
        try (Chat strict = chat(UNLIMITED.toBuilder().requireVerifiedEmail(true).build())) {
            assertThat(refusal(strict.authentication().login(new Login("alice", "wrong horse", null, null)))
                            .code())
                    .isEqualTo(RefusalCode.BAD_CREDENTIALS);
            assertThat(refusal(strict.authentication().login(new Login("alice", "correct horse", null, null)))
                            .code())
                    .isEqualTo(RefusalCode.EMAIL_NOT_VERIFIED);

            enter("alice", mailbox.codeTo(ADDRESS));

            get(strict.authentication().login(new Login("alice", "correct horse", null, null)));
        }
        get(chat.authentication().login(new Login("alice", "correct horse", null, null)));
    }

    @Test
    void registerShouldRequireAnAddressIfVerificationIsConfigured() {
        try (Chat strict = chat(UNLIMITED.toBuilder().requireVerifiedEmail(true).build())) {
            assertThat(blamed(refusal(strict.accounts().register(Registration.of("alice", "correct horse")))))
                    .containsExactly("email missing");

            get(strict.administration().createAdmin(Registration.of("root", "correct horse")));
            get(strict.authentication().login(new Login("root", "correct horse", null, null)));
        }
    }

    @Test
    void attemptsShouldBeLimitedPerNameAndPerAddress() {
        try (Chat limited = chat(withLimits(0, 3, 0))) {
            for (String name : new String[] {"alice", "nobody"}) {
                for (int i = 0; i < 3; i++) {
                    refusal(() -> limited.recovery().verify(new Verification(name, "00000000", null)));
                    limited.recovery().resendCode(name, null);
                }
                ChatException tooOften =
                        refusal(() -> limited.recovery().verify(new Verification(name, "00000000", null)));
                assertThat(tooOften.code()).isEqualTo(RefusalCode.RATE_LIMITED);
                assertThat(tooOften.retryAfter()).hasValue(Duration.ofSeconds(20));
                assertThat(refusal(() -> limited.recovery().resendCode(name, null))
                                .code())
                        .isEqualTo(RefusalCode.RATE_LIMITED);
            }
            for (int i = 0; i < 3; i++) {
                Verification guess = new Verification("guess" + i, "00000000", "192.0.2.1");
                refusal(() -> limited.recovery().verify(guess));
            }
            assertThat(refusal(() -> limited.recovery().verify(new Verification("carol", "00000000", "192.0.2.1")))
                            .code())
                    .isEqualTo(RefusalCode.RATE_LIMITED);
        }
    }
}
