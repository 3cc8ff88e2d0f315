package dev.chatrooms.persistence.people;

import static dev.chatrooms.persistence.people.PersonLists.locked;
import static dev.chatrooms.persistence.people.PersonLists.page;
import static dev.chatrooms.persistence.sql.Columns.uuid;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.spi.Blocks;
import dev.chatrooms.domain.account.Profile;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.people.Blocking;
import dev.chatrooms.persistence.people.PersonLists.Place;
import dev.chatrooms.persistence.sql.PgArray;
import dev.chatrooms.persistence.sql.Sql;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** {@link Blocks} in {@code block}. */
public record JdbcBlocks(Sql sql) implements Blocks {
    @Override
    public Added add(AccountId owner, AccountId person, int most, Instant at) {
        locked(sql, owner);
        if (contains(owner, person)) {
            return Added.THERE_ALREADY;
        }
        int added = sql.update(
                """
                insert into block (owner_id, account_id, created_at)
                select :owner, :person, :at
                where (select count(*) from block where owner_id = :owner) < :most
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
                        "delete from block where owner_id = :owner and account_id = :person",
                        s -> s.bind("owner", owner.value()).bind("person", person.value()))
                == 1;
    }

    @Override
    public boolean contains(AccountId owner, AccountId person) {
        return sql.single(
                """
                select exists (select 1 from block where owner_id = :owner and account_id = :person) as found
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
                        from block
                          join account_search on account_search.account_id = block.account_id
                          join account on account.id = block.account_id
                        where block.owner_id = :owner
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
                "select account_id from block where owner_id = :owner",
                s -> s.bind("owner", owner.value()),
                PersonLists::person));
    }

    @Override
    public Map<AccountId, Blocking> between(AccountId me, Collection<AccountId> others) {
        Map<AccountId, Blocking> between = new HashMap<>();
        if (others.isEmpty()) {
            return between;
        }
        sql.list(
                """
                select account_id as other, true as mine from block where owner_id = :me and account_id = any(:others)
                union all
                select owner_id as other, false as mine from block where owner_id = any(:others) and account_id = :me
                """,
                s -> s.bind("me", me.value()).bind("others", PgArray.accounts(others)),
                (row, context) -> between.merge(
                        new AccountId(uuid(row, "other")),
                        new Blocking(row.getBoolean("mine"), !row.getBoolean("mine")),
                        (a, b) -> new Blocking(a.byMe() || b.byMe(), a.byOther() || b.byOther())));
        return between;
    }

    @Override
    public Map<AccountId, Set<AccountId>> among(Collection<AccountId> people, Collection<AccountId> others) {
        Map<AccountId, Set<AccountId>> among = new HashMap<>();
        if (people.isEmpty() || others.isEmpty()) {
            return among;
        }
        sql.list(
                """
                select owner_id as person, account_id as other
                from block
                where owner_id = any(:people) and account_id = any(:others)
                union all
                select account_id as person, owner_id as other
                from block
                where owner_id = any(:others) and account_id = any(:people)
                """,
                s -> s.bind("people", PgArray.accounts(people)).bind("others", PgArray.accounts(others)),
                (row, context) -> among.computeIfAbsent(new AccountId(uuid(row, "person")), id -> new HashSet<>())
                        .add(new AccountId(uuid(row, "other"))));
        return among;
    }
}
