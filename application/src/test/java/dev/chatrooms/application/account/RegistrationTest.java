package dev.chatrooms.application.account;

import static dev.chatrooms.application.Fixture.UNLIMITED;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.withLimits;
import static dev.chatrooms.application.Outcomes.blamed;
import static dev.chatrooms.application.Outcomes.get;
import static dev.chatrooms.application.Outcomes.racing;
import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Fixture;
import dev.chatrooms.application.HandClock;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.domain.FieldError;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountRole;
import dev.chatrooms.domain.id.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationTest {
    private final HandClock clock = new HandClock();
    private final CountingHasher hasher = new CountingHasher();
    private final Storage storage = MemoryStorage.create();
    private final Chat chat = chat(UNLIMITED);

    private Chat chat(ChatSettings settings) {
        return Fixture.builder(storage)
                .settings(settings)
                .clock(clock)
                .passwordHasher(hasher)
                .build();
    }

    @AfterEach
    void close() {
        chat.close();
    }

    @Test
    void registerShouldCreateAnAccountWhenAllFieldsAreValid() {
        Account account = get(chat.accounts()
                .register(new Registration(
                        "Alice.L",
                        "correct horse",
                        "Alice@Example.org",
                        "Alice \uD83D\uDE00",
                        "Alice",
                        "Liddell",
                        "192.0.2.1")));

        assertThat(account.username()).hasToString("alice.l");
        assertThat(account.displayName()).hasToString("Alice \uD83D\uDE00");
        assertThat(account.firstName()).hasToString("Alice");
        assertThat(account.lastName()).hasToString("Liddell");
        assertThat(account.email()).hasToString("Alice@Example.org");
        assertThat(account.emailVerified()).isFalse();
        assertThat(account.role()).isEqualTo(AccountRole.USER);
        assertThat(account.createdAt())
                .isEqualTo(account.updatedAt())
                .isEqualTo(Instant.parse("2026-11-20T10:00:00.123Z"));
        assertThat(chat.accounts().account(Caller.of(account.id()))).isEqualTo(account);
    }

    @Test
    void registerShouldUseTheUsernameAsDefaultDisplayName() {
        assertThat(get(chat.accounts().register(Registration.of("Alice", "correct horse")))
                        .displayName())
                .hasToString("alice");
    }

    @Test
    void registerShouldReportEveryInvalidField() {
        ChatException refusal = refusal(chat.accounts()
                .register(new Registration("a", "short", "nowhere", " ", "x".repeat(65), "\u202E", null)));

        assertThat(refusal.code()).isEqualTo(RefusalCode.INVALID);
        assertThat(blamed(refusal))
                .containsExactly(
                        "username too_short",
                        "password too_short",
                        "email illegal_format",
                        "displayName empty",
                        "firstName too_long",
                        "lastName empty");
        assertThat(hasher.computedSince()).as("hashes for what is refused").isZero();
    }

    /** Ids are public: an account with the username that a deletion assigns would prevent that deletion. */
    @Test
    void registerShouldBeRefusedWhenTheUsernameIsReservedForDeletedAccounts() {
        Account alice = get(chat.accounts().register(Registration.of("alice", "correct horse")));
        String left = alice.anonymised(clock.instant()).username().value();

        for (String username : new String[] {left, left.toUpperCase(Locale.ROOT)}) {
            assertThat(blamed(refusal(chat.accounts().register(Registration.of(username, "correct horse")))))
                    .containsExactly("username reserved");
        }
        get(chat.accounts().register(Registration.of("deleted-scenes", "correct horse")));
        get(chat.profiles().delete(Caller.of(alice.id()), "correct horse"));
    }

    @Test
    void registerShouldReportMissingFields() {
        assertThat(blamed(
                        refusal(chat.accounts().register(new Registration(null, null, null, null, null, null, null)))))
                .containsExactly("username missing", "password missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "ALICE", "Alice"})
    void registerShouldBeRefusedWhenTheUsernameIsTakenInAnyCase(String username) {
        person(chat, "alice");

        ChatException refusal = refusal(chat.accounts().register(Registration.of(username, "battery staple")));
        assertThat(refusal.code()).isEqualTo(RefusalCode.USERNAME_TAKEN);
        assertThat(refusal.refusal().errors()).extracting(FieldError::field).containsExactly("username");
    }

    @Test
    void registerShouldCreateOneAccountWhenSeveralRaceForAName() {
        List<Boolean> made = racing(8, () -> {
            try {
                chat.accounts()
                        .register(Registration.of("alice", "correct horse"))
                        .join();
                return true;
            } catch (RuntimeException e) {
                assertThat(((ChatException) e.getCause()).code()).isEqualTo(RefusalCode.USERNAME_TAKEN);
                return false;
            }
        });

        assertThat(made).containsOnlyOnce(true);
    }

    @Test
    void registerShouldNotRevealWhetherAnAddressIsKnown() {
        for (String name : List.of("alice", "bob")) {
            Registration same = new Registration(name, "correct horse", "shared@example.org", null, null, null, null);
            assertThat(get(chat.accounts().register(same)).email()).hasToString("shared@example.org");
        }
    }

    @Test
    void registerShouldBeRefusedWhenRegistrationIsClosed() {
        ChatSettings closed = UNLIMITED.toBuilder().openRegistration(false).build();
        try (Chat shut = chat(closed)) {
            ChatException refusal = refusal(shut.accounts().register(Registration.of("alice", "correct horse")));

            assertThat(refusal.code()).isEqualTo(RefusalCode.REGISTRATION_CLOSED);
            assertThat(hasher.computedSince()).isZero();
        }
    }

    @Test
    void registerShouldBeLimitedPerAddressUntilThePeriodEnds() {
        try (Chat limited = chat(withLimits(0, 0, 2))) {
            get(limited.accounts().register(from("192.0.2.1", "a01")));
            get(limited.accounts().register(from("192.0.2.1", "a02")));

            ChatException refusal = refusal(limited.accounts().register(from("192.0.2.1", "a03")));

            assertThat(refusal.code()).isEqualTo(RefusalCode.RATE_LIMITED);
            assertThat(refusal.retryAfter()).hasValue(Duration.ofMinutes(30));
            get(limited.accounts().register(from("192.0.2.2", "a04")));
            get(limited.accounts().register(from(null, "a05")));
            clock.advance(Duration.ofMinutes(30));
            get(limited.accounts().register(from("192.0.2.1", "a03")));
        }
    }

    @Test
    void accountShouldBeRefusedWhenItIsDeleted() {
        Caller nobody = Caller.of(new AccountId(new UUID(0, 1)));

        assertThat(refusal(() -> chat.accounts().account(nobody)).code()).isEqualTo(RefusalCode.UNKNOWN_ACCOUNT);
    }

    @Test
    void requestsShouldNotPrintTheirSecrets() {
        assertThat(Registration.of("alice", "correct horse").toString()).doesNotContain("horse");
        assertThat(new Login("alice", "correct horse", null, null).toString()).doesNotContain("horse");
    }

    private static Registration from(String address, String username) {
        return new Registration(username, "correct horse", null, null, null, null, address);
    }
}
