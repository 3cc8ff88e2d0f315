package dev.chatrooms.application.memory;

import dev.chatrooms.application.memory.Tables.EventRow;
import dev.chatrooms.application.memory.Tables.MarkRow;
import dev.chatrooms.application.memory.Tables.MessageRow;
import dev.chatrooms.application.spi.LogRetention;
import dev.chatrooms.application.spi.Messages.Posted;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.event.Position;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
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

    private Stream<MarkRow> marksDown() {
        return tx.rangeDown(tx.tables.logMarks, 0L, Long.MAX_VALUE);
    }

    @Override
    public Mark latestMark() {
        return marksDown()
                .findFirst()
                .map(MarkRow::mark)
                .or(() -> tx.rangeDown(tx.tables.events, 0L, Long.MAX_VALUE)
                        .findFirst()
                        .map(newest -> new Mark(0, newest.at())))
                .orElseGet(() -> new Mark(0, now()));
    }

    @Override
    public boolean mark(long after, Instant time, Position upTo, Instant end) {
        tx.requireWritable();
        Optional<MarkRow> latest = marksDown().findFirst();
        if (latest.map(row -> row.mark().number()).orElse(0L) != after) {
            return false;
        }
        if (latest.isPresent() && hour(latest.get().end()).equals(hour(end))) {
            tx.put(tx.tables.logMarks, after, null);
        }
        tx.put(tx.tables.logMarks, after + 1, new MarkRow(new Mark(after + 1, time), end, upTo));
        return true;
    }

    private static Instant hour(Instant time) {
        return time.truncatedTo(ChronoUnit.HOURS);
    }

    @Override
    public List<Entry> due(Instant before, int limit) {
        Position marked = marksDown()
                .filter(row -> row.end().isBefore(before))
                .findFirst()
                .map(MarkRow::position)
                .orElse(Position.START);
        Position removed = removedUpTo();
        Position indexed = tx.search().progress().position();
        if (!indexed.isAfter(removed)) {
            return List.of();
        }
        return tx.range(tx.tables.events, removed.value() + 1, indexed.value() + 1)
                .takeWhile(row -> row.at().isBefore(before) || !row.position().isAfter(marked))
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
        marksDown()
                .skip(1)
                .filter(row -> !row.position().isAfter(to))
                .forEach(row -> tx.put(tx.tables.logMarks, row.mark().number(), null));
        return true;
    }
}
