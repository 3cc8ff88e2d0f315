package dev.chatrooms.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.search.SearchQuery;
import dev.chatrooms.application.search.SearchScope;
import dev.chatrooms.application.spi.Cancellation;
import dev.chatrooms.application.spi.StoreFixture;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.event.Position;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Reads that are cancelled while a statement runs. */
class CancelledReadTest extends OnPostgres {
    private static final String WAITING =
            "select count(*)::text from pg_locks where not granted and relation = 'message_search'::regclass";

    @Override
    Ports ports() {
        return onOwnPool();
    }

    @Test
    void cancelShouldEndTheStatementAndLeaveTheConnectionUsable() throws SQLException {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        store.say(alice, store.aPublicRoomWith(alice), "tea");
        store.write(uow -> uow.search().readOn(500));
        Cancellation cancellation = new Cancellation();
        CompletableFuture<Object> search;
        try (Connection other = server.plain(database).getConnection()) {
            other.setAutoCommit(false);
            other.createStatement().execute("lock table message_search in access exclusive mode");
            search = CompletableFuture.supplyAsync(() -> storage()
                    .transactions()
                    .read(
                            cancellation,
                            stores -> stores.search()
                                    .find(
                                            SearchQuery.of("tea"),
                                            new SearchScope(alice.id(), null, null, null, null),
                                            new Position(100),
                                            10,
                                            StoreFixture.NOW)));
            Eventually.await(() -> server.column(database, WAITING).equals(List.of("1")));

            cancellation.cancel();

            CompletionException failure = catchThrowableOfType(CompletionException.class, search::join);
            assertThat(failure).hasCauseInstanceOf(StoreUnavailable.class).hasRootCauseInstanceOf(SQLException.class);
            assertThat(((SQLException) rootCause(failure)).getSQLState())
                    .as("cancelled, not timed out while waiting for the lock")
                    .isEqualTo("57014");
            other.rollback();
        }
        for (int i = 0; i < 20; i++) {
            assertThat(store.<Integer>read(stores -> stores.search()
                            .find(
                                    SearchQuery.of("tea"),
                                    new SearchScope(alice.id(), null, null, null, null),
                                    new Position(100),
                                    10,
                                    StoreFixture.NOW)
                            .items()
                            .size()))
                    .isEqualTo(1);
        }
    }

    private static Throwable rootCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
