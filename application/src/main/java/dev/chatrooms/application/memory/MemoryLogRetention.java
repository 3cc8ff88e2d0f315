package dev.chatrooms.application.memory;

import dev.chatrooms.application.memory.Tables.EventRow;
import dev.chatrooms.application.memory.Tables.MessageRow;
import dev.chatrooms.application.spi.LogRetention;
import dev.chatrooms.application.spi.Messages.Posted;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.event.Position;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Removed entries stay in the table, because the figures are counted there, but readers do not get them. */
record MemoryLogRetention(MemoryTransaction tx) implements LogRetention {
    private static final String REMOVED = "retention";
    private static final InstantSource CLOCK = InstantSource.system();

    @Override
    public Instant now() {
        return CLOCK.instant();
    }

    @Override
    public Position removedUpTo() {
        return Objects.requireNonNullElse(tx.get(tx.tables.logReaders, REMOVED), Position.START);
    }

    @Override
    public List<Entry> due(Instant before, int limit) {
        Position removed = removedUpTo();
        Position indexed = tx.search().progress().position();
        if (!indexed.isAfter(removed)) {
            return List.of();
        }
        return tx.range(tx.tables.events, removed.value() + 1, indexed.value() + 1)
                .takeWhile(row -> row.at().isBefore(before))
                .limit(limit)
                .map(row -> new Entry(row.position(), posted(row)))
                .toList();
    }

    private @Nullable Posted posted(EventRow row) {
        if (row.kind() != EventKind.MESSAGE_POSTED || row.message() == null) {
            return null;
        }
        MessageRow stored = Objects.requireNonNull(tx.get(tx.tables.messages, row.message()));
        return new Posted(
                stored.message().id(),
                stored.message().roomId(),
                stored.position(),
                stored.message().mentions().room());
    }

    @Override
    public boolean remove(Position from, Position to) {
        tx.requireWritable();
        if (!removedUpTo().equals(from)) {
            return false;
        }
        tx.put(tx.tables.logReaders, REMOVED, to);
        return true;
    }
}
