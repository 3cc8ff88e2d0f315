package dev.chatrooms.persistence;

/**
 * What the chat wants of a PostgreSQL session. Bounded waiting: a statement that hangs would take everybody along. Generic plans: each
 * query has one good plan, by index, and planning it anew costs more than running it. No compiling at run time, for the same reason.
 */
final class SessionSettings {
    private SessionSettings() {}

    /** Once for each new connection that only reads. */
    static final String READING_CONNECTION = """
            set statement_timeout = '4s';
            set lock_timeout = '3s';
            set idle_in_transaction_session_timeout = '10s';
            set plan_cache_mode = force_generic_plan;
            set jit = off;
            set session characteristics as transaction isolation level repeatable read, read only
            """;

    /** Once for each new connection that writes. */
    static final String WRITING_CONNECTION = """
            set statement_timeout = '4s';
            set lock_timeout = '3s';
            set idle_in_transaction_session_timeout = '10s';
            set plan_cache_mode = force_generic_plan;
            set jit = off;
            set synchronous_commit = on;
            set session characteristics as transaction isolation level read committed, read write
            """;

    /** At the beginning of each reading transaction on a host's connection, whose own settings are left as they are. */
    static final String READING_TRANSACTION = """
            set transaction isolation level repeatable read, read only;
            set local statement_timeout = '4s';
            set local lock_timeout = '3s';
            set local plan_cache_mode = force_generic_plan;
            set local jit = off
            """;

    /** At the beginning of each writing transaction on a host's connection. */
    static final String WRITING_TRANSACTION = """
            set transaction isolation level read committed, read write;
            set local statement_timeout = '4s';
            set local lock_timeout = '3s';
            set local idle_in_transaction_session_timeout = '10s';
            set local plan_cache_mode = force_generic_plan;
            set local jit = off;
            set local synchronous_commit = on
            """;
}
