package dev.chatrooms.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.spi.ConstraintViolation;
import dev.chatrooms.application.spi.ConstraintViolation.Constraint;
import dev.chatrooms.application.spi.LockTimeout;
import dev.chatrooms.application.spi.StoreFull;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.persistence.sql.Conflict;
import dev.chatrooms.persistence.sql.SqlFailures;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

class SqlFailuresTest {
    private static PSQLException fromTheServer(String state, String constraint) {
        return new PSQLException(
                new ServerErrorMessage("SERROR\0C" + state + "\0Mfirst line\0DKey (name)=(secret) exists.\0"
                        + (constraint == null ? "" : "n" + constraint + "\0")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08000", "08001", "08003", "08006", "25006", "53200", "53300", "57014", "57P01", "57P02", "57P03",
                "58030"
            })
    void outagesShouldBeUnavailable(String state) {
        RuntimeException translated = SqlFailures.translate(new RuntimeException(fromTheServer(state, null)));

        assertThat(translated).isInstanceOf(StoreUnavailable.class).hasMessageContaining(state);
        assertThat(translated.getMessage()).doesNotContain("secret");
    }

    @Test
    void fullDiskShouldBeReported() {
        assertThat(SqlFailures.translate(fromTheServer("53100", null)))
                .isInstanceOf(StoreFull.class)
                .hasMessage("its disk is full");
        assertThat(SqlFailures.ofCommit(fromTheServer("53100", null))).isInstanceOf(StoreFull.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01", "25P03", "25P04"})
    void conflictsShouldBeRecognized(String state) {
        assertThat(SqlFailures.translate(fromTheServer(state, null))).isInstanceOf(Conflict.class);
    }

    @ParameterizedTest
    @CsvSource({
        "account_username_key, USERNAME",
        "account_external_id_key, EXTERNAL_ID",
        "room_public_name_key, PUBLIC_ROOM_NAME",
        "message_client_id_key, CLIENT_ID",
        "membership_pk, MEMBERSHIP"
    })
    void uniqueConstraintsShouldBeRecognizedByName(String name, Constraint constraint) {
        assertThat(SqlFailures.translate(fromTheServer("23505", name)))
                .isInstanceOfSatisfying(
                        ConstraintViolation.class,
                        e -> assertThat(e.constraint()).isEqualTo(constraint));
    }

    @Test
    void lockTimeoutShouldBeDistinguishedFromAnOutage() {
        assertThat(SqlFailures.translate(fromTheServer("55P03", null))).isInstanceOf(LockTimeout.class);
        assertThat(SqlFailures.translate(fromTheServer("57014", null))).isNotInstanceOf(LockTimeout.class);
    }

    @Test
    void otherFailuresShouldNotQuoteRows() {
        RuntimeException translated = SqlFailures.translate(fromTheServer("23514", "some_check"));

        assertThat(translated)
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("SQLState 23514, constraint some_check: first line")
                .hasNoCause();
    }

    @Test
    void exhaustedPoolShouldBeUnavailable() {
        SQLException exhausted = new SQLTransientConnectionException("pool - Connection is not available");

        assertThat(SqlFailures.translate(new RuntimeException(exhausted))).isInstanceOf(StoreUnavailable.class);
        assertThat(SqlFailures.unreachable(new RuntimeException(exhausted))).isInstanceOf(StoreUnavailable.class);
    }

    /** HikariCP and other pools throw these for connections that they have closed after a failure. */
    @Test
    void failureOfAPoolWithoutAStateShouldBeUnavailable() {
        SQLException closed = new SQLException("Connection is closed");

        assertThat(SqlFailures.translate(new RuntimeException(closed))).isInstanceOf(StoreUnavailable.class);
        assertThat(SqlFailures.ofCommit(new RuntimeException(closed))).isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void unsupportedCallWithoutAStateShouldBeABug() {
        assertThat(SqlFailures.translate(new SQLFeatureNotSupportedException("createArrayOf")))
                .isExactlyInstanceOf(IllegalStateException.class);
    }

    @Test
    void otherExceptionsShouldBeReturnedUnchanged() {
        RuntimeException own = new IllegalArgumentException("thrown by the caller");

        assertThat(SqlFailures.translate(own)).isSameAs(own);
    }
}
