package dev.chatrooms.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.spi.AdminQueriesContract;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminQueriesOnPostgresTest extends OnPostgres implements AdminQueriesContract {
    @ParameterizedTest
    @ValueSource(strings = {"update audit set detail = 'x'", "delete from audit", "truncate audit"})
    void auditEntriesShouldNotBeChangeable(String statement) {
        server.execute(database, "insert into audit (at, action) values (now(), 'room.deleted')");

        assertThatThrownBy(() -> server.execute(database, statement))
                .hasStackTraceContaining("cannot be changed or removed");

        assertThat(server.column(database, "select action from audit")).containsExactly("room.deleted");
    }
}
