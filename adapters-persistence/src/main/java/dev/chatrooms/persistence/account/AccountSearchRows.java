package dev.chatrooms.persistence.account;

import dev.chatrooms.application.people.SearchText;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.persistence.rows.AccountRows;
import dev.chatrooms.persistence.sql.PgArray;
import dev.chatrooms.persistence.sql.Sql;
import java.util.List;

/** Keeps the table {@code account_search} up to date. */
public final class AccountSearchRows {
    /** Few enough for a slow disk within the time of a transaction. */
    private static final int CHUNK = 100;

    private final Sql sql;

    public AccountSearchRows(Sql sql) {
        this.sql = sql;
    }

    /** Updates the row of an account that was added or changed. Writes nothing if its names are unchanged. */
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
                set username = excluded.username, name_folded = excluded.name_folded, names = excluded.names,
                    grams = excluded.grams
                where (account_search.username, account_search.name_folded, account_search.names)
                      is distinct from (excluded.username, excluded.name_folded, excluded.names)
                """,
                s -> s.bind("id", account.id().value())
                        .bind("username", text.username())
                        .bind("name", text.name())
                        .bind("names", text.text())
                        .bind("grams", PgArray.texts(text.grams(), gram -> gram)));
    }

    /** Adds the rows of accounts that have none, in one statement. */
    public void addAll(List<Account> accounts) {
        List<Account> listed =
                accounts.stream().filter(account -> !account.deleted()).toList();
        List<SearchText> texts = listed.stream().map(SearchText::of).toList();
        sql.update(
                """
                insert into account_search (account_id, username, name_folded, names, grams)
                select id, username, name, names, string_to_array(grams, E'\\x01')
                from unnest(cast(:ids as uuid[]), cast(:usernames as text[]), cast(:folded as text[]),
                            cast(:names as text[]), cast(:grams as text[]))
                    as added (id, username, name, names, grams)
                """,
                s -> s.bind("ids", PgArray.uuids(listed, account -> account.id().value()))
                        .bind("usernames", PgArray.texts(texts, SearchText::username))
                        .bind("folded", PgArray.texts(texts, SearchText::name))
                        .bind("names", PgArray.texts(texts, SearchText::text))
                        // Folded names have no control characters.
                        .bind("grams", PgArray.texts(texts, text -> String.join("\u0001", text.grams()))));
    }

    /**
     * Fills some of the rows that a migration left empty, for accounts older than the table.
     *
     * @return whether more may be left
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
