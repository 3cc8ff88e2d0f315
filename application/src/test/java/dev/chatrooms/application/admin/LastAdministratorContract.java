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
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** The last enabled administrator stays, whatever administrators on two nodes do at the same time. */
public interface LastAdministratorContract {
    /** Returns an empty store, one per test. */
    Storage storage();

    private static Caller admin(Chat chat, String username) {
        return Caller.of(get(chat.administration().createAdmin(Registration.of(username, "correct horse")))
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
