package dev.chatrooms.persistence;

import static dev.chatrooms.application.Outcomes.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Fixture;
import dev.chatrooms.application.account.AccountProfile;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The statements of {@code ensureAccount}, which hosts call for each login, or for all their users at once. */
class EnsureAccountStatementsTest extends OnPostgres {
    private static final List<String> OF_ACCOUNTS = List.of(
            "select account.* from account", "insert into account ", "insert into account_search", "update account");

    private final HikariDataSource pool = server.hostPool(database);
    private final StatementRecorder recorder = new StatementRecorder(pool);
    private final PostgresPorts ports = PostgresPorts.of(recorder.source());
    private final Chat chat = Fixture.chatOn(ports.storage());

    @AfterAll
    void closeAll() {
        chat.close();
        ports.close();
        pool.close();
    }

    /** Returns the statements on accounts, by their beginnings: the threads of the node have others at any time. */
    private List<String> statements(String externalId, String name) {
        recorder.take();
        get(chat.administration().ensureAccount(externalId, AccountProfile.named(name)));
        return recorder.take().stream()
                .flatMap(statement -> OF_ACCOUNTS.stream().filter(statement::startsWith))
                .toList();
    }

    @Test
    void ensureAccountShouldNeedThreeStatementsForANewAccountAndOneForAKnownOne() {
        for (int i = 0; i < 50; i++) {
            assertThat(statements(String.valueOf(i), "Sam " + i))
                    .containsExactly(
                            "select account.* from account", "insert into account ", "insert into account_search");
        }
        assertThat(statements("7", "Sam 7")).containsExactly("select account.* from account");
    }

    @Test
    void ensureAccountShouldTryOnceMoreWhenTheUsernameIsTaken() {
        get(chat.administration().ensureAccount("0", AccountProfile.named("Sam")));

        assertThat(statements("1", "Sam"))
                .containsExactly(
                        "select account.* from account",
                        "insert into account ",
                        "select account.* from account",
                        "insert into account ",
                        "insert into account_search");
    }
}
