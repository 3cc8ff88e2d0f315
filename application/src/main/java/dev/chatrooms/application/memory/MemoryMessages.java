package dev.chatrooms.application.memory;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.memory.Tables.AccountRow;
import dev.chatrooms.application.memory.Tables.MemberRow;
import dev.chatrooms.application.memory.Tables.MessageRow;
import dev.chatrooms.application.memory.Tables.Numbered;
import dev.chatrooms.application.memory.Tables.Place;
import dev.chatrooms.application.memory.Tables.RevisionRow;
import dev.chatrooms.application.memory.Tables.SentAs;
import dev.chatrooms.application.message.HistoryPage;
import dev.chatrooms.application.message.HistoryRequest;
import dev.chatrooms.application.message.MessageFilter;
import dev.chatrooms.application.message.MessageThread;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.message.RepliedTo;
import dev.chatrooms.application.message.Revision;
import dev.chatrooms.application.message.Sender;
import dev.chatrooms.application.spi.Accounts;
import dev.chatrooms.application.spi.Messages;
import dev.chatrooms.domain.account.AccountState;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.ClientId;
import dev.chatrooms.domain.message.Draft;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.metadata.Metadata;
import dev.chatrooms.domain.people.Blocking;
import dev.chatrooms.domain.room.DirectPair;
import dev.chatrooms.domain.room.Membership;
import dev.chatrooms.domain.room.Room;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

record MemoryMessages(MemoryTransaction tx) implements Messages {
    @Override
    public List<Facts> facts(List<Draft> drafts, Instant now) {
        Map<RoomId, Room> rooms =
                new MemoryRooms(tx).lock(drafts.stream().map(Draft::roomId).collect(Collectors.toSet()));
        return drafts.stream()
                .map(draft -> facts(draft, rooms.get(draft.roomId()), now))
                .toList();
    }

    private Facts facts(Draft draft, @Nullable Room room, Instant now) {
        return new Facts(
                room,
                new MemoryRooms(tx).standing(draft.roomId(), draft.senderId(), now),
                accountOf(draft),
                senderOf(draft),
                earlier(draft.senderId(), draft.clientId()),
                blocking(draft));
    }

    private Accounts.@Nullable Standing accountOf(Draft draft) {
        return new MemoryAccounts(tx)
                .standing(draft.senderId())
                .filter(account -> account.state() != AccountState.DELETED)
                .orElse(null);
    }

    private @Nullable Sender senderOf(Draft draft) {
        return accountOf(draft) == null ? null : sender(draft.senderId());
    }

    private Blocking blocking(Draft draft) {
        DirectPair pair = tx.get(tx.tables.directPairs, draft.roomId().value());
        return pair == null || !pair.has(draft.senderId())
                ? Blocking.NONE
                : new MemoryBlocks(tx).between(draft.senderId(), pair.peerOf(draft.senderId()));
    }

    @Override
    public boolean isPosted(AccountId sender, ClientId clientId) {
        return tx.get(tx.tables.clientIds, new SentAs(sender.value(), clientId.value())) != null;
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
        return new Earlier(viewOf(row.message(), sender), row.position());
    }

    /**
     * Returns a message as a viewer sees it.
     *
     * @param viewer null if the view is the same for all viewers
     */
    MessageView viewOf(Message message, @Nullable AccountId viewer) {
        return new MessageView(
                message,
                sender(message.senderId()),
                message.replyTo() == null ? null : repliedTo(message.replyTo()),
                new MemoryReactions(tx).counts(message.id(), viewer));
    }

    private RepliedTo repliedTo(MessageId id) {
        Message message = Objects.requireNonNull(row(id), "the message replied to does not exist")
                .message();
        return RepliedTo.of(new MessageView(message, sender(message.senderId())));
    }

    private @Nullable MessageRow row(MessageId id) {
        Place place = tx.get(tx.tables.messageIds, Tables.key(id));
        return place == null ? null : tx.get(tx.tables.messages, place);
    }

    @Override
    public Map<MessageId, RoomId> rooms(Collection<MessageId> ids) {
        Map<MessageId, RoomId> rooms = new HashMap<>();
        for (MessageId id : ids) {
            MessageRow row = row(id);
            if (row != null) {
                rooms.put(id, row.message().roomId());
            }
        }
        return rooms;
    }

    @Override
    public Map<MessageId, MessageView> findAll(Collection<MessageId> ids) {
        Map<MessageId, MessageView> views = new HashMap<>();
        for (MessageId id : ids) {
            MessageRow row = row(id);
            if (row != null) {
                views.put(id, viewOf(row.message(), null));
            }
        }
        return views;
    }

    @Override
    public void edit(Message before, Message after) {
        Numbered newest = tx.rangeDown(tx.tables.revisions, first(before.id()), end(before.id()))
                .findFirst()
                .map(revision -> new Numbered(before.id().value(), revision.number() + 1))
                .orElse(first(before.id()));
        Instant since = before.editedAt() == null ? before.createdAt() : before.editedAt();
        tx.put(
                tx.tables.revisions,
                newest,
                new RevisionRow(newest.number(), new Revision(Objects.requireNonNull(before.text()), since)));
        replace(before, after);
    }

    @Override
    public void delete(Collection<Message> messages, Instant at) {
        messages.forEach(message -> delete(message, at));
    }

    private void delete(Message message, Instant at) {
        for (RevisionRow revision : revisions(message.id()).toList()) {
            tx.put(tx.tables.revisions, new Numbered(message.id().value(), revision.number()), null);
        }
        new MemoryReactions(tx).removeAll(message.id());
        Message stored = Objects.requireNonNull(row(message.id())).message();
        new MemoryFiles(tx).removeOf(stored);
        Place place = replace(stored, stored.deleted(at));
        tx.put(tx.tables.pins, place, null);
        if (message.threadId() != null) {
            new MemoryMentions(tx).countThread(message.threadId(), -1);
        }
    }

    @Override
    public List<Posted> posted(AccountId sender, Position after, int limit) {
        return tx.all(tx.tables.messages)
                .filter(row -> row.message().senderId().equals(sender)
                        && row.position().isAfter(after))
                .sorted(Comparator.comparing(MessageRow::position))
                .limit(limit)
                .map(row -> new Posted(
                        row.message().id(),
                        row.message().roomId(),
                        row.position(),
                        row.message().mentions().room()))
                .toList();
    }

    private Place replace(Message before, Message after) {
        Place place = Objects.requireNonNull(tx.get(tx.tables.messageIds, Tables.key(before.id())));
        MessageRow row = Objects.requireNonNull(tx.get(tx.tables.messages, place));
        MemoryMentions calls = new MemoryMentions(tx);
        calls.remove(before, place);
        calls.put(after, place);
        tx.put(tx.tables.messages, place, new MessageRow(after, row.position()));
        return place;
    }

    @Override
    public void pin(MessageId id, boolean on) {
        Place place = Objects.requireNonNull(tx.get(tx.tables.messageIds, Tables.key(id)));
        MessageRow row = Objects.requireNonNull(tx.get(tx.tables.messages, place));
        tx.put(tx.tables.pins, place, on ? place : null);
        tx.put(tx.tables.messages, place, new MessageRow(row.message().withPin(on), row.position()));
    }

    @Override
    public void setMetadata(MessageId id, @Nullable Metadata metadata) {
        Place place = Objects.requireNonNull(tx.get(tx.tables.messageIds, Tables.key(id)));
        MessageRow row = Objects.requireNonNull(tx.get(tx.tables.messages, place));
        tx.put(tx.tables.messages, place, new MessageRow(row.message().withMetadata(metadata), row.position()));
    }

    @Override
    public List<AccountId> notYetRead(Message message, @Nullable Collection<AccountId> people) {
        return new MemoryRooms(tx)
                .memberships(message.roomId())
                .map(MemberRow::membership)
                .filter(member -> member.readSeq() < message.seq())
                .map(Membership::accountId)
                .filter(account -> people == null || people.contains(account))
                .toList();
    }

    @Override
    public Page<Revision> revisions(MessageId id, PageRequest page) {
        Long after = PageKey.decode(page.cursor(), 1, parts -> Long.parseLong(parts.get(0)));
        Page<RevisionRow> found = Pages.cut(
                revisions(id).filter(row -> after == null || row.number() > after),
                page,
                row -> PageKey.of(row.number()));
        return new Page<>(found.items().stream().map(RevisionRow::revision).toList(), found.next());
    }

    private Stream<RevisionRow> revisions(MessageId id) {
        return tx.range(tx.tables.revisions, first(id), end(id));
    }

    private static Numbered first(MessageId id) {
        return new Numbered(id.value(), 0);
    }

    private static Numbered end(MessageId id) {
        return new Numbered(id.value(), Long.MAX_VALUE);
    }

    private Sender sender(AccountId id) {
        AccountRow row = Objects.requireNonNull(tx.get(tx.tables.accounts, id.value()), "no such account");
        return Sender.of(row.account());
    }

    @Override
    public Optional<HistoryPage> history(RoomId room, AccountId viewer, HistoryRequest request, Instant now) {
        return new MemoryRoomQueries(tx).view(room, viewer, now).map(view -> history(view.room(), viewer, request));
    }

    private HistoryPage history(Room room, AccountId viewer, HistoryRequest request) {
        long last = room.lastSeq();
        int limit = request.limit();
        // The first sequence number of the page. They have no gaps, so arithmetic suffices.
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
                        .map(row -> viewOf(row.message(), viewer))
                        .toList();
        return new HistoryPage(items, first > 1 && last > 0, end <= last && last > 0, last);
    }

    @Override
    public Page<MessageView> list(MessageFilter filter, AccountId viewer, PageRequest page, Instant now) {
        return newestFirst(
                tx.all(tx.tables.messages).filter(row -> isWanted(row.message(), filter)), viewer, page, now);
    }

    private static boolean isWanted(Message message, MessageFilter filter) {
        return message.deletedAt() == null
                && (filter.room() == null || filter.room().equals(message.roomId()))
                && (filter.sender() == null || filter.sender().equals(message.senderId()))
                && (filter.from() == null || !message.createdAt().isBefore(filter.from()))
                && (filter.to() == null || !message.createdAt().isAfter(filter.to()));
    }

    @Override
    public Page<MessageView> mentioning(AccountId person, PageRequest page, Instant now) {
        List<MemberRow> memberships = new MemoryRoomQueries(tx).membershipsOf(person);
        return newestFirst(new MemoryMentions(tx).of(person, memberships), person, page, now);
    }

    private Page<MessageView> newestFirst(Stream<MessageRow> rows, AccountId viewer, PageRequest page, Instant now) {
        Position before = PageKey.decode(page.cursor(), 1, parts -> new Position(Long.parseLong(parts.get(0))));
        Stream<MessageRow> wanted = rows.filter(row -> before == null || before.isAfter(row.position()))
                .filter(row -> isReadable(row.message().roomId(), viewer, now))
                .sorted(Comparator.comparing(MessageRow::position).reversed());
        Page<MessageRow> found =
                Pages.cut(wanted, page, row -> PageKey.of(row.position().value()));
        return new Page<>(
                found.items().stream().map(row -> viewOf(row.message(), viewer)).toList(), found.next());
    }

    private boolean isReadable(RoomId room, AccountId viewer, Instant now) {
        return new MemoryRoomQueries(tx).view(room, viewer, now).isPresent();
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
        MessageRow row = row(id);
        return row == null || !isReadable(row.message().roomId(), viewer, now)
                ? Optional.empty()
                : Optional.of(viewOf(row.message(), viewer));
    }

    @Override
    public Optional<MessageThread> thread(MessageId id, AccountId viewer, PageRequest page, Instant now) {
        Long after = PageKey.decode(page.cursor(), 1, parts -> Long.parseLong(parts.get(0)));
        return find(id, viewer, now).map(asked -> {
            MessageId above = asked.message().threadId();
            MessageView root = above == null ? asked : find(above, viewer, now).orElseThrow();
            UUID key = root.message().id().value();
            Stream<MessageView> under = tx.range(
                            tx.tables.threads,
                            new Numbered(key, after == null ? 0 : after + 1),
                            new Numbered(key, Long.MAX_VALUE))
                    .map(place -> viewOf(
                            Objects.requireNonNull(tx.get(tx.tables.messages, place))
                                    .message(),
                            viewer));
            return new MessageThread(
                    root,
                    Pages.cut(under, page, view -> PageKey.of(view.message().seq())));
        });
    }

    @Override
    public Optional<Page<MessageView>> pins(RoomId room, AccountId viewer, PageRequest page, Instant now) {
        Long before = PageKey.decode(page.cursor(), 1, parts -> Long.parseLong(parts.get(0)));
        if (!isReadable(room, viewer, now)) {
            return Optional.empty();
        }
        if (!new MemoryDirectRooms(tx).closedByBlock(Set.of(room)).isEmpty()) {
            return Optional.of(new Page<>(List.of(), null));
        }
        Stream<MessageView> pinned = tx.rangeDown(
                        tx.tables.pins,
                        new Place(room.value(), 0),
                        new Place(room.value(), before == null ? Long.MAX_VALUE : before))
                .map(place -> viewOf(
                        Objects.requireNonNull(tx.get(tx.tables.messages, place))
                                .message(),
                        viewer));
        return Optional.of(
                Pages.cut(pinned, page, view -> PageKey.of(view.message().seq())));
    }
}
