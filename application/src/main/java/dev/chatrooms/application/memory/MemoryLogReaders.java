package dev.chatrooms.application.memory;

import dev.chatrooms.application.memory.Tables.ReaderRow;
import dev.chatrooms.application.spi.LogReaders;
import dev.chatrooms.domain.event.Cursor;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

record MemoryLogReaders(MemoryTransaction tx) implements LogReaders {
    @Override
    public Optional<Cursor> acquire(String reader, UUID owner, Duration lease, Cursor first) {
        tx.requireWritable();
        ReaderRow row = tx.get(tx.tables.namedReaders, reader);
        if (row != null && !row.isFreeFor(owner, System.nanoTime())) {
            return Optional.empty();
        }
        Cursor cursor = row == null ? first : row.cursor();
        put(reader, new ReaderRow(cursor, owner, System.nanoTime() + lease.toNanos()));
        return Optional.of(cursor);
    }

    @Override
    public boolean renew(String reader, UUID owner, Duration lease) {
        ReaderRow row = ownedBy(reader, owner);
        if (row != null) {
            put(reader, new ReaderRow(row.cursor(), owner, System.nanoTime() + lease.toNanos()));
        }
        return row != null;
    }

    @Override
    public boolean advance(String reader, UUID owner, Cursor cursor) {
        ReaderRow row = ownedBy(reader, owner);
        if (row != null) {
            put(reader, new ReaderRow(cursor, owner, row.leasedUntil()));
        }
        return row != null;
    }

    @Override
    public void release(String reader, UUID owner) {
        ReaderRow row = ownedBy(reader, owner);
        if (row != null) {
            put(reader, new ReaderRow(row.cursor(), null, 0));
        }
    }

    @Override
    public void remove(String reader) {
        put(reader, null);
    }

    private @Nullable ReaderRow ownedBy(String reader, UUID owner) {
        tx.requireWritable();
        ReaderRow row = tx.get(tx.tables.namedReaders, reader);
        return row == null || !owner.equals(row.owner()) ? null : row;
    }

    private void put(String reader, @Nullable ReaderRow row) {
        tx.put(tx.tables.namedReaders, reader, row);
    }
}
