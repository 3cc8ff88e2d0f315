package dev.chatrooms.persistence.people;

import static dev.chatrooms.persistence.people.PersonLists.locked;
import static dev.chatrooms.persistence.people.PersonLists.page;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.spi.Contacts;
import dev.chatrooms.domain.account.Profile;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.persistence.people.PersonLists.Place;
import dev.chatrooms.persistence.sql.Sql;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** {@link Contacts} in {@code contact}. */
public record JdbcContacts(Sql sql) implements Contacts {
    @Override
    public Added add(AccountId owner, AccountId person, int most, Instant at) {
        locked(sql, owner);
        if (contains(owner, person)) {
            return Added.THERE_ALREADY;
        }
        int added = sql.update(
                """
                insert into contact (owner_id, account_id, created_at)
                select :owner, :person, :at
                where (select count(*) from contact where owner_id = :owner) < :most
                """,
                s -> s.bind("owner", owner.value())
                        .bind("person", person.value())
                        .bind("at", at)
                        .bind("most", most));
        return added == 1 ? Added.NEW : Added.FULL;
    }

    @Override
    public boolean remove(AccountId owner, AccountId person) {
        return sql.update(
                        "delete from contact where owner_id = :owner and account_id = :person",
                        s -> s.bind("owner", owner.value()).bind("person", person.value()))
                == 1;
    }

    @Override
    public boolean contains(AccountId owner, AccountId person) {
        return sql.single(
                """
                select exists (select 1 from contact where owner_id = :owner and account_id = :person) as found
                """,
                s -> s.bind("owner", owner.value()).bind("person", person.value()),
                (row, context) -> row.getBoolean("found"));
    }

    /** Sorts the whole list for each page: it is as long as it may be, however many people there are. */
    @Override
    public Page<Profile> list(AccountId owner, PageRequest page) {
        Place after = Place.of(page);
        return page(
                sql.list(
                        """
                        select account.*, account_search.name_folded
                        from contact
                          join account_search on account_search.account_id = contact.account_id
                          join account on account.id = contact.account_id
                        where contact.owner_id = :owner
                          and (account_search.name_folded, account_search.username) > (:name, :username)
                        order by account_search.name_folded, account_search.username
                        limit :limit
                        """,
                        s -> s.bind("owner", owner.value())
                                .bind("name", after.name())
                                .bind("username", after.username())
                                .bind("limit", page.limit() + 1),
                        PersonLists::listed),
                page);
    }

    @Override
    public Set<AccountId> all(AccountId owner) {
        return new HashSet<>(sql.list(
                "select account_id from contact where owner_id = :owner",
                s -> s.bind("owner", owner.value()),
                PersonLists::person));
    }
}
