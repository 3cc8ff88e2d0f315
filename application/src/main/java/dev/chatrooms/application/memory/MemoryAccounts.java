package dev.chatrooms.application.memory;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.memory.Tables.AccountRow;
import dev.chatrooms.application.people.SearchTerm;
import dev.chatrooms.application.people.SearchText;
import dev.chatrooms.application.spi.Accounts;
import dev.chatrooms.application.spi.ConstraintViolation;
import dev.chatrooms.application.spi.ConstraintViolation.Constraint;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountRole;
import dev.chatrooms.domain.account.EmailAddress;
import dev.chatrooms.domain.account.ExternalId;
import dev.chatrooms.domain.account.PasswordHash;
import dev.chatrooms.domain.account.Profile;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.id.AccountId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

record MemoryAccounts(MemoryTransaction tx) implements Accounts {
    /** Returns the profile of an existing account, deleted or not. */
    static Profile profile(MemoryTransaction tx, AccountId id) {
        return Objects.requireNonNull(tx.get(tx.tables.accounts, id.value()), "no such account")
                .account()
                .profile();
    }

    @Override
    public void add(Account account, @Nullable PasswordHash hash) {
        tx.requireWritable();
        requireUnique(account);
        tx.put(tx.tables.accounts, account.id().value(), new AccountRow(account, hash, null));
        index(account, account.id());
    }

    private void index(Account account, @Nullable AccountId id) {
        ExternalId externalId = account.externalId();
        tx.put(tx.tables.usernames, account.username().value(), id);
        if (externalId != null) {
            tx.put(tx.tables.externalIds, externalId.value(), id);
        }
    }

    private void requireUnique(Account account) {
        AccountId named = tx.get(tx.tables.usernames, account.username().value());
        if (named != null && !named.equals(account.id())) {
            throw new ConstraintViolation(Constraint.USERNAME, null);
        }
        ExternalId externalId = account.externalId();
        if (externalId != null
                && find(externalId)
                        .filter(known -> !known.id().equals(account.id()))
                        .isPresent()) {
            throw new ConstraintViolation(Constraint.EXTERNAL_ID, null);
        }
        EmailAddress email = account.email();
        if (account.emailVerified()
                && email != null
                && verified(email)
                        .filter(row -> !row.account().id().equals(account.id()))
                        .isPresent()) {
            throw new ConstraintViolation(Constraint.VERIFIED_EMAIL, null);
        }
    }

    @Override
    public void update(Account account) {
        tx.requireWritable();
        AccountRow row = row(account.id());
        requireUnique(account);
        index(row.account(), null);
        index(account, account.id());
        tx.put(tx.tables.accounts, account.id().value(), new AccountRow(account, row.hash(), row.sessionsEndedAt()));
    }

    private AccountRow row(AccountId id) {
        return Objects.requireNonNull(tx.get(tx.tables.accounts, id.value()), "no such account");
    }

    @Override
    public void setPassword(AccountId id, @Nullable PasswordHash hash) {
        tx.requireWritable();
        AccountRow row = row(id);
        tx.put(tx.tables.accounts, id.value(), new AccountRow(row.account(), hash, row.sessionsEndedAt()));
    }

    @Override
    public void endSessions(AccountId id, Instant at) {
        tx.requireWritable();
        AccountRow row = row(id);
        tx.put(tx.tables.accounts, id.value(), new AccountRow(row.account(), row.hash(), at));
    }

    @Override
    public Optional<Standing> standing(AccountId id) {
        return Optional.ofNullable(tx.get(tx.tables.accounts, id.value()))
                .map(row -> new Standing(row.account().state(), row.sessionsEndedAt()));
    }

    @Override
    public Optional<Account> lock(AccountId id) {
        // There is one writer at a time, so every row is locked.
        tx.requireWritable();
        return find(id);
    }

    @Override
    public Optional<Account> find(AccountId id) {
        return Optional.ofNullable(tx.get(tx.tables.accounts, id.value())).map(AccountRow::account);
    }

    @Override
    public Optional<Account> find(Username username) {
        return Optional.ofNullable(tx.get(tx.tables.usernames, username.value()))
                .flatMap(this::find);
    }

    @Override
    public Optional<Account> find(ExternalId externalId) {
        return Optional.ofNullable(tx.get(tx.tables.externalIds, externalId.value()))
                .flatMap(this::find);
    }

    @Override
    public Map<AccountId, Account> findAll(Collection<AccountId> ids) {
        Map<AccountId, Account> found = new HashMap<>();
        ids.forEach(id -> find(id).ifPresent(account -> found.put(id, account)));
        return found;
    }

    @Override
    public List<Account> findAllByUsername(Collection<Username> usernames) {
        return usernames.stream()
                .distinct()
                .flatMap(name -> find(name).stream())
                .toList();
    }

    @Override
    public Optional<Credentials> credentials(Username username) {
        return find(username).map(Account::id).map(this::row).flatMap(MemoryAccounts::credentials);
    }

    @Override
    public Optional<Credentials> credentials(EmailAddress email) {
        return verified(email).flatMap(MemoryAccounts::credentials);
    }

    private Optional<AccountRow> verified(EmailAddress email) {
        return tx.all(tx.tables.accounts)
                .filter(row -> row.account().emailVerified())
                .filter(row ->
                        Objects.requireNonNull(row.account().email()).folded().equals(email.folded()))
                .findFirst();
    }

    private static Optional<Credentials> credentials(AccountRow row) {
        PasswordHash hash = row.hash();
        return hash == null ? Optional.empty() : Optional.of(new Credentials(row.account(), hash));
    }

    @Override
    public Page<Account> list(PageRequest page) {
        String after = PageKey.decode(page.cursor(), 1, parts -> new Username(parts.get(0)).value());
        Stream<Account> accounts = tx.all(tx.tables.accounts)
                .map(AccountRow::account)
                .sorted(Comparator.comparing(account -> account.username().value()))
                .filter(account -> after == null || account.username().value().compareTo(after) > 0);
        return Pages.cut(accounts, page, account -> PageKey.of(account.username()));
    }

    /** A search result and its sort key. */
    private record Found(Account account, SearchText.Match match) {}

    @Override
    public Page<Account> search(@Nullable SearchTerm term, PageRequest page) {
        Comparator<Found> order = Comparator.comparing(Found::match)
                .thenComparing(found -> found.account().username().value());
        Comparator<Key> keys = Comparator.comparing(Key::match).thenComparing(Key::username);
        Key after = PageKey.decode(
                page.cursor(),
                2,
                parts -> new Key(SearchText.Match.valueOf(parts.get(0)), new Username(parts.get(1)).value()));
        Stream<Found> found = tx.all(tx.tables.accounts)
                .map(AccountRow::account)
                .filter(account -> !account.deleted())
                .flatMap(account -> Stream.ofNullable(match(account, term)).map(match -> new Found(account, match)))
                .sorted(order)
                .filter(f -> after == null || keys.compare(Key.of(f), after) > 0);
        Page<Found> cut =
                Pages.cut(found, page, f -> PageKey.of(f.match(), f.account().username()));
        return new Page<>(cut.items().stream().map(Found::account).toList(), cut.next());
    }

    private record Key(SearchText.Match match, String username) {
        static Key of(Found found) {
            return new Key(found.match(), found.account().username().value());
        }
    }

    private static SearchText.@Nullable Match match(Account account, @Nullable SearchTerm term) {
        if (term == null) {
            return SearchText.Match.ANYWHERE;
        }
        EmailAddress email = account.email();
        EmailAddress wanted = term.email();
        boolean isHis = account.emailVerified()
                && email != null
                && wanted != null
                && email.folded().equals(wanted.folded());
        return isHis ? SearchText.Match.EMAIL : SearchText.of(account).match(term);
    }

    @Override
    public Set<AccountId> lockAdmins() {
        tx.requireWritable();
        return tx.all(tx.tables.accounts)
                .map(AccountRow::account)
                .filter(account -> account.role() == AccountRole.ADMIN && !account.disabled())
                .map(Account::id)
                .collect(Collectors.toSet());
    }

    /** Does nothing else, since transactions that write wait for each other anyway. */
    @Override
    public void lockFirstAdmin() {
        tx.requireWritable();
    }

    @Override
    public boolean anyAdmin() {
        return tx.all(tx.tables.accounts).anyMatch(row -> row.account().role() == AccountRole.ADMIN);
    }
}
