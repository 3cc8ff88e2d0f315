package dev.chatrooms.application.memory;

import dev.chatrooms.application.memory.Tables.ErasureRow;
import dev.chatrooms.application.spi.Erasures;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

record MemoryErasures(MemoryTransaction tx) implements Erasures {
    @Override
    public void begin(AccountId account, Instant at) {
        tx.requireWritable();
        if (tx.get(tx.tables.erasures, account.value()) == null) {
            tx.put(tx.tables.erasures, account.value(), new ErasureRow(account, Position.START, at));
        }
    }

    @Override
    public Optional<Position> progress(AccountId account) {
        return Optional.ofNullable(tx.get(tx.tables.erasures, account.value())).map(ErasureRow::position);
    }

    @Override
    public boolean advance(AccountId account, Position from, Position to, Instant at) {
        tx.requireWritable();
        ErasureRow row = tx.get(tx.tables.erasures, account.value());
        if (row == null || !row.position().equals(from)) {
            return false;
        }
        tx.put(tx.tables.erasures, account.value(), new ErasureRow(account, to, at));
        return true;
    }

    @Override
    public void end(AccountId account) {
        tx.put(tx.tables.erasures, account.value(), null);
    }

    @Override
    public Optional<AccountId> stalled(Instant before) {
        return tx.all(tx.tables.erasures)
                .filter(row -> row.advancedAt().isBefore(before))
                .min(Comparator.comparing(ErasureRow::advancedAt))
                .map(ErasureRow::account);
    }

    @Override
    public void postpone(AccountId account, Instant at) {
        tx.requireWritable();
        ErasureRow row = tx.get(tx.tables.erasures, account.value());
        if (row != null) {
            tx.put(tx.tables.erasures, account.value(), new ErasureRow(account, row.position(), at));
        }
    }
}
