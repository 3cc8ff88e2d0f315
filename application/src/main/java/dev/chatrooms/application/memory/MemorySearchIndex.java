package dev.chatrooms.application.memory;

import dev.chatrooms.application.memory.Tables.EventRow;
import dev.chatrooms.application.memory.Tables.MessageRow;
import dev.chatrooms.application.memory.Tables.RoomRow;
import dev.chatrooms.application.memory.Tables.SearchRow;
import dev.chatrooms.application.search.IndexUpdate;
import dev.chatrooms.application.search.SearchQuery;
import dev.chatrooms.application.search.SearchScope;
import dev.chatrooms.application.search.Words;
import dev.chatrooms.application.spi.SearchIndex;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.Message;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@link SearchIndex} as a table of words that is scanned backwards. */
record MemorySearchIndex(MemoryTransaction tx) implements SearchIndex {
    private static final String LIVE = "search";
    private static final String REBUILD = "search.rebuild";

    @Override
    public Progress progress() {
        return new Progress(
                Objects.requireNonNullElse(tx.get(tx.tables.logReaders, LIVE), Position.START),
                tx.get(tx.tables.logReaders, REBUILD));
    }

    @Override
    public void rebuild() {
        tx.put(tx.tables.logReaders, REBUILD, Position.START);
    }

    @Override
    public boolean readOn(int entries) {
        tx.requireWritable();
        Progress progress = progress();
        Position head = tx.head.position();
        Position live = index(progress.position(), head, entries);
        if (!live.equals(progress.position())) {
            tx.put(tx.tables.logReaders, LIVE, live);
        }
        @Nullable Position rebuilt = progress.rebuilt();
        if (rebuilt != null) {
            rebuilt = index(rebuilt, live, entries);
            rebuilt = live.isAfter(rebuilt) ? rebuilt : null;
            tx.put(tx.tables.logReaders, REBUILD, rebuilt);
        }
        return head.isAfter(live) || rebuilt != null;
    }

    private Position index(Position after, Position upTo, int entries) {
        if (!upTo.isAfter(after)) {
            return after;
        }
        Position end = new Position(Math.min(upTo.value(), after.value() + entries));
        List<EventRow> events =
                tx.range(tx.tables.events, after.value() + 1, end.value() + 1).toList();
        for (EventRow event : events) {
            switch (IndexUpdate.of(event.kind())) {
                case MESSAGE ->
                    index(Objects.requireNonNull(tx.get(tx.tables.messages, Objects.requireNonNull(event.message()))));
                case ROOM_REMOVED -> removeRoom(Objects.requireNonNull(event.roomId()));
                case NONE -> {}
            }
        }
        return end;
    }

    private void removeRoom(RoomId room) {
        List<SearchRow> gone = tx.all(tx.tables.search)
                .filter(row -> row.message().roomId().equals(room))
                .toList();
        gone.forEach(row -> tx.put(tx.tables.search, row.position().value(), null));
    }

    private void index(MessageRow row) {
        Message message = row.message();
        RoomRow room = tx.get(tx.tables.rooms, message.roomId().value());
        boolean isThere = message.text() != null && room != null && room.deleted() == null;
        SearchRow indexed = isThere
                ? new SearchRow(
                        row.position(),
                        message,
                        Words.of(Objects.requireNonNull(message.text()).value()))
                : null;
        if (!Objects.equals(tx.get(tx.tables.search, row.position().value()), indexed)) {
            tx.put(tx.tables.search, row.position().value(), indexed);
        }
    }

    @Override
    public Candidates find(SearchQuery query, SearchScope scope, Position before, int limit, Instant now) {
        Stream<SearchRow> rows = before.isAfter(Position.START)
                ? tx.rangeDown(tx.tables.search, Position.START.value(), before.value())
                : Stream.empty();
        List<Candidate> items = rows.filter(row -> isIn(scope, row.message()))
                .filter(row -> query.match(row.words()).isPresent())
                .filter(row -> new MemoryMessages(tx)
                        .find(row.message().id(), scope.viewer(), now)
                        .filter(view -> view.message().deletedAt() == null)
                        .isPresent())
                .limit(limit)
                .map(row -> new Candidate(row.message().id(), row.position()))
                .toList();
        return new Candidates(
                items, items.size() < limit ? null : items.get(limit - 1).position());
    }

    private static boolean isIn(SearchScope scope, Message message) {
        return (scope.room() == null || scope.room().equals(message.roomId()))
                && (scope.sender() == null || scope.sender().equals(message.senderId()))
                && (scope.from() == null || !message.createdAt().isBefore(scope.from()))
                && (scope.to() == null || !message.createdAt().isAfter(scope.to()));
    }
}
