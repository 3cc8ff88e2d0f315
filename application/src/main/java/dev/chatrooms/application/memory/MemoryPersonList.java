package dev.chatrooms.application.memory;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.memory.Tables.AccountRow;
import dev.chatrooms.application.memory.Tables.Pair;
import dev.chatrooms.application.people.Folding;
import dev.chatrooms.application.spi.PersonList;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.Profile;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.id.AccountId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** The common implementation of contacts and blocks, which differ in their tables only. */
class MemoryPersonList implements PersonList {
    private static final Comparator<Key> ORDER =
            Comparator.comparing(Key::name, Tables::byBytes).thenComparing(Key::username);

    final MemoryTransaction tx;
    final VersionedTable<Pair, AccountId> table;

    MemoryPersonList(MemoryTransaction tx, VersionedTable<Pair, AccountId> table) {
        this.tx = tx;
        this.table = table;
    }

    /** The sort key of a list. */
    private record Key(String name, String username) {
        static Key of(Account account) {
            return new Key(
                    Folding.fold(account.displayName().value()),
                    account.username().value());
        }
    }

    @Override
    public Added add(AccountId owner, AccountId person, int most, Instant at) {
        tx.requireWritable();
        if (contains(owner, person)) {
            return Added.ALREADY_PRESENT;
        }
        if (people(owner).count() >= most) {
            return Added.FULL;
        }
        tx.put(table, Tables.key(owner, person), person);
        return Added.NEW;
    }

    @Override
    public boolean remove(AccountId owner, AccountId person) {
        tx.requireWritable();
        boolean there = contains(owner, person);
        if (there) {
            tx.put(table, Tables.key(owner, person), null);
        }
        return there;
    }

    @Override
    public void clear(AccountId owner) {
        all(owner).forEach(person -> remove(owner, person));
    }

    @Override
    public boolean contains(AccountId owner, AccountId person) {
        return tx.get(table, Tables.key(owner, person)) != null;
    }

    private Stream<AccountId> people(AccountId owner) {
        return tx.range(table, new Pair(owner.value(), Pair.LOWEST), new Pair(owner.value(), Pair.HIGHEST));
    }

    @Override
    public Page<Profile> list(AccountId owner, PageRequest page) {
        Key after =
                PageKey.decode(page.cursor(), 2, parts -> new Key(parts.get(0), new Username(parts.get(1)).value()));
        Stream<Account> listed = people(owner)
                .flatMap(id -> Stream.ofNullable(tx.get(tx.tables.accounts, id.value())))
                .map(AccountRow::account)
                .filter(account -> !account.deleted())
                .filter(account -> after == null || ORDER.compare(Key.of(account), after) > 0)
                .sorted(Comparator.comparing(Key::of, ORDER));
        Page<Account> found = Pages.cut(
                listed,
                page,
                account -> PageKey.of(Key.of(account).name(), Key.of(account).username()));
        return new Page<>(found.items().stream().map(Account::profile).toList(), found.next());
    }

    @Override
    public Set<AccountId> all(AccountId owner) {
        Set<AccountId> all = new HashSet<>();
        people(owner).forEach(all::add);
        return all;
    }
}
