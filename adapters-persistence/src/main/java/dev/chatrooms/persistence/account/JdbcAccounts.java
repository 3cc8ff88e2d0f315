package dev.chatrooms.persistence.account;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.people.SearchTerm;
import dev.chatrooms.application.spi.Accounts;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.EmailAddress;
import dev.chatrooms.domain.account.ExternalId;
import dev.chatrooms.domain.account.PasswordHash;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.persistence.rows.AccountRows;
import dev.chatrooms.persistence.sql.Columns;
import dev.chatrooms.persistence.sql.Pages;
import dev.chatrooms.persistence.sql.PgArray;
import dev.chatrooms.persistence.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** {@link Accounts} in the table {@code account}, which {@code account_search} follows. */
public final class JdbcAccounts implements Accounts {
    private final Sql sql;

    public JdbcAccounts(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void add(Account account, @Nullable PasswordHash hash) {
        sql.updateOne(
                """
                insert into account (id, username, kind, external_id, display_name, first_name, last_name, bio, avatar,
                                     metadata, role, email, email_folded, email_verified, disabled, deleted,
                                     password_hash, created_at, updated_at)
                values (:id, :username, :kind, :externalId, :displayName, :firstName, :lastName, :bio, :avatar,
                        :metadata, :role, :email, :emailFolded, :emailVerified, :disabled, :deleted, :hash,
                        :createdAt, :updatedAt)
                """,
                s -> bindChangeable(s, account)
                        .bind("kind", account.kind().name().toLowerCase(Locale.ROOT))
                        .bind("hash", hash == null ? null : hash.value())
                        .bind("createdAt", account.createdAt()),
                "the account was not added");
        new AccountSearchRows(sql).store(account);
    }

    @Override
    public void update(Account account) {
        sql.updateOne("""
                update account
                set username = :username, external_id = :externalId, display_name = :displayName,
                    first_name = :firstName, last_name = :lastName, bio = :bio, avatar = :avatar,
                    metadata = :metadata, role = :role, email = :email, email_folded = :emailFolded,
                    email_verified = :emailVerified, disabled = :disabled, deleted = :deleted, updated_at = :updatedAt
                where id = :id
                """, s -> bindChangeable(s, account), "no such account");
        if (account.deleted()) {
            renameMemberships(account);
        }
        new AccountSearchRows(sql).store(account);
    }

    /** Updates the copies of the username in memberships, including those in deleted rooms. */
    private void renameMemberships(Account account) {
        sql.update(
                "update membership set username = :username where account_id = :id and username <> :username",
                s -> s.bind("id", account.id().value())
                        .bind("username", account.username().value()));
    }

    @Override
    public void setPassword(AccountId id, @Nullable PasswordHash hash) {
        sql.updateOne(
                "update account set password_hash = :hash where id = :id",
                s -> s.bind("id", id.value()).bind("hash", hash == null ? null : hash.value()),
                "no such account");
    }

    @Override
    public void endSessions(AccountId id, Instant at) {
        sql.updateOne(
                "update account set sessions_ended_at = :at where id = :id",
                s -> s.bind("id", id.value()).bind("at", at),
                "no such account");
    }

    @Override
    public Optional<Standing> standing(AccountId id) {
        return sql.one(
                "select disabled, deleted, sessions_ended_at from account where id = :id",
                s -> s.bind("id", id.value()),
                (row, context) ->
                        new Standing(AccountRows.state(row), Columns.instantOrNull(row, "sessions_ended_at")));
    }

    private static SqlStatement<?> bindChangeable(SqlStatement<?> statement, Account account) {
        EmailAddress email = account.email();
        return statement
                .bind("id", account.id().value())
                .bind("username", account.username().value())
                .bind(
                        "externalId",
                        account.externalId() == null
                                ? null
                                : account.externalId().value())
                .bind("displayName", account.displayName().value())
                .bind(
                        "firstName",
                        account.firstName() == null ? null : account.firstName().value())
                .bind(
                        "lastName",
                        account.lastName() == null ? null : account.lastName().value())
                .bind("bio", account.bio() == null ? null : account.bio().value())
                .bind(
                        "avatar",
                        account.avatar() == null ? null : account.avatar().value())
                .bind(
                        "metadata",
                        account.metadata() == null ? null : account.metadata().json())
                .bind("role", account.role().name().toLowerCase(Locale.ROOT))
                .bind("email", email == null ? null : email.value())
                .bind("emailFolded", email == null ? null : email.folded())
                .bind("emailVerified", account.emailVerified())
                .bind("disabled", account.disabled())
                .bind("deleted", account.deleted())
                .bind("updatedAt", account.updatedAt());
    }

    @Override
    public Optional<Account> lock(AccountId id) {
        sql.requireWritable();
        // Not "for update": that would block transactions that only insert rows with a foreign key to the account.
        return sql.one(
                "select account.* from account where id = :id for no key update",
                s -> s.bind("id", id.value()),
                AccountRows::account);
    }

    @Override
    public Optional<Account> find(AccountId id) {
        return sql.one(
                "select account.* from account where id = :id", s -> s.bind("id", id.value()), AccountRows::account);
    }

    @Override
    public Optional<Account> find(Username username) {
        return sql.one(
                "select account.* from account where username = :username",
                s -> s.bind("username", username.value()),
                AccountRows::account);
    }

    @Override
    public Optional<Account> find(ExternalId externalId) {
        return sql.one(
                "select account.* from account where external_id = :externalId",
                s -> s.bind("externalId", externalId.value()),
                AccountRows::account);
    }

    @Override
    public Map<AccountId, Account> findAll(Collection<AccountId> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return sql
                .list(
                        "select account.* from account where id = any(:ids)",
                        s -> s.bind("ids", PgArray.accounts(ids)),
                        AccountRows::account)
                .stream()
                .collect(Collectors.toMap(Account::id, Function.identity()));
    }

    @Override
    public List<Account> findAllByUsername(Collection<Username> usernames) {
        if (usernames.isEmpty()) {
            return List.of();
        }
        return sql.list(
                "select account.* from account where username = any(:usernames)",
                s -> s.bind("usernames", PgArray.texts(usernames, Username::value)),
                AccountRows::account);
    }

    @Override
    public Optional<Credentials> credentials(Username username) {
        return sql.one(
                "select account.* from account where username = :username and password_hash is not null",
                s -> s.bind("username", username.value()),
                JdbcAccounts::credentials);
    }

    @Override
    public Optional<Credentials> credentials(EmailAddress email) {
        return sql.one("""
                select account.*
                from account
                where email_folded = :folded and email_verified and password_hash is not null
                """, s -> s.bind("folded", email.folded()), JdbcAccounts::credentials);
    }

    private static Credentials credentials(ResultSet row, StatementContext context) throws SQLException {
        return new Credentials(AccountRows.account(row, context), new PasswordHash(Columns.text(row, "password_hash")));
    }

    @Override
    public Page<Account> list(PageRequest page) {
        Username after = PageKey.decode(page.cursor(), 1, parts -> new Username(parts.get(0)));
        List<Account> found = sql.list(
                """
                select account.*
                from account
                where username > :after
                order by username
                limit :limit
                """,
                s -> s.bind("after", after == null ? "" : after.value()).bind("limit", page.limit() + 1),
                AccountRows::account);
        return Pages.cut(found, page, account -> PageKey.of(account.username()));
    }

    @Override
    public Page<Account> search(@Nullable SearchTerm term, PageRequest page) {
        return new AccountFinder(sql).search(term, page);
    }

    @Override
    public Set<AccountId> lockAdmins() {
        sql.requireWritable();
        return Set.copyOf(sql.list("""
                select id
                from account
                where role = 'admin' and not disabled
                order by id
                for no key update
                """, s -> {}, (row, context) -> new AccountId(Columns.uuid(row, "id"))));
    }

    /** The key has the table in it, which distinguishes several chats in one database. */
    @Override
    public void lockFirstAdmin() {
        sql.requireWritable();
        sql.single("""
                select cast(pg_advisory_xact_lock(cast(cast('account' as regclass) as integer), 0) as text) as locked
                """, s -> {}, (row, context) -> true);
    }

    @Override
    public boolean anyAdmin() {
        return sql.exists("select exists (select 1 from account where role = 'admin') as found", s -> {});
    }
}
