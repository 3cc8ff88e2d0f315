package dev.chatrooms.persistence.file;

import dev.chatrooms.domain.file.ContentHash;
import dev.chatrooms.persistence.sql.Sql;

/**
 * Locks on contents until the end of the transaction, whether or not a row has them. The keys are 32 bits of the hash:
 * two contents with the same key only wait for each other. The other half of a key is the table, which distinguishes
 * several chats in one database.
 */
final class ContentLocks {
    private final Sql sql;

    ContentLocks(Sql sql) {
        this.sql = sql;
    }

    /** Waits while another transaction has the content for itself. */
    void share(ContentHash content) {
        lock("pg_advisory_xact_lock_shared", content);
    }

    /** Waits until no other transaction shares the content. Only for transactions that lock a single content. */
    void exclude(ContentHash content) {
        lock("pg_advisory_xact_lock", content);
    }

    private void lock(String function, ContentHash content) {
        sql.list(
                "select cast(" + function
                        + "(cast(cast('released_content' as regclass) as integer), :key) as text) as locked",
                s -> s.bind("key", Integer.parseUnsignedInt(content.value().substring(0, 8), 16)),
                (row, context) -> content);
    }
}
