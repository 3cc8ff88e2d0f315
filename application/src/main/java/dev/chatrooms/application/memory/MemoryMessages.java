package dev.chatrooms.application.memory;

import dev.chatrooms.application.Page;
import dev.chatrooms.application.PageKey;
import dev.chatrooms.application.PageRequest;
import dev.chatrooms.application.memory.Tables.AccountRow;
import dev.chatrooms.application.memory.Tables.MessageRow;
import dev.chatrooms.application.memory.Tables.Place;
import dev.chatrooms.application.memory.Tables.SentAs;
import dev.chatrooms.application.message.HistoryPage;
import dev.chatrooms.application.message.HistoryRequest;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.message.Sender;
import dev.chatrooms.application.spi.Messages;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountId;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.message.ClientId;
import dev.chatrooms.domain.message.Draft;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.message.MessageId;
import dev.chatrooms.domain.people.Blocking;
import dev.chatrooms.domain.room.DirectPair;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

record MemoryMessages(MemoryTransaction tx) implements Messages {
    @Override
    public List<Facts> facts(List<Draft> drafts, Instant now) {
        return drafts.stream().map(draft -> facts(draft, now)).toList();
    }

    private Facts facts(Draft draft, Instant now) {
        return new Facts(
                new MemoryRooms(tx).standing(draft.roomId(), draft.senderId(), now),
                sender(draft.senderId()),
                earlier(draft.senderId(), draft.clientId()),
                blocking(draft));
    }

    private Blocking blocking(Draft draft) {
        DirectPair pair = tx.get(tx.tables.directPairs, draft.roomId().value());
        return pair == null || !pair.has(draft.senderId())
                ? Blocking.NONE
                : new MemoryBlocks(tx).between(draft.senderId(), pair.peerOf(draft.senderId()));
    }

    private @Nullable Earlier earlier(AccountId sender, @Nullable ClientId clientId) {
        if (clientId == null) {
            return null;
        }
        Place place = tx.get(tx.tables.clientIds, new SentAs(sender.value(), clientId.value()));
        if (place == null) {
            return null;
        }
        MessageRow row = Objects.requireNonNull(tx.get(tx.tables.messages, place));
        return new Earlier(viewOf(row.message()), row.position());
    }

    MessageView viewOf(Message message) {
        return new MessageView(message, sender(message.senderId()));
    }

    private Sender sender(AccountId id) {
        AccountRow row = Objects.requireNonNull(tx.get(tx.tables.accounts, id.value()), "no such account");
        Account account = row.account();
        return new Sender(account.id(), account.username(), account.displayName());
    }

    @Override
    public Optional<HistoryPage> history(RoomId room, AccountId viewer, HistoryRequest request, Instant now) {
        return new MemoryRooms(tx).view(room, viewer, now).map(view -> history(view.room(), request));
    }

    private HistoryPage history(Room room, HistoryRequest request) {
        long last = room.lastSeq();
        int limit = request.limit();
        // The first seq of the page, by where the anchor is; seqs have no gaps, so arithmetic is
        // enough.
        long first = switch (request.anchor()) {
            case NEWEST -> last - limit + 1;
            case BEFORE -> Math.min(request.seq(), last + 1) - limit;
            case AFTER -> Math.min(request.seq(), last) + 1;
            case AROUND -> Math.min(request.seq(), last + 1) - limit / 2;
        };
        long end = Math.min(first + limit, last + 1);
        if (request.anchor() == HistoryRequest.Anchor.BEFORE) {
            end = Math.min(end, request.seq());
        }
        first = Math.max(first, 1);
        List<MessageView> items = first >= end
                ? List.of()
                : tx.range(
                                tx.tables.messages,
                                new Place(room.id().value(), first),
                                new Place(room.id().value(), end))
                        .map(row -> viewOf(row.message()))
                        .toList();
        return new HistoryPage(items, first > 1 && last > 0, end <= last && last > 0, last);
    }

    @Override
    public Page<MessageView> ofSender(AccountId sender, AccountId viewer, PageRequest page, Instant now) {
        Position before = PageKey.decode(page.cursor(), 1, parts -> new Position(Long.parseLong(parts.get(0))));
        Stream<MessageRow> rows = tx.all(tx.tables.messages)
                .filter(row -> row.message().senderId().equals(sender))
                .filter(row -> row.message().deletedAt() == null)
                .filter(row -> before == null || before.isAfter(row.position()))
                .filter(row -> new MemoryRooms(tx)
                        .view(row.message().roomId(), viewer, now)
                        .isPresent())
                .sorted(Comparator.comparing(MessageRow::position).reversed());
        Page<MessageRow> found =
                Pages.cut(rows, page, row -> PageKey.of(row.position().value()));
        return new Page<>(
                found.items().stream().map(row -> viewOf(row.message())).toList(), found.next());
    }

    @Override
    public List<MessageView> findAll(Collection<MessageId> ids, AccountId viewer, Instant now) {
        return ids.stream()
                .distinct()
                .flatMap(id -> find(id, viewer, now).stream())
                .toList();
    }

    @Override
    public Optional<MessageView> find(MessageId id, AccountId viewer, Instant now) {
        Place place = tx.get(tx.tables.messageIds, Tables.key(id));
        if (place == null
                || new MemoryRooms(tx)
                        .view(new RoomId(place.room()), viewer, now)
                        .isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                viewOf(Objects.requireNonNull(tx.get(tx.tables.messages, place)).message()));
    }
}
