package dev.chatrooms.application.memory;

import dev.chatrooms.application.event.EventContent;
import dev.chatrooms.application.event.EventHeader;
import dev.chatrooms.application.event.EventKind;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.memory.Tables.EventRow;
import dev.chatrooms.application.memory.Tables.MemberRow;
import dev.chatrooms.application.memory.Tables.Place;
import dev.chatrooms.application.memory.Tables.RoomRow;
import dev.chatrooms.application.message.ReactionCount;
import dev.chatrooms.application.room.OwnMembership;
import dev.chatrooms.application.spi.EventLog;
import dev.chatrooms.domain.account.Profile;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.DomainEvent;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.room.Membership;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.Room;
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
    public List<LoggedEvent> read(Position after, Position upTo, int limit) {
        return rows(after, upTo).limit(limit).map(this::withContent).toList();
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
        return upTo.isAfter(after) ? tx.range(tx.tables.events, after.value() + 1, upTo.value() + 1) : Stream.empty();
    }

    private boolean maySee(AccountId viewer, EventRow row) {
        boolean own = viewer.equals(row.subjectId());
        RoomId room = row.roomId();
        if (row.kind() == EventKind.ACCOUNT_UPDATED && row.subjectId() != null) {
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
                && (own || row.kind() != EventKind.ME_UPDATED)
                && (!deleted || row.kind() == EventKind.ROOM_DELETED);
    }

    private boolean knows(AccountId viewer, AccountId person) {
        return new MemoryContacts(tx).contains(viewer, person)
                || new MemoryRooms(tx)
                        .memberSince(person).keySet().stream()
                                .anyMatch(room -> tx.get(tx.tables.membersByRoom, Tables.key(room, viewer)) != null);
    }

    private RoomRow room(RoomId id) {
        return Objects.requireNonNull(tx.get(tx.tables.rooms, id.value()));
    }

    private LoggedEvent withContent(EventRow row) {
        EventHeader header = row.header();
        return new LoggedEvent(
                row.position(),
                header.kind(),
                row.at(),
                header.roomId(),
                header.actorId(),
                header.subjectId(),
                row.event() == null ? message(row) : content(row, row.event()));
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

    private EventContent content(EventRow row, DomainEvent event) {
        if (event instanceof DomainEvent.OfMessage of) {
            return ofMessage(row, of);
        }
        if (event instanceof DomainEvent.OfRoom of) {
            return ofRoom(row, of);
        }
        if (event instanceof DomainEvent.AccountUpdated updated) {
            return updated(row, updated.accountId());
        }
        if (event instanceof DomainEvent.SessionRevoked revoked) {
            return new EventContent.Revoked(revoked.sessionId());
        }
        return new EventContent.OfPerson(profile(person(event)));
    }

    /** Who was put on a list, or taken off it. */
    private static AccountId person(DomainEvent event) {
        if (event instanceof DomainEvent.ContactAdded added) {
            return added.contact();
        }
        if (event instanceof DomainEvent.ContactRemoved removed) {
            return removed.contact();
        }
        return event instanceof DomainEvent.BlockAdded added
                ? added.blocked()
                : ((DomainEvent.BlockRemoved) event).blocked();
    }

    private EventContent ofMessage(EventRow row, DomainEvent.OfMessage event) {
        if (event instanceof DomainEvent.MessagePinned || event instanceof DomainEvent.MessageUnpinned) {
            return new EventContent.OfPin(event.messageId(), event.by());
        }
        if (event instanceof DomainEvent.ReactionAdded added) {
            return new EventContent.OfReaction(
                    added.messageId(), added.emoji(), added.by(), reactions(added.messageId()));
        }
        if (event instanceof DomainEvent.ReactionRemoved removed) {
            return new EventContent.OfReaction(
                    removed.messageId(), removed.emoji(), removed.by(), reactions(removed.messageId()));
        }
        return message(row);
    }

    private List<ReactionCount> reactions(MessageId message) {
        return new MemoryReactions(tx).counts(message, null);
    }

    private EventContent ofRoom(EventRow row, DomainEvent.OfRoom event) {
        RoomId room = event.roomId();
        if (event instanceof DomainEvent.MemberJoined joined) {
            return joined(row, joined);
        }
        if (event instanceof DomainEvent.MemberLeft left) {
            return new EventContent.Left(left.accountId(), left.by(), left.reason(), left.memberCount());
        }
        if (event instanceof DomainEvent.MemberUpdated updated) {
            return new EventContent.MemberChanged(updated.accountId(), updated.role());
        }
        if (event instanceof DomainEvent.MineUpdated mine) {
            return mine(mine);
        }
        return event instanceof DomainEvent.RoomDeleted
                ? new EventContent.Nothing()
                : new EventContent.OfRoom(new MemoryRooms(tx).viewOf(room(room).room(), null, null));
    }

    /** Of who is no member any more nothing is left to tell; nobody is told it either. */
    private EventContent mine(DomainEvent.MineUpdated event) {
        MemberRow member = tx.get(tx.tables.membersByRoom, Tables.key(event.roomId(), event.accountId()));
        Room room = room(event.roomId()).room();
        OwnMembership mine = member == null
                ? null
                : new MemoryRooms(tx)
                        .viewOf(room, member.membership(), event.accountId())
                        .me();
        return mine == null ? new EventContent.Nothing() : new EventContent.OfMine(mine, room.lastSeq());
    }

    private static Set<RoomId> leaving(EventRow row) {
        return row.event() instanceof DomainEvent.AccountUpdated updated ? updated.leaving() : Set.of();
    }

    private boolean isIn(RoomId room, AccountId viewer) {
        return room(room).deleted() == null && tx.get(tx.tables.membersByRoom, Tables.key(room, viewer)) != null;
    }

    private EventContent updated(EventRow row, AccountId person) {
        return new EventContent.OfAccount(
                profile(person), new MemoryRooms(tx).memberSince(person).keySet(), leaving(row));
    }

    private Profile profile(AccountId id) {
        return MemoryAccounts.profile(tx, id);
    }

    private EventContent joined(EventRow row, DomainEvent.MemberJoined event) {
        RoomRow room = room(event.roomId());
        MemberRow member = tx.get(tx.tables.membersByRoom, Tables.key(event.roomId(), event.accountId()));
        @Nullable Membership membership = member == null || room.deleted() != null ? null : member.membership();
        Room inside = room.room();
        return new EventContent.Joined(
                profile(event.accountId()),
                membership == null ? Role.MEMBER : membership.role(),
                membership == null ? row.at() : membership.joinedAt(),
                event.memberCount(),
                membership == null ? null : new MemoryRooms(tx).viewOf(inside, membership, event.accountId()));
    }
}
