package dev.chatrooms.persistence.people;

import static dev.chatrooms.persistence.sql.Columns.text;
import static dev.chatrooms.persistence.sql.Columns.uuid;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.spi.PersonList;
import dev.chatrooms.domain.account.Profile;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.persistence.rows.AccountRows;
import dev.chatrooms.persistence.sql.Keyed;
import dev.chatrooms.persistence.sql.Pages;
import dev.chatrooms.persistence.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.statement.StatementContext;

/** {@link PersonList} in a table with the columns {@code owner_id}, {@code account_id} and {@code created_at}. */
abstract class JdbcPersonList implements PersonList {
    private record Key(String name, String username) {
        static final Key FIRST = new Key("", "");
    }

    final Sql sql;
    private final String table;

    /** @param table a constant: it becomes part of the statements */
    JdbcPersonList(Sql sql, String table) {
        this.sql = sql;
        this.table = table;
    }

    @Override
    public Added add(AccountId owner, AccountId person, int maxSize, Instant at) {
        lock(owner);
        if (contains(owner, person)) {
            return Added.ALREADY_PRESENT;
        }
        int added = sql.update(
                """
                insert into %1$s (owner_id, account_id, created_at)
                select :owner, :person, :at
                where (select count(*) from %1$s where owner_id = :owner) < :maxSize
                """.formatted(table),
                s -> s.bind("owner", owner.value())
                        .bind("person", person.value())
                        .bind("at", at)
                        .bind("maxSize", maxSize));
        return added == 1 ? Added.NEW : Added.FULL;
    }

    /** Serializes changes to an owner's lists on all nodes, or two additions could both take the last free place. */
    private void lock(AccountId owner) {
        sql.requireWritable();
        boolean found = sql.one(
                        "select id from account where id = :owner for no key update",
                        s -> s.bind("owner", owner.value()),
                        (row, context) -> uuid(row, "id"))
                .isPresent();
        if (!found) {
            throw new IllegalStateException("no such account");
        }
    }

    @Override
    public boolean remove(AccountId owner, AccountId person) {
        return sql.update(
                        "delete from %s where owner_id = :owner and account_id = :person".formatted(table),
                        s -> s.bind("owner", owner.value()).bind("person", person.value()))
                == 1;
    }

    @Override
    public void clear(AccountId owner) {
        sql.update("delete from %s where owner_id = :owner".formatted(table), s -> s.bind("owner", owner.value()));
    }

    @Override
    public boolean contains(AccountId owner, AccountId person) {
        return sql.exists(
                "select exists (select 1 from %s where owner_id = :owner and account_id = :person) as found"
                        .formatted(table),
                s -> s.bind("owner", owner.value()).bind("person", person.value()));
    }

    /** Sorts the whole list for each page. Its size is limited, however many accounts there are. */
    @Override
    public Page<Profile> list(AccountId owner, PageRequest page) {
        Key cursor =
                PageKey.decode(page.cursor(), 2, parts -> new Key(parts.get(0), new Username(parts.get(1)).value()));
        Key after = cursor == null ? Key.FIRST : cursor;
        List<Keyed<Profile>> found = sql.list(
                """
                select account.*, account_search.name_folded
                from %1$s listed
                  join account_search on account_search.account_id = listed.account_id
                  join account on account.id = listed.account_id
                where listed.owner_id = :owner
                  and (account_search.name_folded, account_search.username) > (:name, :username)
                order by account_search.name_folded, account_search.username
                limit :limit
                """.formatted(table),
                s -> s.bind("owner", owner.value())
                        .bind("name", after.name())
                        .bind("username", after.username())
                        .bind("limit", page.limit() + 1),
                JdbcPersonList::profile);
        return Pages.cut(found, page);
    }

    private static Keyed<Profile> profile(ResultSet row, StatementContext context) throws SQLException {
        Profile profile = AccountRows.account(row, context).profile();
        return new Keyed<>(PageKey.of(text(row, "name_folded"), profile.username()), profile);
    }

    @Override
    public Set<AccountId> all(AccountId owner) {
        return new HashSet<>(sql.list(
                "select account_id from %s where owner_id = :owner".formatted(table),
                s -> s.bind("owner", owner.value()),
                (row, context) -> new AccountId(uuid(row, "account_id"))));
    }
}
