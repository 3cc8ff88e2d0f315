package dev.chatrooms.persistence.sql;

import dev.chatrooms.application.spi.ConstraintViolation;
import dev.chatrooms.application.spi.ConstraintViolation.Constraint;
import dev.chatrooms.application.spi.StoreUnavailable;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
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
 * What a failed statement means, told by SQLState and constraint name, never by the text of a message: that is
 * translated, and it quotes rows. For the same reason nothing of it goes into the exceptions made here but its first
 * line.
 */
public final class SqlFailures {
    private static final String UNIQUE_VIOLATION = "23505";
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01");

    private static final Map<String, Constraint> CONSTRAINTS = Map.of(
            "account_username_key", Constraint.USERNAME,
            "account_verified_email_key", Constraint.VERIFIED_EMAIL,
            "room_public_name_key", Constraint.PUBLIC_ROOM_NAME,
            "room_direct_pair_key", Constraint.DIRECT_PAIR,
            "message_client_id_key", Constraint.CLIENT_ID,
            "membership_pk", Constraint.MEMBERSHIP);

    /** Connection, resources, operator's intervention, the system around the server. */
    private static final Set<String> UNAVAILABLE_CLASSES = Set.of("08", "53", "57", "58");

    /** Not a primary (any more), and a lock that was not given in time. */
    private static final Set<String> UNAVAILABLE = Set.of("25006", "55P03");

    private SqlFailures() {}

    /** The port's name for the failure of a statement or of a commit. */
    public static RuntimeException translate(Throwable failure) {
        SQLException sql = find(failure);
        if (sql == null) {
            return failure instanceof RuntimeException e ? e : new IllegalStateException(failure);
        }
        String state = Objects.requireNonNullElse(sql.getSQLState(), "");
        ServerErrorMessage message = sql instanceof PSQLException pg ? pg.getServerErrorMessage() : null;
        if (CONFLICTS.contains(state)) {
            return new Conflict(sql);
        }
        if (isUnavailable(sql, state)) {
            return new StoreUnavailable("the database did not do it, SQLState " + state, sql);
        }
        String constraint = message == null ? null : message.getConstraint();
        if (state.equals(UNIQUE_VIOLATION) && constraint != null && CONSTRAINTS.containsKey(constraint)) {
            return new ConstraintViolation(CONSTRAINTS.get(constraint), null);
        }
        return unexpected(sql, state, constraint, message);
    }

    /**
     * The port's name for the failure of a commit, or of something that was sent together with it. Only what the
     * database itself refuses has certainly not happened. All else may have: it must not look like something that is
     * worth doing once more.
     */
    public static RuntimeException ofCommit(Throwable failure) {
        RuntimeException meaning = translate(failure);
        return isRefusal(find(failure))
                        || meaning instanceof Conflict
                        || meaning instanceof ConstraintViolation
                        || meaning instanceof StoreUnavailable
                ? meaning
                : new StoreUnavailable("whether the transaction was committed is not known", meaning);
    }

    /**
     * Not by its severity: that is translated. What breaks inside the database, class XX, may have broken after the
     * commit.
     */
    private static boolean isRefusal(@Nullable SQLException sql) {
        return sql instanceof PSQLException pg
                && pg.getServerErrorMessage() != null
                && pg.getSQLState() != null
                && !pg.getSQLState().startsWith("XX");
    }

    /** Whatever keeps a connection from being opened is an outage, a wrong password too. */
    public static StoreUnavailable unreachable(Throwable failure) {
        SQLException sql = find(failure);
        String state = sql == null || sql.getSQLState() == null ? "none" : sql.getSQLState();
        return new StoreUnavailable("no connection to the database, SQLState " + state, sql == null ? failure : sql);
    }

    private static boolean isUnavailable(SQLException sql, String state) {
        return UNAVAILABLE.contains(state)
                || (state.length() == 5 && UNAVAILABLE_CLASSES.contains(state.substring(0, 2)))
                || sql instanceof SQLTransientConnectionException
                || sql instanceof SQLNonTransientConnectionException
                || sql instanceof SQLRecoverableException
                || sql instanceof SQLTimeoutException;
    }

    private static RuntimeException unexpected(
            SQLException sql, String state, @Nullable String constraint, @Nullable ServerErrorMessage message) {
        String said = message == null ? sql.getClass().getSimpleName() : message.getMessage();
        IllegalStateException bug = new IllegalStateException(
                "SQLState " + state + (constraint == null ? "" : ", constraint " + constraint) + ": " + said);
        // Not as the cause: its text may hold a whole row, with what must not reach a log.
        bug.setStackTrace(sql.getStackTrace());
        return bug;
    }

    /** The innermost SQLException of the chain that has a state, else any: pools wrap the driver's. */
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
