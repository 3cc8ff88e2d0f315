package dev.chatrooms.application.memory;

import dev.chatrooms.application.event.EventContent;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.memory.Tables.EventRow;
import dev.chatrooms.application.memory.Tables.MemberRow;
import dev.chatrooms.application.memory.Tables.Place;
import dev.chatrooms.application.memory.Tables.RoomRow;
import dev.chatrooms.application.message.ReactionCount;
import dev.chatrooms.application.room.OwnMembership;
import dev.chatrooms.application.spi.EventLog;
import dev.chatrooms.domain.account.AccountEvent;
import dev.chatrooms.domain.account.Profile;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.DomainEvent;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.event.EventScope;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.Emoji;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.message.MessageEvent;
import dev.chatrooms.domain.people.PeopleEvent;
import dev.chatrooms.domain.room.Membership;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomEvent;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

record MemoryEventLog(MemoryTransaction tx) implements EventLog {
    @Override
    public Cursor head() {
        return tx.head;
    }

    @Override
    public Extent extent() {
        return new Extent(tx.head, tx.retention().removedUpTo());
    }

    @Override
    public State state() {
        return new State(tx.head, "memory");
    }

    @Override
    public List<LoggedEvent> read(Position after, Position upTo, int limit) {
        return rows(after, upTo).limit(limit).map(this::withContent).toList();
    }

    @Override
    public List<LoggedEvent> readInOneQuery(Position after, int limit) {
        return read(after, tx.head.position(), limit);
    }

    @Override
    public List<LoggedEvent> readFor(AccountId viewer, Position after, Position upTo, int limit) {
        return rows(after, upTo)
                .filter(row -> maySee(viewer, row))
                .limit(limit)
                .map(this::withContent)
                .toList();
    }

    @Override
    public int countFor(AccountId viewer, Position after, Position upTo, int atMost) {
        return (int) rows(after, upTo)
                .filter(row -> maySee(viewer, row))
                .limit(atMost)
                .count();
    }

    private Stream<EventRow> rows(Position after, Position upTo) {
        Position removed = tx.retention().removedUpTo();
        Position from = removed.isAfter(after) ? removed : after;
        return upTo.isAfter(from) ? tx.range(tx.tables.events, from.value() + 1, upTo.value() + 1) : Stream.empty();
    }

    private boolean maySee(AccountId viewer, EventRow row) {
        boolean own = viewer.equals(row.subjectId());
        RoomId room = row.roomId();
        if (row.kind().scope() == EventScope.ACQUAINTANCES && row.subjectId() != null) {
            return own
                    || knows(viewer, row.subjectId())
                    || leaving(row).stream().anyMatch(left -> isIn(left, viewer));
        }
        if (room == null || (own && (row.kind() == EventKind.MEMBER_JOINED || row.kind() == EventKind.MEMBER_LEFT))) {
            return own;
        }
        MemberRow member = tx.get(tx.tables.membersByRoom, Tables.key(room, viewer));
        boolean deleted = room(room).deleted() != null;
        return member != null
                && row.position().compareTo(member.since()) >= 0
                && (own || row.kind().scope() != EventScope.MEMBER)
                && (!deleted || row.kind() == EventKind.ROOM_DELETED);
    }

    private boolean knows(AccountId viewer, AccountId person) {
        return new MemoryContacts(tx).contains(viewer, person)
                || new MemoryRoomQueries(tx)
                        .memberSince(person).keySet().stream()
                                .anyMatch(room -> tx.get(tx.tables.membersByRoom, Tables.key(room, viewer)) != null);
    }

    private RoomRow room(RoomId id) {
        return Objects.requireNonNull(tx.get(tx.tables.rooms, id.value()));
    }

    private LoggedEvent withContent(EventRow row) {
        return new LoggedEvent(
                row.position(), row.kind(), row.at(), row.roomId(), row.actorId(), row.subjectId(), content(row));
    }

    private EventContent message(EventRow row) {
        Message message = message(Objects.requireNonNull(row.message()));
        MessageId root = row.kind() == EventKind.MESSAGE_EDITED ? null : message.threadId();
        return new EventContent.OfMessage(
                new MemoryMessages(tx).viewOf(message, null), root == null ? null : threadCount(root));
    }

    private int threadCount(MessageId root) {
        return message(Objects.requireNonNull(tx.get(tx.tables.messageIds, Tables.key(root))))
                .threadCount();
    }

    private Message message(Place place) {
        return Objects.requireNonNull(tx.get(tx.tables.messages, place)).message();
    }

    private EventContent content(EventRow row) {
        return switch (row.kind()) {
            case MESSAGE_POSTED, MESSAGE_EDITED, MESSAGE_DELETED -> message(row);
            case MESSAGE_PINNED, MESSAGE_UNPINNED -> {
                MessageEvent event = event(row, MessageEvent.class);
                yield new EventContent.OfPin(event.messageId(), Objects.requireNonNull(event.actorId()));
            }
            case REACTION_ADDED -> {
                MessageEvent.ReactionAdded event = event(row, MessageEvent.ReactionAdded.class);
                yield reaction(event, event.emoji());
            }
            case REACTION_REMOVED -> {
                MessageEvent.ReactionRemoved event = event(row, MessageEvent.ReactionRemoved.class);
                yield reaction(event, event.emoji());
            }
            case ROOM_CREATED, ROOM_UPDATED ->
                new EventContent.OfRoom(new MemoryRoomQueries(tx)
                        .viewOf(room(event(row, RoomEvent.class).roomId()).room(), null, null));
            case ROOM_DELETED -> new EventContent.Nothing();
            case MEMBER_JOINED -> joined(row, event(row, RoomEvent.MemberJoined.class));
            case MEMBER_LEFT -> {
                RoomEvent.MemberLeft event = event(row, RoomEvent.MemberLeft.class);
                yield new EventContent.Left(event.subjectId(), event.actorId(), event.reason(), event.memberCount());
            }
            case MEMBER_UPDATED -> {
                RoomEvent.MemberUpdated event = event(row, RoomEvent.MemberUpdated.class);
                yield new EventContent.MemberChanged(event.subjectId(), event.role());
            }
            case ME_UPDATED -> mine(event(row, RoomEvent.OwnMembershipUpdated.class));
            case ACCOUNT_UPDATED -> updated(event(row, AccountEvent.Updated.class));
            case CONTACT_ADDED, CONTACT_REMOVED, BLOCK_ADDED, BLOCK_REMOVED ->
                new EventContent.OfPerson(profile(event(row, PeopleEvent.class).personId()));
            case SESSION_REVOKED ->
                new EventContent.Revoked(
                        event(row, AccountEvent.SessionRevoked.class).sessionId());
        };
    }

    private static <T extends DomainEvent> T event(EventRow row, Class<T> type) {
        return type.cast(Objects.requireNonNull(row.event()));
    }

    private EventContent reaction(MessageEvent event, Emoji emoji) {
        AccountId by = Objects.requireNonNull(event.actorId());
        return new EventContent.OfReaction(event.messageId(), emoji, by, reactions(event.messageId()));
    }

    private List<ReactionCount> reactions(MessageId message) {
        return new MemoryReactions(tx).counts(message, null);
    }

    /** Empty if the account has left the room; such events are not delivered. */
    private EventContent mine(RoomEvent.OwnMembershipUpdated event) {
        MemberRow member = tx.get(tx.tables.membersByRoom, Tables.key(event.roomId(), event.subjectId()));
        Room room = room(event.roomId()).room();
        OwnMembership mine = member == null
                ? null
                : new MemoryRoomQueries(tx)
                        .viewOf(room, member.membership(), event.subjectId())
                        .me();
        return mine == null ? new EventContent.Nothing() : new EventContent.OfMine(mine, room.lastSeq());
    }

    private static Set<RoomId> leaving(EventRow row) {
        return row.event() instanceof AccountEvent.Updated updated ? updated.leaving() : Set.of();
    }

    private boolean isIn(RoomId room, AccountId viewer) {
        return room(room).deleted() == null && tx.get(tx.tables.membersByRoom, Tables.key(room, viewer)) != null;
    }

    private EventContent updated(AccountEvent.Updated event) {
        AccountId account = event.subjectId();
        return new EventContent.OfAccount(
                profile(account), new MemoryRoomQueries(tx).memberSince(account).keySet(), event.leaving());
    }

    private Profile profile(AccountId id) {
        return MemoryAccounts.profile(tx, id);
    }

    private EventContent joined(EventRow row, RoomEvent.MemberJoined event) {
        RoomRow room = room(event.roomId());
        MemberRow member = tx.get(tx.tables.membersByRoom, Tables.key(event.roomId(), event.subjectId()));
        @Nullable Membership membership = member == null || room.deleted() != null ? null : member.membership();
        Room inside = room.room();
        return new EventContent.Joined(
                profile(event.subjectId()),
                membership == null ? Role.MEMBER : membership.role(),
                membership == null ? row.at() : membership.joinedAt(),
                event.memberCount(),
                membership == null ? null : new MemoryRoomQueries(tx).viewOf(inside, membership, event.subjectId()));
    }
}
