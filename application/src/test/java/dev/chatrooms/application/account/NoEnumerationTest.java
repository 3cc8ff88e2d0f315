package dev.chatrooms.application.account;

import static dev.chatrooms.application.Fixture.UNLIMITED;
import static dev.chatrooms.application.Fixture.disable;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.verify;
import static dev.chatrooms.application.Outcomes.get;
import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Fixture;
import dev.chatrooms.application.account.AccountRecovery.Verification;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.domain.RefusalCode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Anonymous calls reveal no accounts: they compute and query the same whether an account exists or not. */
class NoEnumerationTest {
    private final CountingHasher hasher = new CountingHasher();
    private final Storage storage = MemoryStorage.create();
    private final WatchedStore watched = WatchedStore.of(storage);
    private final Chat chat = Fixture.quietBuilder(watched.storage(storage))
            .settings(UNLIMITED)
            .passwordHasher(hasher)
            .mailer(new Mailbox())
            .build();

    /** The cost of a call: hashes and queries. */
    private record Cost(int hashes, List<String> asked) {}

    private Cost cost(Runnable work) {
        work.run();
        return new Cost(hasher.computedSince(), watched.askedSince());
    }

    @BeforeEach
    void people() {
        verify(storage, person(chat, "verified"), "verified@example.org");
        get(chat.accounts()
                .register(new Registration("registered", "correct horse", "r@example.org", null, null, null, null)));
        Caller disabled = person(chat, "disabled");
        verify(storage, disabled, "disabled@example.org");
        disable(storage, disabled);
        hasher.computedSince();
        watched.askedSince();
    }

    @AfterEach
    void close() {
        chat.close();
    }

    @Test
    void loginShouldCostTheSameWhetherTheAccountExistsOrNot() {
        Cost unknown = cost(() -> login("nobody"));

        assertThat(unknown).isEqualTo(new Cost(1, List.of("read", "Accounts.credentials")));
        for (String name : List.of("verified", "registered", "disabled", "verified@example.org", "n@example.org")) {
            assertThat(cost(() -> login(name))).as(name).isEqualTo(unknown);
        }
    }

    private void login(String name) {
        assertThat(refusal(chat.authentication().login(new Login(name, "wrong horse", null, null)))
                        .code())
                .isEqualTo(RefusalCode.BAD_CREDENTIALS);
    }

    @Test
    void forgotPasswordShouldCostTheSameWhetherTheAddressExistsOrNot() {
        Cost unknown = cost(() -> chat.recovery().forgotPassword("nobody@example.org", null));

        assertThat(unknown).isEqualTo(new Cost(0, List.of("write", "Outbox.add")));
        for (String email : List.of("verified@example.org", "r@example.org", "disabled@example.org")) {
            assertThat(cost(() -> chat.recovery().forgotPassword(email, null)))
                    .as(email)
                    .isEqualTo(unknown);
        }
    }

    @Test
    void resendCodeShouldCostTheSameWhetherTheAccountExistsOrNot() {
        Cost unknown = cost(() -> chat.recovery().resendCode("nobody", null));

        assertThat(unknown).isEqualTo(new Cost(0, List.of("write", "Outbox.add")));
        for (String name : List.of("verified", "registered", "disabled")) {
            assertThat(cost(() -> chat.recovery().resendCode(name, null)))
                    .as(name)
                    .isEqualTo(unknown);
        }
    }

    @Test
    void registerShouldCostTheSameWhetherTheAddressIsKnownOrNot() {
        Cost unknown = cost(() -> register("a01", "nobody@example.org"));

        assertThat(unknown)
                .isEqualTo(new Cost(1, List.of("write", "Accounts.add", "OneTimeCodes.expect", "Outbox.add")));
        assertThat(cost(() -> register("a02", "verified@example.org"))).isEqualTo(unknown);
        assertThat(cost(() -> register("a03", "r@example.org"))).isEqualTo(unknown);
        assertThat(cost(() -> register("a04", "disabled@example.org"))).isEqualTo(unknown);
    }

    private void register(String username, String email) {
        get(chat.accounts().register(new Registration(username, "correct horse", email, null, null, null, null)));
    }

    @Test
    void verifyShouldCostTheSameForEveryWrongCode() {
        Cost unknown = cost(() -> enter("nobody"));

        assertThat(unknown)
                .isEqualTo(new Cost(0, List.of("write", "Accounts.find", "Accounts.lock", "OneTimeCodes.tryCode")));
        for (String name : List.of("verified", "registered", "disabled")) {
            assertThat(cost(() -> enter(name))).as(name).isEqualTo(unknown);
        }
    }

    private void enter(String name) {
        assertThat(refusal(() -> chat.recovery().verify(new Verification(name, "no code", null)))
                        .code())
                .isEqualTo(RefusalCode.INVALID_CODE);
    }
}
