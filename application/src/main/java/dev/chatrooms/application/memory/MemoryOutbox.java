package dev.chatrooms.application.memory;

import dev.chatrooms.application.memory.Tables.OutboxRow;
import dev.chatrooms.application.spi.MailRequest;
import dev.chatrooms.application.spi.Outbox;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

record MemoryOutbox(MemoryTransaction tx) implements Outbox {
    private static final Comparator<OutboxRow> LONGEST_DUE = Comparator.comparing(OutboxRow::dueAt)
            .thenComparing(row -> row.entry().id(), Tables::unsigned);

    @Override
    public boolean add(UUID id, MailRequest request, Instant now) {
        tx.requireWritable();
        // Starts at a pseudo-random slot, as scanning a run of used slots would be slow.
        int start = Math.floorMod(id.hashCode(), MAX_PENDING);
        for (int i = 0; i < MAX_PENDING; i++) {
            int slot = (start + i) % MAX_PENDING;
            if (tx.get(tx.tables.outbox, slot) == null) {
                put(new OutboxRow(slot, new Entry(id, request, now, 0), now));
                return true;
            }
        }
        return false;
    }

    @Override
    public Optional<Entry> claim(Instant now, Instant leasedUntil) {
        tx.requireWritable();
        Optional<OutboxRow> due = tx.all(tx.tables.outbox)
                .filter(row -> !row.dueAt().isAfter(now))
                .min(LONGEST_DUE);
        due.ifPresent(row -> {
            Entry e = row.entry();
            Entry claimed = new Entry(e.id(), e.request(), e.addedAt(), e.attempts() + 1);
            put(new OutboxRow(row.slot(), claimed, leasedUntil));
        });
        return due.map(row -> tx.get(tx.tables.outbox, row.slot())).map(OutboxRow::entry);
    }

    @Override
    public void done(Entry entry) {
        tx.requireWritable();
        OutboxRow row = row(entry);
        if (row != null) {
            tx.put(tx.tables.outbox, row.slot(), null);
        }
    }

    @Override
    public void postpone(Entry entry, Instant until) {
        tx.requireWritable();
        OutboxRow row = row(entry);
        if (row != null && row.entry().attempts() == entry.attempts()) {
            put(new OutboxRow(row.slot(), row.entry(), until));
        }
    }

    @Override
    public int waiting() {
        return (int) tx.all(tx.tables.outbox).count();
    }

    private @Nullable OutboxRow row(Entry entry) {
        return tx.all(tx.tables.outbox)
                .filter(row -> row.entry().id().equals(entry.id()))
                .findFirst()
                .orElse(null);
    }

    private void put(OutboxRow row) {
        tx.put(tx.tables.outbox, row.slot(), row);
    }
}
