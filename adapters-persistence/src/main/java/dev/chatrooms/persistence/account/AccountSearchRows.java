package dev.chatrooms.persistence.account;

import dev.chatrooms.application.people.SearchText;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.persistence.rows.AccountRows;
import dev.chatrooms.persistence.sql.PgArray;
import dev.chatrooms.persistence.sql.Sql;

/** Keeps {@code account_search} as the accounts are. */
public record AccountSearchRows(Sql sql) {
    private static final int CHUNK = 500;

    /** After an account was added or changed; most changes are none of its names, and write nothing. */
    public void store(Account account) {
        if (account.deleted()) {
            sql.update(
                    "delete from account_search where account_id = :id",
                    s -> s.bind("id", account.id().value()));
            return;
        }
        SearchText text = SearchText.of(account);
        sql.update(
                """
                insert into account_search (account_id, username, name_folded, names, grams)
                values (:id, :username, :name, :names, :grams)
                on conflict (account_id) do update
                set username = excluded.username, name_folded = excluded.name_folded, names = excluded.names, grams = excluded.grams
                where (account_search.username, account_search.name_folded, account_search.names)
                      is distinct from (excluded.username, excluded.name_folded, excluded.names)
                """,
                s -> s.bind("id", account.id().value())
                        .bind("username", text.username())
                        .bind("name", text.name())
                        .bind("names", text.text())
                        .bind("grams", PgArray.texts(text.grams(), gram -> gram)));
    }

    /**
     * Folds some of the accounts that are older than the table.
     *
     * @return whether there may be more
     */
    public boolean fillSome() {
        var missing = sql.list("""
                select account.*
                from account_search
                  join account on account.id = account_search.account_id
                where account_search.names is null
                limit :limit
                for no key update of account
                """, s -> s.bind("limit", CHUNK), AccountRows::account);
        missing.forEach(this::store);
        return missing.size() == CHUNK;
    }
}
