package dev.chatrooms.persistence;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the chat wants of a PostgreSQL session.
 *
 * <p>Bounded waiting: a statement that hangs would take everybody along.
 *
 * <p>One plan for each statement, made once, by index and by nothing else. All statements go by keys; what else the
 * planner may find is found on tables that are small or were never analysed, and the plan is still there when they are
 * not small any more: on a new database, before statistics were first taken, reading a whole table for each message
 * made sends a hundred times slower. No compiling at run time, which costs more than any of them.
 */
final class SessionSettings {
    private SessionSettings() {}

    private static final Map<String, String> READING = settings(Map.of());

    private static final Map<String, String> WRITING = settings(Map.of(
            // An acknowledged message is on disk, whatever the server's default.
            "synchronous_commit", "on",
            // Nobody is to hold the log's head while he is away.
            "idle_in_transaction_session_timeout", "10s"));

    private static Map<String, String> settings(Map<String, String> more) {
        Map<String, String> settings = new LinkedHashMap<>(more);
        settings.put("statement_timeout", "4s");
        settings.put("lock_timeout", "3s");
        settings.put("plan_cache_mode", "force_generic_plan");
        settings.put("enable_seqscan", "off");
        settings.put("enable_hashjoin", "off");
        settings.put("enable_mergejoin", "off");
        settings.put("enable_bitmapscan", "off");
        // Of two indexes the one by which fewer rows are read, however they happen to lie.
        settings.put("random_page_cost", "1");
        settings.put("cpu_tuple_cost", "0.1");
        settings.put("jit", "off");
        return settings;
    }

    /** Once for each new connection that only reads. */
    static final String READING_CONNECTION =
            "set session characteristics as transaction isolation level repeatable read, read only; "
                    + set(READING, false);

    /** Once for each new connection that writes. */
    static final String WRITING_CONNECTION =
            "set session characteristics as transaction isolation level read committed, read write; "
                    + set(WRITING, false);

    /** At the beginning of each reading transaction on a host's connection, whose own settings are left as they are. */
    static final String READING_TRANSACTION =
            "set transaction isolation level repeatable read, read only; " + set(READING, true);

    /** At the beginning of each writing transaction on a host's connection. */
    static final String WRITING_TRANSACTION =
            "set transaction isolation level read committed, read write; " + set(WRITING, true);

    private static String set(Map<String, String> settings, boolean local) {
        return settings.entrySet().stream()
                .map(setting -> "set_config('" + setting.getKey() + "', '" + setting.getValue() + "', " + local + ")")
                .collect(Collectors.joining(", ", "select ", ""));
    }
}
