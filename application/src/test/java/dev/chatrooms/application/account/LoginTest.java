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
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.StoreFixture;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.PasswordHash;
import dev.chatrooms.domain.account.Session;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginTest {
    private final HandClock clock = new HandClock();
    private final CountingHasher hasher = new CountingHasher();
    private final Storage storage = MemoryStorage.create();
    private final Chat chat = Fixture.builder(storage)
            .settings(UNLIMITED)
            .clock(clock)
            .passwordHasher(hasher)
            .build();
    private final Caller alice = person(chat, "alice");

    @AfterEach
    void close() {
        chat.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "ALICE"})
    void loginShouldOpenASessionWhenCredentialsAreRight(String username) {
        SignedIn signedIn = get(chat.authentication().login(attempt(username, "correct horse")));

        Caller caller = chat.authentication().authenticate(signedIn.accessToken());
        assertThat(caller.accountId()).isEqualTo(alice.accountId());
        assertThat(caller.expiresAt()).isEqualTo(clock.instant().plus(Duration.ofDays(1)));
        assertThat(signedIn.account().id()).isEqualTo(alice.accountId());
        assertThat(signedIn.accessLifetime()).isEqualTo(Duration.ofMinutes(30));
        assertThat(signedIn.refreshLifetime()).isEqualTo(Duration.ofDays(1));
        assertThat(signedIn.refreshToken()).hasSize(43);
        assertThat(signedIn.toString()).doesNotContain(signedIn.accessToken(), signedIn.refreshToken());
    }

    @Test
    void loginShouldOpenANewSessionEachTime() {
        SignedIn one = get(chat.authentication().login(attempt("alice", "correct horse")));
        SignedIn two = get(chat.authentication().login(attempt("alice", "correct horse")));

        assertThat(one.accessToken()).isNotEqualTo(two.accessToken());
        assertThat(one.refreshToken()).isNotEqualTo(two.refreshToken());
        assertThat(chat.authentication().authenticate(one.accessToken()).session())
                .isNotEqualTo(
                        chat.authentication().authenticate(two.accessToken()).session());
    }

    /**
     * The same response and one hash for every reason, so that neither text nor time reveals whether an account exists.
     */
    @ParameterizedTest
    @CsvSource({
        "alice, wrong horse",
        "alice, short",
        "alice, ''",
        "nobody, correct horse",
        "nobody, short",
        "no such name at all, correct horse",
        "'', correct horse",
        "nobody@example.org, correct horse",
        "not @n address, correct horse",
        "alice, nobody's password",
        "nobody, nobody's password",
        "alice, corre\u0301ct horse",
        "nobody, corre\u0301ct horse"
    })
    void loginShouldCostOneHashAndAnswerTheSameForEveryFailure(String username, String password) {
        hasher.computedSince();

        ChatException refusal = refusal(chat.authentication().login(attempt(username, password)));

        assertThat(refusal.code()).isEqualTo(RefusalCode.BAD_CREDENTIALS);
        assertThat(refusal.refusal().detail()).isEqualTo("wrong username or password");
        assertThat(hasher.computedSince()).isEqualTo(1);
    }

    @Test
    void loginShouldAcceptThePasswordInEachForm() {
        get(chat.accounts().register(Registration.of("bob", "re\u0301sume\u0301\u00A0of 2026")));

        for (String form : List.of("re\u0301sume\u0301\u00A0of 2026", "r\u00E9sum\u00E9 of 2026")) {
            assertThat(get(chat.authentication().login(attempt("bob", form)))
                            .account()
                            .username())
                    .hasToString("bob");
        }
    }

    @Test
    void loginShouldAcceptAnOlderPasswordThatIsLongEnoughOnlyAsTyped() {
        // The hash of four letters e, each with a combining accent.
        PasswordHash older =
                new PasswordHash("pbkdf2:MDEyMzQ1Njc4OWFiY2RlZg:CYRzVrJ6RDuk/zyGalreo8O/3FbzFtrrhNp+vlOSq2c");
        StoreFixture.in(storage).write(uow -> {
            uow.accounts().setPassword(alice.accountId(), older);
            return uow;
        });

        assertThat(get(chat.authentication().login(attempt("alice", "e\u0301".repeat(4))))
                        .account()
                        .id())
                .isEqualTo(alice.accountId());
        assertThat(refusal(chat.authentication().login(attempt("alice", "a\u0301".repeat(4))))
                        .code())
                .isEqualTo(RefusalCode.BAD_CREDENTIALS);
    }

    @Test
    void loginShouldCostOneHashWhenItSucceeds() {
        hasher.computedSince();

        get(chat.authentication().login(attempt("alice", "correct horse")));

        assertThat(hasher.computedSince()).isEqualTo(1);
    }

    @Test
    void loginShouldReportMissingFields() {
        hasher.computedSince();

        assertThat(blamed(refusal(chat.authentication().login(attempt(null, null)))))
                .containsExactly("username missing", "password missing");
        assertThat(hasher.computedSince()).isZero();
    }

    @Test
    void loginShouldRevealADisabledAccountOnlyWithTheRightPassword() {
        disable(storage, alice);
        hasher.computedSince();

        assertThat(refusal(chat.authentication().login(attempt("alice", "wrong horse")))
                        .code())
                .isEqualTo(RefusalCode.BAD_CREDENTIALS);
        assertThat(refusal(chat.authentication().login(attempt("alice", "correct horse")))
                        .code())
                .isEqualTo(RefusalCode.ACCOUNT_DISABLED);
        assertThat(hasher.computedSince()).isEqualTo(2);
    }

    @Test
    void loginShouldAcceptOnlyAVerifiedEmailAddress() {
        get(chat.accounts()
                .register(new Registration("bob", "correct horse", "bob@example.org", null, null, null, null)));
        verify(storage, alice, "alice@example.org");

        assertThat(refusal(chat.authentication().login(attempt("bob@example.org", "correct horse")))
                        .code())
                .isEqualTo(RefusalCode.BAD_CREDENTIALS);
        assertThat(get(chat.authentication().login(attempt("Alice@EXAMPLE.org", "correct horse")))
                        .account()
                        .id())
                .isEqualTo(alice.accountId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "ALICE", "nobody"})
    void loginShouldBeLimitedPerNameWhetherItExistsOrNot(String username) {
        try (Chat limited = limitedTo3()) {
            for (int i = 0; i < 3; i++) {
                refusal(limited.authentication().login(attempt(username.toLowerCase(), "wrong horse")));
            }
            hasher.computedSince();

            ChatException refusal = refusal(limited.authentication().login(attempt(username, "correct horse")));

            assertThat(refusal.code()).isEqualTo(RefusalCode.RATE_LIMITED);
            assertThat(refusal.retryAfter()).hasValue(Duration.ofSeconds(20));
            assertThat(hasher.computedSince())
                    .as("a refused attempt costs no hash")
                    .isZero();
            person(limited, "carol");
            get(limited.authentication().login(attempt("carol", "correct horse")));
            clock.advance(Duration.ofSeconds(20));
            assertThat(limited.authentication().login(attempt(username, "correct horse")))
                    .satisfiesAnyOf(
                            login -> assertThat(get(login).account().id()).isEqualTo(alice.accountId()),
                            login -> assertThat(refusal(login).code()).isEqualTo(RefusalCode.BAD_CREDENTIALS));
        }
    }

    @Test
    void loginShouldBeLimitedPerAddressForAllNames() {
        try (Chat limited = limitedTo3()) {
            for (int i = 0; i < 3; i++) {
                refusal(limited.authentication().login(new Login("guess" + i, "wrong horse", null, "192.0.2.1")));
            }

            assertThat(refusal(limited.authentication().login(new Login("alice", "correct horse", null, "192.0.2.1")))
                            .code())
                    .isEqualTo(RefusalCode.RATE_LIMITED);
            get(limited.authentication().login(new Login("alice", "correct horse", null, "192.0.2.2")));
        }
    }

    @Test
    void sessionShouldKeepTheUserAgentTruncatedBetweenCharacters() {
        String agent = "x".repeat(255) + "\uD83D\uDE00\uD83D\uDE00";

        Session session = sessionOf(new Login("alice", "correct horse", agent, "192.0.2.1"));

        assertThat(session.userAgent()).isEqualTo("x".repeat(255) + "\uD83D\uDE00");
        assertThat(session.ip()).isEqualTo("192.0.2.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\uD83D"})
    void sessionShouldDropAUserAgentThatCannotBeStored(String agent) {
        assertThat(sessionOf(new Login("alice", "correct horse", agent, null)).userAgent())
                .isNull();
    }

    private Session sessionOf(Login login) {
        SignedIn signedIn = get(chat.authentication().login(login));
        Caller caller = chat.authentication().authenticate(signedIn.accessToken());
        return storage.transactions()
                .read(stores -> stores.sessions().find(caller.session()).orElseThrow());
    }

    private Chat limitedTo3() {
        return Fixture.builder(storage)
                .settings(withLimits(0, 3, 0))
                .clock(clock)
                .passwordHasher(hasher)
                .build();
    }

    private static Login attempt(String username, String password) {
        return new Login(username, password, null, null);
    }
}
