package dev.chatrooms.persistence.account;

import static dev.chatrooms.persistence.sql.Columns.text;
import static dev.chatrooms.persistence.sql.Columns.uuid;

import dev.chatrooms.application.spi.OneTimeCodes;
import dev.chatrooms.domain.account.EmailAddress;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.persistence.sql.Sql;
import java.time.Instant;
import java.util.Optional;

/** {@link OneTimeCodes} in {@code one_time_code}. */
public record JdbcOneTimeCodes(Sql sql) implements OneTimeCodes {
    /** What became of a try. */
    private record Tried(boolean right, EmailAddress address) {}

    @Override
    public void expect(AccountId account, EmailAddress address) {
        sql.update("""
                insert into one_time_code (account_id, purpose, address)
                values (:account, 'verification', :address)
                on conflict (account_id, purpose) do update set address = excluded.address, hash = null, tries = 0, expires_at = null
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

    /** The row is locked by the count, so that those who try at the same time do so one after another. */
    @Override
    public Optional<EmailAddress> tryCode(AccountId account, byte[] hash, Instant now) {
        sql.requireWritable();
        Optional<EmailAddress> proved = sql.one(
                        """
                        update one_time_code
                        set tries = tries + 1
                        where account_id = :account and purpose = 'verification' and tries < :max and expires_at > :now
                        returning hash = :hash as "right", address
                        """,
                        s -> s.bind("account", account.value())
                                .bind("hash", hash)
                                .bind("max", MAX_TRIES)
                                .bind("now", now),
                        (row, context) -> new Tried(row.getBoolean("right"), new EmailAddress(text(row, "address"))))
                .filter(Tried::right)
                .map(Tried::address);
        if (proved.isPresent()) {
            sql.update(
                    "delete from one_time_code where account_id = :account and purpose = 'verification'",
                    s -> s.bind("account", account.value()));
        }
        return proved;
    }

    @Override
    public void makeToken(AccountId account, byte[] hash, Instant expiresAt) {
        sql.update(
                """
                insert into one_time_code (account_id, purpose, hash, expires_at)
                values (:account, 'password_reset', :hash, :expiresAt)
                on conflict (account_id, purpose) do update set hash = excluded.hash, expires_at = excluded.expires_at
                """, s -> s.bind("account", account.value()).bind("hash", hash).bind("expiresAt", expiresAt));
    }

    @Override
    public Optional<AccountId> findToken(byte[] hash, Instant now) {
        return sql.one(
                "select account_id from one_time_code where hash = :hash and purpose = 'password_reset' and expires_at > :now",
                s -> s.bind("hash", hash).bind("now", now),
                (row, context) -> new AccountId(uuid(row, "account_id")));
    }

    @Override
    public Optional<AccountId> spendToken(byte[] hash, Instant now) {
        sql.requireWritable();
        return sql.one(
                "delete from one_time_code where hash = :hash and purpose = 'password_reset' and expires_at > :now returning account_id",
                s -> s.bind("hash", hash).bind("now", now),
                (row, context) -> new AccountId(uuid(row, "account_id")));
    }

    @Override
    public void voidToken(AccountId account) {
        sql.update(
                "delete from one_time_code where account_id = :account and purpose = 'password_reset'",
                s -> s.bind("account", account.value()));
    }

    @Override
    public void forget(AccountId account) {
        sql.update("delete from one_time_code where account_id = :account", s -> s.bind("account", account.value()));
    }
}
