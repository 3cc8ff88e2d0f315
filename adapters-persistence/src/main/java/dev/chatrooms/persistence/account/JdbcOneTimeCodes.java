package dev.chatrooms.persistence.account;

import static dev.chatrooms.persistence.sql.Columns.text;
import static dev.chatrooms.persistence.sql.Columns.uuid;

import dev.chatrooms.application.spi.OneTimeCodes;
import dev.chatrooms.domain.account.EmailAddress;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.persistence.sql.Sql;
import java.time.Instant;
import java.util.Optional;

/** {@link OneTimeCodes} in the table {@code one_time_code}. */
public final class JdbcOneTimeCodes implements OneTimeCodes {
    private final Sql sql;

    public JdbcOneTimeCodes(Sql sql) {
        this.sql = sql;
    }

    /** The result of an attempt. */
    private record Attempt(boolean correct, EmailAddress address) {}

    @Override
    public void expect(AccountId account, EmailAddress address) {
        sql.update("""
                insert into one_time_code (account_id, purpose, address)
                values (:account, 'verification', :address)
                on conflict (account_id, purpose) do update
                set address = excluded.address, hash = null, tries = 0, expires_at = null
                """, s -> s.bind("account", account.value()).bind("address", address.value()));
    }

    @Override
    public Optional<EmailAddress> makeCode(AccountId account, byte[] hash, Instant expiresAt) {
        sql.requireWritable();
        return sql.one(
                """
                update one_time_code
                set hash = :hash, tries = 0, expires_at = :expiresAt
                where account_id = :account and purpose = 'verification'
                returning address
                """,
                s -> s.bind("account", account.value()).bind("hash", hash).bind("expiresAt", expiresAt),
                (row, context) -> new EmailAddress(text(row, "address")));
    }

    /** Counting the attempt locks the row, so that concurrent attempts run one after another. */
    @Override
    public Optional<EmailAddress> tryCode(AccountId account, byte[] hash, Instant now) {
        sql.requireWritable();
        Optional<EmailAddress> verified = sql.one(
                        """
                        update one_time_code
                        set tries = tries + 1
                        where account_id = :account and purpose = 'verification' and tries < :max and expires_at > :now
                        returning hash = :hash as correct, address
                        """,
                        s -> s.bind("account", account.value())
                                .bind("hash", hash)
                                .bind("max", MAX_TRIES)
                                .bind("now", now),
                        (row, context) ->
                                new Attempt(row.getBoolean("correct"), new EmailAddress(text(row, "address"))))
                .filter(Attempt::correct)
                .map(Attempt::address);
        if (verified.isPresent()) {
            sql.update(
                    "delete from one_time_code where account_id = :account and purpose = 'verification'",
                    s -> s.bind("account", account.value()));
        }
        return verified;
    }

    @Override
    public void makeToken(AccountId account, byte[] hash, Instant expiresAt) {
        storeToken("password_reset", account, hash, expiresAt);
    }

    @Override
    public void issueToken(AccountId account, byte[] hash, Instant expiresAt) {
        storeToken("issued_reset", account, hash, expiresAt);
    }

    private void storeToken(String purpose, AccountId account, byte[] hash, Instant expiresAt) {
        sql.update(
                """
                insert into one_time_code (account_id, purpose, hash, expires_at)
                values (:account, :purpose, :hash, :expiresAt)
                on conflict (account_id, purpose) do update set hash = excluded.hash, expires_at = excluded.expires_at
                """,
                s -> s.bind("account", account.value())
                        .bind("purpose", purpose)
                        .bind("hash", hash)
                        .bind("expiresAt", expiresAt));
    }

    @Override
    public Optional<AccountId> findToken(byte[] hash, Instant now) {
        return sql.one(
                """
                select account_id
                from one_time_code
                where hash = :hash and purpose in ('password_reset', 'issued_reset') and expires_at > :now
                """,
                s -> s.bind("hash", hash).bind("now", now),
                (row, context) -> new AccountId(uuid(row, "account_id")));
    }

    @Override
    public Optional<AccountId> spendToken(byte[] hash, Instant now) {
        sql.requireWritable();
        return sql.one(
                """
                delete from one_time_code
                where hash = :hash and purpose in ('password_reset', 'issued_reset') and expires_at > :now
                returning account_id
                """,
                s -> s.bind("hash", hash).bind("now", now),
                (row, context) -> new AccountId(uuid(row, "account_id")));
    }

    @Override
    public void voidToken(AccountId account) {
        sql.update("""
                delete from one_time_code
                where account_id = :account and purpose in ('password_reset', 'issued_reset')
                """, s -> s.bind("account", account.value()));
    }

    @Override
    public void forget(AccountId account) {
        sql.update("delete from one_time_code where account_id = :account", s -> s.bind("account", account.value()));
    }
}
