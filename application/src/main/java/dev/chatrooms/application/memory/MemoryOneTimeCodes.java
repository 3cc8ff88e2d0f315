package dev.chatrooms.application.memory;

import dev.chatrooms.application.memory.Tables.CodeRow;
import dev.chatrooms.application.memory.Tables.TokenRow;
import dev.chatrooms.application.spi.OneTimeCodes;
import dev.chatrooms.domain.account.EmailAddress;
import dev.chatrooms.domain.id.AccountId;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

record MemoryOneTimeCodes(MemoryTransaction tx) implements OneTimeCodes {
    @Override
    public void expect(AccountId account, EmailAddress address) {
        tx.put(tx.tables.codes, account.value(), new CodeRow(account, address, null, 0, null));
    }

    @Override
    public Optional<EmailAddress> makeCode(AccountId account, byte[] hash, Instant expiresAt) {
        tx.requireWritable();
        CodeRow row = tx.get(tx.tables.codes, account.value());
        if (row == null) {
            return Optional.empty();
        }
        tx.put(tx.tables.codes, account.value(), new CodeRow(account, row.address(), hex(hash), 0, expiresAt));
        return Optional.of(row.address());
    }

    @Override
    public Optional<EmailAddress> tryCode(AccountId account, byte[] hash, Instant now) {
        tx.requireWritable();
        CodeRow row = tx.get(tx.tables.codes, account.value());
        if (row == null || row.expiresAt() == null || !now.isBefore(row.expiresAt()) || row.tries() >= MAX_TRIES) {
            return Optional.empty();
        }
        if (hex(hash).equals(row.hash())) {
            tx.put(tx.tables.codes, account.value(), null);
            return Optional.of(row.address());
        }
        CodeRow tried = new CodeRow(account, row.address(), row.hash(), row.tries() + 1, row.expiresAt());
        tx.put(tx.tables.codes, account.value(), tried);
        return Optional.empty();
    }

    @Override
    public void makeToken(AccountId account, byte[] hash, Instant expiresAt) {
        tx.put(tx.tables.tokens, account.value(), new TokenRow(account, hex(hash), expiresAt));
    }

    @Override
    public void issueToken(AccountId account, byte[] hash, Instant expiresAt) {
        tx.put(tx.tables.issuedTokens, account.value(), new TokenRow(account, hex(hash), expiresAt));
    }

    @Override
    public Optional<AccountId> findToken(byte[] hash, Instant now) {
        String hex = hex(hash);
        return Stream.concat(tx.all(tx.tables.tokens), tx.all(tx.tables.issuedTokens))
                .filter(row -> row.hash().equals(hex) && now.isBefore(row.expiresAt()))
                .map(TokenRow::account)
                .findFirst();
    }

    @Override
    public Optional<AccountId> spendToken(byte[] hash, Instant now) {
        tx.requireWritable();
        Optional<AccountId> account = findToken(hash, now);
        account.ifPresent(owner -> {
            spend(tx.tables.tokens, owner, hash);
            spend(tx.tables.issuedTokens, owner, hash);
        });
        return account;
    }

    @Override
    public void voidToken(AccountId account) {
        tx.put(tx.tables.tokens, account.value(), null);
        tx.put(tx.tables.issuedTokens, account.value(), null);
    }

    private void spend(VersionedTable<UUID, TokenRow> tokens, AccountId owner, byte[] hash) {
        TokenRow row = tx.get(tokens, owner.value());
        if (row != null && row.hash().equals(hex(hash))) {
            tx.put(tokens, owner.value(), null);
        }
    }

    @Override
    public void forget(AccountId account) {
        tx.put(tx.tables.codes, account.value(), null);
        voidToken(account);
    }

    private static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }
}
