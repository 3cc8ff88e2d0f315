package dev.chatrooms.persistence.people;

import static dev.chatrooms.persistence.sql.Columns.text;
import static dev.chatrooms.persistence.sql.Columns.uuid;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.domain.account.Profile;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.persistence.rows.AccountRows;
import dev.chatrooms.persistence.sql.Pages;
import dev.chatrooms.persistence.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.statement.StatementContext;

/** What the lists that people have of each other have in common. */
final class PersonLists {
    private PersonLists() {}

    /** What a list is sorted by. */
    record Place(String name, String username) {
        /** Where a page begins; before everything where it is the first. */
        static Place of(PageRequest page) {
            Place after = PageKey.decode(
                    page.cursor(), 2, parts -> new Place(parts.get(0), new Username(parts.get(1)).value()));
            return after == null ? new Place("", "") : after;
        }
    }

    /** Somebody with the name that he is listed by. */
    record Listed(Profile person, String name) {}

    static Listed listed(ResultSet row, StatementContext context) throws SQLException {
        return new Listed(AccountRows.account(row, context).profile(), text(row, "name_folded"));
    }

    static AccountId person(ResultSet row, StatementContext context) throws SQLException {
        return new AccountId(uuid(row, "account_id"));
    }

    static Page<Profile> page(List<Listed> found, PageRequest request) {
        Page<Listed> page = Pages.cut(
                found,
                request,
                listed -> PageKey.of(listed.name(), listed.person().username()));
        return new Page<>(page.items().stream().map(Listed::person).toList(), page.next());
    }

    /**
     * One after another changes an owner's lists, on all nodes: or two would find room for one each where there is room
     * for one.
     */
    static void locked(Sql sql, AccountId owner) {
        sql.requireWritable();
        boolean isThere = sql.one(
                        "select id from account where id = :owner for no key update",
                        s -> s.bind("owner", owner.value()),
                        (row, context) -> new AccountId(uuid(row, "id")))
                .isPresent();
        if (!isThere) {
            throw new IllegalStateException("no such account");
        }
    }
}
