package dev.chatrooms.application.memory;

import dev.chatrooms.application.memory.Tables.DeferredRow;
import dev.chatrooms.application.memory.Tables.EventRow;
import dev.chatrooms.application.memory.Tables.MessageRow;
import dev.chatrooms.application.memory.Tables.Place;
import dev.chatrooms.application.memory.Tables.RoomRow;
import dev.chatrooms.application.memory.Tables.SearchRow;
import dev.chatrooms.application.search.IndexShares;
import dev.chatrooms.application.search.IndexTerms;
import dev.chatrooms.application.search.IndexUpdate;
import dev.chatrooms.application.search.SearchQuery;
import dev.chatrooms.application.search.SearchScope;
import dev.chatrooms.application.spi.SearchIndex;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.Message;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@link SearchIndex} as a table of words that is scanned backwards. */
record MemorySearchIndex(MemoryTransaction tx) implements SearchIndex {
    private static final String LIVE = "search";
    private static final String REBUILD = "search.rebuild";
    /** The maximum number of rows that one call compares. */
    private static final int MAX_COMPARED = 10_000;

    @Override
    public Progress progress() {
        return new Progress(
                Objects.requireNonNullElse(tx.get(tx.tables.logReaders, LIVE), Position.START),
                tx.get(tx.tables.logReaders, REBUILD),
                tx.all(tx.tables.deferred).limit(Progress.MAX_DEFERRED).count());
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
        Position live = index(progress.position(), head, entries, IndexShares.ofNew());
        if (!live.equals(progress.position())) {
            tx.put(tx.tables.logReaders, LIVE, live);
        }
        indexDeferred(IndexShares.ofDeferred());
        @Nullable Position rebuilt = progress.rebuilt();
        if (rebuilt != null) {
            rebuilt = index(rebuilt, live, entries, IndexShares.ofRebuild());
            rebuilt = live.isAfter(rebuilt) ? rebuilt : null;
            tx.put(tx.tables.logReaders, REBUILD, rebuilt);
        }
        return head.isAfter(live)
                || rebuilt != null
                || tx.all(tx.tables.deferred).findAny().isPresent();
    }

    private Position index(Position after, Position upTo, int entries, IndexShares shares) {
        if (!upTo.isAfter(after)) {
            return after;
        }
        Position end = new Position(Math.min(upTo.value(), after.value() + entries));
        List<EventRow> events =
                tx.range(tx.tables.events, after.value() + 1, end.value() + 1).toList();
        Set<Place> seen = new HashSet<>();
        for (EventRow event : events) {
            if (shares.isUsedUp()) {
                return new Position(event.position().value() - 1);
            }
            switch (IndexUpdate.of(event.kind())) {
                case MESSAGE -> {
                    Place place = Objects.requireNonNull(event.message());
                    if (seen.add(place)) {
                        indexOrDefer(place, shares);
                    }
                }
                case ROOM_REMOVED -> removeRoom(Objects.requireNonNull(event.roomId()));
                case NONE -> {}
            }
        }
        return end;
    }

    private void indexOrDefer(Place place, IndexShares shares) {
        MessageRow row = row(place);
        AccountId sender = row.message().senderId();
        if (canBeFound(row.message()) && !shares.take(sender, bytes(row.message()))) {
            tx.put(tx.tables.deferred, row.position().value(), new DeferredRow(row.position(), sender, place));
        } else {
            index(row);
        }
    }

    /** Indexes some deferred messages: the oldest of each sender, then the second of each, and so on. */
    private void indexDeferred(IndexShares shares) {
        Map<AccountId, Long> turns = new HashMap<>();
        record Turn(long number, DeferredRow deferred) {}
        List<Turn> next = tx.all(tx.tables.deferred)
                .map(deferred -> new Turn(turns.merge(deferred.sender(), 1L, Long::sum), deferred))
                .sorted(Comparator.comparingLong(Turn::number))
                .toList();
        for (Turn turn : next) {
            MessageRow row = row(turn.deferred().place());
            boolean canBeFound = canBeFound(row.message());
            if (!canBeFound || (!shares.isUsedUp() && shares.take(row.message().senderId(), bytes(row.message())))) {
                index(row);
                tx.put(tx.tables.deferred, row.position().value(), null);
            }
        }
    }

    private MessageRow row(Place place) {
        return Objects.requireNonNull(tx.get(tx.tables.messages, place));
    }

    private boolean canBeFound(Message message) {
        RoomRow room = tx.get(tx.tables.rooms, message.roomId().value());
        return message.text() != null && room != null && room.deleted() == null;
    }

    private static int bytes(Message message) {
        return Objects.requireNonNull(message.text()).value().getBytes(StandardCharsets.UTF_8).length;
    }

    private void removeRoom(RoomId room) {
        List<SearchRow> gone = tx.all(tx.tables.search)
                .filter(row -> row.message().roomId().equals(room))
                .toList();
        gone.forEach(row -> tx.put(tx.tables.search, row.position().value(), null));
    }

    private void index(MessageRow row) {
        Message message = row.message();
        SearchRow indexed = canBeFound(message)
                ? new SearchRow(
                        row.position(),
                        message,
                        IndexTerms.words(Objects.requireNonNull(message.text()).value()))
                : null;
        if (!Objects.equals(tx.get(tx.tables.search, row.position().value()), indexed)) {
            tx.put(tx.tables.search, row.position().value(), indexed);
        }
    }

    @Override
    public Candidates find(SearchQuery query, SearchScope scope, Position before, int limit, Instant now) {
        List<Candidate> items = new ArrayList<>();
        int compared = 0;
        Iterator<SearchRow> rows = rowsBefore(before).iterator();
        while (rows.hasNext()) {
            SearchRow row = rows.next();
            if (matches(query, scope, row, now)) {
                items.add(new Candidate(row.message().id(), row.position(), true));
            }
            if (items.size() == limit || ++compared == MAX_COMPARED) {
                return new Candidates(items, row.position());
            }
        }
        return new Candidates(items, null);
    }

    private Stream<SearchRow> rowsBefore(Position before) {
        return before.isAfter(Position.START)
                ? tx.rangeDown(tx.tables.search, Position.START.value(), before.value())
                : Stream.empty();
    }

    private boolean matches(SearchQuery query, SearchScope scope, SearchRow row, Instant now) {
        return isIn(scope, row.message())
                && query.match(row.words()).isPresent()
                && new MemoryMessages(tx)
                        .find(row.message().id(), scope.viewer(), now)
                        .filter(view -> view.message().deletedAt() == null)
                        .isPresent();
    }

    private static boolean isIn(SearchScope scope, Message message) {
        return (scope.room() == null || scope.room().equals(message.roomId()))
                && (scope.sender() == null || scope.sender().equals(message.senderId()))
                && (scope.from() == null || !message.createdAt().isBefore(scope.from()))
                && (scope.to() == null || !message.createdAt().isAfter(scope.to()));
    }
}
