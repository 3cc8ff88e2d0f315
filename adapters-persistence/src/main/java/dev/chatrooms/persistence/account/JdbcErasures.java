package dev.chatrooms.persistence.account;

import dev.chatrooms.application.spi.Erasures;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.persistence.sql.Columns;
import dev.chatrooms.persistence.sql.Sql;
import java.time.Instant;
import java.util.Optional;

/** {@link Erasures} in the table {@code erasure}. */
public final class JdbcErasures implements Erasures {
    private final Sql sql;

    public JdbcErasures(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void begin(AccountId account, Instant at) {
        sql.update(
                """
                insert into erasure (account_id, position, advanced_at)
                values (:account, :start, :at)
                on conflict (account_id) do nothing
                """,
                s -> s.bind("account", account.value())
                        .bind("start", Position.START.value())
                        .bind("at", at));
    }

    @Override
    public Optional<Position> progress(AccountId account) {
        return sql.one(
                "select position from erasure where account_id = :account",
                s -> s.bind("account", account.value()),
                (row, context) -> new Position(row.getLong("position")));
    }

    @Override
    public boolean advance(AccountId account, Position from, Position to, Instant at) {
        return sql.update(
                        """
                        update erasure
                        set position = :to, advanced_at = :at
                        where account_id = :account and position = :from
                        """,
                        s -> s.bind("account", account.value())
                                .bind("from", from.value())
                                .bind("to", to.value())
                                .bind("at", at))
                == 1;
    }

    @Override
    public void end(AccountId account) {
        sql.update("delete from erasure where account_id = :account", s -> s.bind("account", account.value()));
    }

    @Override
    public Optional<AccountId> stalled(Instant before) {
        return sql.one(
                """
                select account_id
                from erasure
                where advanced_at < :before
                order by advanced_at
                limit 1
                """, s -> s.bind("before", before), (row, context) -> new AccountId(Columns.uuid(row, "account_id")));
    }

    @Override
    public void postpone(AccountId account, Instant at) {
        sql.update(
                "update erasure set advanced_at = :at where account_id = :account",
                s -> s.bind("account", account.value()).bind("at", at));
    }
}
