package dev.chatrooms.application.memory;

import dev.chatrooms.application.event.EventContent;
import dev.chatrooms.application.event.EventKind;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.memory.Tables.EventRow;
import dev.chatrooms.application.memory.Tables.MemberRow;
import dev.chatrooms.application.memory.Tables.RoomRow;
import dev.chatrooms.application.spi.EventLog;
import dev.chatrooms.domain.account.AccountId;
import dev.chatrooms.domain.account.Profile;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.room.LeaveReason;
import dev.chatrooms.domain.room.Membership;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomId;
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
        return new LoggedEvent(
                row.position(), row.kind(), row.at(), row.roomId(), row.actorId(), row.subjectId(), content(row));
    }

    private EventContent content(EventRow row) {
        return switch (row.kind()) {
            case MESSAGE_POSTED ->
                new EventContent.OfMessage(new MemoryMessages(tx)
                        .viewOf(Objects.requireNonNull(
                                        tx.get(tx.tables.messages, Objects.requireNonNull(row.message())))
                                .message()));
            case ROOM_CREATED ->
                new EventContent.OfRoom(new MemoryRooms(tx)
                        .viewOf(room(Objects.requireNonNull(row.roomId())).room(), null));
            case ROOM_DELETED -> new EventContent.Nothing();
            case MEMBER_JOINED ->
                joined(row, Objects.requireNonNull(row.roomId()), Objects.requireNonNull(row.subjectId()));
            case MEMBER_LEFT ->
                new EventContent.Left(
                        Objects.requireNonNull(row.subjectId()),
                        Objects.requireNonNull(row.actorId()),
                        row.reason() == null ? LeaveReason.LEFT : row.reason(),
                        row.memberCount());
            case ACCOUNT_UPDATED -> updated(row, Objects.requireNonNull(row.subjectId()));
            case CONTACT_ADDED, CONTACT_REMOVED, BLOCK_ADDED, BLOCK_REMOVED ->
                new EventContent.OfPerson(profile(Objects.requireNonNull(row.person())));
            case SESSION_REVOKED -> new EventContent.Revoked(Objects.requireNonNull(row.session()));
        };
    }

    private Set<RoomId> leaving(EventRow row) {
        Set<RoomId> rooms = tx.get(tx.tables.leavings, row.position().value());
        return rooms == null ? Set.of() : rooms;
    }

    private boolean isIn(RoomId room, AccountId viewer) {
        return room(room).deleted() == null && tx.get(tx.tables.membersByRoom, Tables.key(room, viewer)) != null;
    }

    private EventContent updated(EventRow row, AccountId person) {
        return new EventContent.OfAccount(
                profile(person), new MemoryRooms(tx).memberSince(person).keySet(), leaving(row));
    }

    private Profile profile(AccountId id) {
        return Objects.requireNonNull(tx.get(tx.tables.accounts, id.value()))
                .account()
                .profile();
    }

    private EventContent joined(EventRow row, RoomId roomId, AccountId subject) {
        RoomRow room = room(roomId);
        MemberRow member = tx.get(tx.tables.membersByRoom, Tables.key(roomId, subject));
        @Nullable Membership membership = member == null || room.deleted() != null ? null : member.membership();
        Room inside = room.room();
        return new EventContent.Joined(
                profile(subject),
                membership == null ? Role.MEMBER : membership.role(),
                membership == null ? row.at() : membership.joinedAt(),
                row.memberCount(),
                membership == null ? null : new MemoryRooms(tx).viewOf(inside, membership));
    }
}
