package dev.chatrooms.persistence.sql;

import dev.chatrooms.application.common.FatalErrors;
import dev.chatrooms.application.spi.ConstraintViolation;
import dev.chatrooms.application.spi.ConstraintViolation.Constraint;
import dev.chatrooms.application.spi.LockTimeout;
import dev.chatrooms.application.spi.StoreFull;
import dev.chatrooms.application.spi.StoreUnavailable;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLNonTransientException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Translates failures of statements into the exceptions of the ports. Goes by SQLState and constraint name, never by a
 * message's text, which depends on the server's language and may quote rows. For the same reason only the first line of
 * a message is taken into an exception.
 */
public final class SqlFailures {
    private static final String UNIQUE_VIOLATION = "23505";

    /**
     * Serialization failures and deadlocks, and a session that the server ended because its transaction was idle
     * (25P03) or open (25P04) for too long. The server has rolled the transaction back.
     */
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01", "25P03", "25P04");

    private static final String DISK_FULL = "53100";

    private static final Map<String, Constraint> CONSTRAINTS = Map.of(
            "account_username_key", Constraint.USERNAME,
            "account_verified_email_key", Constraint.VERIFIED_EMAIL,
            "account_external_id_key", Constraint.EXTERNAL_ID,
            "room_public_name_key", Constraint.PUBLIC_ROOM_NAME,
            "room_external_id_key", Constraint.EXTERNAL_ROOM_ID,
            "room_direct_pair_key", Constraint.DIRECT_PAIR,
            "message_client_id_key", Constraint.CLIENT_ID,
            "membership_pk", Constraint.MEMBERSHIP);

    /** Connection failures, lack of resources, operator intervention, system errors outside the server. */
    private static final Set<String> UNAVAILABLE_CLASSES = Set.of("08", "53", "57", "58");

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    /** A server that is not, or no longer, the primary. */
    private static final String READ_ONLY = "25006";

    private static final String UNDEFINED_TABLE = "42P01";

    private SqlFailures() {}

    /** Returns the port's exception for the failure of a statement. */
    public static RuntimeException translate(Throwable failure) {
        // The driver turns an exhausted memory into a failure of the statement.
        FatalErrors.report(failure);
        SQLException sql = find(failure);
        if (sql == null) {
            return failure instanceof RuntimeException e ? e : new IllegalStateException(failure);
        }
        String state = Objects.requireNonNullElse(sql.getSQLState(), "");
        ServerErrorMessage message = sql instanceof PSQLException pg ? pg.getServerErrorMessage() : null;
        if (CONFLICTS.contains(state)) {
            return new Conflict(sql);
        }
        if (state.equals(LOCK_NOT_AVAILABLE)) {
            return new LockTimeout(sql);
        }
        if (state.equals(DISK_FULL)) {
            return new StoreFull(sql);
        }
        if (isUnavailable(sql, state)) {
            return new StoreUnavailable("the database could not run the statement, SQLState " + state, sql);
        }
        String constraint = message == null ? null : message.getConstraint();
        if (state.equals(UNIQUE_VIOLATION) && constraint != null && CONSTRAINTS.containsKey(constraint)) {
            return new ConstraintViolation(CONSTRAINTS.get(constraint), null);
        }
        return unexpected(sql, state, constraint, message);
    }

    /**
     * Returns the port's exception for the failure of a commit, or of a statement sent together with it. Only a refusal
     * by the database proves that nothing was committed. After any other failure the outcome is unknown, and the
     * exception must not invite a retry.
     */
    public static RuntimeException ofCommit(Throwable failure) {
        RuntimeException meaning = translate(failure);
        return isRefusal(find(failure))
                        || meaning instanceof Conflict
                        || meaning instanceof ConstraintViolation
                        || meaning instanceof StoreUnavailable
                ? meaning
                : new StoreUnavailable("the outcome of the commit is unknown", meaning);
    }

    /**
     * Ignores the severity, whose text depends on the server's language. Internal errors, class XX, may have happened
     * after the commit.
     */
    private static boolean isRefusal(@Nullable SQLException sql) {
        return sql instanceof PSQLException pg
                && pg.getServerErrorMessage() != null
                && pg.getSQLState() != null
                && !pg.getSQLState().startsWith("XX");
    }

    /**
     * Returns the exception for a connection that could not be opened. Every cause counts as an outage, even a wrong
     * password.
     */
    public static StoreUnavailable unreachable(Throwable failure) {
        SQLException sql = find(failure);
        String state = sql == null || sql.getSQLState() == null ? "none" : sql.getSQLState();
        return new StoreUnavailable("no connection to the database, SQLState " + state, sql == null ? failure : sql);
    }

    private static boolean isUnavailable(SQLException sql, String state) {
        return state.equals(READ_ONLY)
                || (state.length() == 5 && UNAVAILABLE_CLASSES.contains(state.substring(0, 2)))
                || isFromPool(sql)
                || sql instanceof SQLTransientConnectionException
                || sql instanceof SQLNonTransientConnectionException
                || sql instanceof SQLRecoverableException
                || sql instanceof SQLTimeoutException;
    }

    /**
     * Returns whether the failure comes from a pool or a wrapper. The server and its driver always give a SQLState. A
     * pool does not when it refuses a connection that is closed, broken or interrupted.
     */
    private static boolean isFromPool(SQLException sql) {
        return sql.getSQLState() == null
                && !(sql instanceof PSQLException)
                && !(sql instanceof SQLNonTransientException);
    }

    private static RuntimeException unexpected(
            SQLException sql, String state, @Nullable String constraint, @Nullable ServerErrorMessage message) {
        String text = message == null ? sql.getClass().getSimpleName() : message.getMessage();
        String description =
                "SQLState " + state + (constraint == null ? "" : ", constraint " + constraint) + ": " + text;
        IllegalStateException bug =
                state.equals(UNDEFINED_TABLE) ? new MissingTable(description) : new IllegalStateException(description);
        // Not as the cause: its text may quote a row, which must not reach a log.
        bug.setStackTrace(sql.getStackTrace());
        return bug;
    }

    /** Returns the innermost SQLException with a state, or else any; pools wrap those of the driver. */
    private static @Nullable SQLException find(Throwable failure) {
        SQLException found = null;
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql && (found == null || sql.getSQLState() != null)) {
                found = sql;
            }
        }
        return found;
    }
}
