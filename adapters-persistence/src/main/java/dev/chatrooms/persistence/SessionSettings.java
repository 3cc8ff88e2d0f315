package dev.chatrooms.persistence;

import dev.chatrooms.persistence.sql.SchemaName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the chat's PostgreSQL sessions.
 *
 * <p>Waiting is bounded, because a statement that hangs would block all others in time. A node that is frozen or cut
 * off in a transaction loses it before the other nodes stop waiting for its locks; ADR 0028 explains the limits.
 *
 * <p>Each statement has one plan, made once, that uses indexes only. All statements access rows by key. The planner
 * would choose other plans on tables that are small or not yet analysed, and keep them after the tables have grown: on
 * a new database, before the first statistics, a sequential scan for each message made sends a hundred times slower.
 * JIT compilation is off, since it costs more than any of the statements.
 */
final class SessionSettings {
    private SessionSettings() {}

    private static final Map<String, String> READING = settings(Map.of());

    private static final Map<String, String> WRITING = settings(Map.of(
            // Acknowledged messages are on disk, whatever the default of the server.
            "synchronous_commit", "on",
            // A frozen node must not keep the lock on the head of the log for as long as others wait for it. Longer
            // than the pauses of a loaded JVM.
            "idle_in_transaction_session_timeout", "2s"));

    /** The longest transaction: the age past which it starts no statement, and a statement. */
    private static final String TRANSACTION_TIMEOUT = "12s";

    private static final int FIRST_VERSION_WITH_TRANSACTION_TIMEOUT = 170000;

    private static Map<String, String> settings(Map<String, String> more) {
        Map<String, String> settings = new LinkedHashMap<>(more);
        settings.put("statement_timeout", "4s");
        settings.put("lock_timeout", "3s");
        settings.put("plan_cache_mode", "force_generic_plan");
        settings.put("enable_seqscan", "off");
        settings.put("enable_hashjoin", "off");
        settings.put("enable_mergejoin", "off");
        settings.put("enable_bitmapscan", "off");
        // Prefers the index that reads fewer rows, regardless of their physical order.
        settings.put("random_page_cost", "1");
        settings.put("cpu_tuple_cost", "0.1");
        settings.put("jit", "off");
        return settings;
    }

    /** Runs once on each new connection for reading. */
    static final String READING_CONNECTION =
            "set session characteristics as transaction isolation level repeatable read, read only; "
                    + set(READING, false);

    /**
     * Ends a session soon after the network to its node was lost, also while the server sends to the node or waits for
     * the rest of a message, when its other limits do not apply. Linux only: other systems log a complaint.
     */
    private static final String DETECT_LOST_NETWORK = set(
                    Map.of(
                            "tcp_user_timeout", "3s",
                            "tcp_keepalives_idle", "2",
                            "tcp_keepalives_interval", "1",
                            "tcp_keepalives_count", "3"),
                    false)
            + " where version() like '%linux%'";

    /** Runs once on each new connection for writing. */
    static final String WRITING_CONNECTION =
            "set session characteristics as transaction isolation level read committed, read write; "
                    + set(WRITING, false) + limitTransaction(false) + "; " + DETECT_LOST_NETWORK;

    /** Runs at the start of each reading transaction on a host's connection, and leaves its session unchanged. */
    static final String READING_TRANSACTION =
            "set transaction isolation level repeatable read, read only; " + set(READING, true);

    /** Runs at the start of each writing transaction on a host's connection. */
    static final String WRITING_TRANSACTION = "set transaction isolation level read committed, read write; "
            + set(WRITING, true) + limitTransaction(true);

    /**
     * Returns the settings of a transaction that finds its tables in a schema. The host's search path is in force again
     * after the transaction. It is set with the other settings, without a round trip of its own.
     *
     * @param schema null for the current schema of the connection
     */
    static String in(@Nullable SchemaName schema, String transaction) {
        return schema == null
                ? transaction
                : transaction + ", set_config('search_path', '" + schema.searchPath() + "', true)";
    }

    /** Covers a client that stops between two messages of one statement, which does not count as idle. */
    private static String limitTransaction(boolean local) {
        return ", case when cast(current_setting('server_version_num') as integer) >= "
                + FIRST_VERSION_WITH_TRANSACTION_TIMEOUT + " then set_config('transaction_timeout', '"
                + TRANSACTION_TIMEOUT + "', " + local + ") end";
    }

    private static String set(Map<String, String> settings, boolean local) {
        return settings.entrySet().stream()
                .map(setting -> "set_config('" + setting.getKey() + "', '" + setting.getValue() + "', " + local + ")")
                .collect(Collectors.joining(", ", "select ", ""));
    }
}
