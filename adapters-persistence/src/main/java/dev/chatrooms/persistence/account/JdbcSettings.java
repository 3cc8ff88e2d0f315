package dev.chatrooms.persistence.account;

import dev.chatrooms.application.spi.Settings;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.persistence.sql.Columns;
import dev.chatrooms.persistence.sql.Sql;
import java.util.Optional;

/** {@link Settings} in the table {@code account_setting}. */
public final class JdbcSettings implements Settings {
    private final Sql sql;

    public JdbcSettings(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void put(AccountId account, String text) {
        sql.updateOne(
                """
                insert into account_setting (account_id, content)
                values (:account, :content)
                on conflict (account_id) do update set content = excluded.content
                """, s -> s.bind("account", account.value()).bind("content", text), "the settings were not stored");
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
        sql.update("delete from account_setting where account_id = :account", s -> s.bind("account", account.value()));
    }
}
