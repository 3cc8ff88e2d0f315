package dev.chatrooms.persistence.account;

import dev.chatrooms.application.spi.Settings;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.persistence.sql.Columns;
import dev.chatrooms.persistence.sql.Sql;
import java.util.Optional;

/** {@link Settings} in {@code account_setting}. */
public record JdbcSettings(Sql sql) implements Settings {
    @Override
    public void put(AccountId account, String text) {
        int put = sql.update("""
                insert into account_setting (account_id, content)
                values (:account, :content)
                on conflict (account_id) do update set content = excluded.content
                """, s -> s.bind("account", account.value()).bind("content", text));
        if (put != 1) {
            throw new IllegalStateException("the settings were not stored");
        }
    }

    @Override
    public Optional<String> find(AccountId account) {
        return sql.one(
                "select content from account_setting where account_id = :account",
                s -> s.bind("account", account.value()),
                (row, context) -> Columns.text(row, "content"));
    }

    @Override
    public void remove(AccountId account) {
        int removed = sql.update(
                "delete from account_setting where account_id = :account", s -> s.bind("account", account.value()));
        // None is fine: there are none, which is what was wanted.
        if (removed > 1) {
            throw new IllegalStateException(removed + " settings of one account");
        }
    }
}
