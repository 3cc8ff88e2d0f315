package dev.chatrooms.application.admin;

import static dev.chatrooms.application.Fixture.chatOn;
import static dev.chatrooms.application.Outcomes.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.Together;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.AccountRole;
import dev.chatrooms.domain.id.AccountId;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The last enabled administrator stays, whatever administrators on two nodes do at the same time. */
public interface LastAdministratorContract {
    String PASSWORD = "correct horse";

    /** Returns an empty store, one per test. */
    Storage storage();

    private static Caller admin(Chat chat, String username) {
        return Caller.of(get(chat.administration().createAdmin(Registration.of(username, PASSWORD)))
                .id());
    }

    @Test
    default void oneAdministratorShouldRemainWhenAdministratorsRemoveEachOther() {
        Storage storage = storage();
        try (Chat here = chatOn(storage);
                Chat there = chatOn(storage)) {
            Caller anna = admin(here, "anna");
            Caller bert = admin(there, "bert");
            for (int round = 0; round < 5; round++) {
                List<Callable<Object>> acts = List.of(
                        () -> accounts(here, anna)
                                .change("bert", AccountRole.USER, null)
                                .join(),
                        () -> accounts(there, bert).change("anna", null, true).join(),
                        () -> accounts(there, anna)
                                .change("anna", AccountRole.USER, null)
                                .join(),
                        () -> accounts(here, bert)
                                .change("bert", AccountRole.USER, null)
                                .join());

                List<Together.Outcome<Object>> outcomes = Together.run(acts);

                assertThat(outcomes)
                        .filteredOn(outcome -> !outcome.succeeded())
                        .isNotEmpty()
                        .allSatisfy(outcome -> assertThat(code(outcome.failure()))
                                .isIn(RefusalCode.ADMIN_ONLY, RefusalCode.LAST_ADMIN, RefusalCode.ACCOUNT_DISABLED));
                assertThat(enabledAdmins(here)).as("round " + round).hasSize(1);
                AccountAdministration operator = here.administration().accounts();
                for (String username : List.of("anna", "bert")) {
                    operator.change(username, AccountRole.ADMIN, false).join();
                }
            }
        }
    }

    @Test
    default void oneAdministratorShouldRemainWhenAccountsAreDeletedAtTheSameTime() {
        Storage storage = storage();
        try (Chat here = chatOn(storage);
                Chat there = chatOn(storage)) {
            for (int round = 0; round < 5; round++) {
                Caller anna = admin(here, "anna" + round);
                Caller bert = admin(there, "bert" + round);
                demoteOthers(here, anna, bert);
                String annasName = "anna" + round;
                String bertsName = "bert" + round;
                List<Callable<Object>> acts = List.of(
                        () -> accounts(here, anna).delete(bertsName).join(),
                        () -> accounts(there, bert)
                                .change(annasName, AccountRole.USER, null)
                                .join(),
                        () -> there.profiles().delete(anna, PASSWORD).join(),
                        () -> here.profiles().delete(bert, PASSWORD).join(),
                        () -> there.administration().disable(annasName).join(),
                        () -> here.administration().demote(bertsName).join(),
                        () -> there.administration()
                                .deleteAccount(bert.accountId(), OwnedRooms.HAND_OVER, PostedMessages.KEEP)
                                .join());

                Together.run(acts);

                assertThat(enabledAdmins(here)).as("round " + round).hasSize(1);
            }
        }
    }

    private static void demoteOthers(Chat chat, Caller... kept) {
        List<AccountId> stay = Arrays.stream(kept).map(Caller::accountId).toList();
        enabledAdmins(chat).stream()
                .map(AccountOverview::account)
                .filter(account -> !stay.contains(account.id()))
                .forEach(account ->
                        get(chat.administration().demote(account.username().value())));
    }

    /** Each node has a link of its own, and all of them are used in the same instant. */
    @RepeatedTest(3)
    default void oneNodeShouldCreateTheFirstAdministrator() {
        Storage storage = storage();
        try (Chat here = chatOn(storage);
                Chat there = chatOn(storage)) {
            List<Callable<Object>> setups = Stream.of(here, there)
                    .<Callable<Object>>map(chat -> {
                        String token = chat.administration().issueSetupToken().orElseThrow();
                        String username = chat == here ? "anna" : "bert";
                        return () -> chat.administration()
                                .setUp(token, Registration.of(username, PASSWORD))
                                .join();
                    })
                    .toList();

            List<Together.Outcome<Object>> outcomes = Together.run(setups);

            assertThat(outcomes).filteredOn(Together.Outcome::succeeded).hasSize(1);
            assertThat(outcomes)
                    .filteredOn(outcome -> !outcome.succeeded())
                    .singleElement()
                    .satisfies(outcome -> assertThat(code(outcome.failure())).isEqualTo(RefusalCode.NOT_FOUND));
            assertThat(enabledAdmins(here)).hasSize(1);
        }
    }

    private static List<AccountOverview> enabledAdmins(Chat chat) {
        return chat.administration()
                .accounts()
                .list(new AccountFilter(null, AccountRole.ADMIN, false), PageRequest.FIRST)
                .items();
    }

    private static AccountAdministration accounts(Chat chat, Caller caller) {
        return chat.administration().as(caller).accounts();
    }

    private static RefusalCode code(Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        return ((ChatException) cause).code();
    }
}
