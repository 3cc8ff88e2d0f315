package dev.chatrooms.persistence;

import dev.chatrooms.application.spi.OutboxContract;

class OutboxOnPostgresTest extends OnPostgres implements OutboxContract {
    /** Adds them in one statement. One by one is slow, since each insertion counts the entries before it. */
    @Override
    public void addMany(int entries) {
        server.execute(database, """
                insert into outbox (id, kind, about, added_at, due_at)
                select gen_random_uuid(), 'repeat_code', 'alice', timestamptz 'epoch', timestamptz 'epoch'
                from generate_series(1, %d)
                """.formatted(entries));
    }
}
