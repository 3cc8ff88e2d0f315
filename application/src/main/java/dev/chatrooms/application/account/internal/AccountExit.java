package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.admin.AuditEntry;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.spi.Rooms.JoinedRoom;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.FieldError;
import dev.chatrooms.domain.Refusal;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.MembershipPolicy;
import dev.chatrooms.domain.room.MembershipPolicy.Departure;
import dev.chatrooms.domain.room.Room;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The consequences for all rooms of an account that is being deleted. */
record AccountExit(List<JoinedRoom> stays, Map<Departure, List<JoinedRoom>> byOutcome) {
    /** A refusal names at most this many rooms; its text has their number. */
    private static final int MAX_NAMED = 100;

    static AccountExit of(List<JoinedRoom> stays) {
        return new AccountExit(
                stays,
                stays.stream()
                        .collect(Collectors.groupingBy(
                                stay -> MembershipPolicy.depart(
                                        stay.room(), stay.membership().role(), stay.owners()),
                                () -> new EnumMap<>(Departure.class),
                                Collectors.toList())));
    }

    List<RoomId> rooms() {
        return stays.stream().map(stay -> stay.room().id()).toList();
    }

    private List<Room> rooms(Departure outcome) {
        return byOutcome.getOrDefault(outcome, List.of()).stream()
                .map(JoinedRoom::room)
                .toList();
    }

    /** Returns whether rooms with other members would lose their last owner. */
    boolean leavesRoomsWithoutOwner() {
        return byOutcome.containsKey(Departure.LAST_OWNER);
    }

    /** Checks that no room with other members would lose its last owner. @throws ChatException {@code last_owner} */
    void requireOwners() {
        List<Room> owned = rooms(Departure.LAST_OWNER);
        if (!owned.isEmpty()) {
            throw new ChatException(new Refusal(
                    RefusalCode.LAST_OWNER,
                    "first name another owner of, or delete, " + owned.size()
                            + (owned.size() == 1 ? " room" : " rooms"),
                    owned.stream()
                            .limit(MAX_NAMED)
                            .map(room -> new FieldError(
                                    "rooms", RefusalCode.LAST_OWNER.code(), room.id() + " " + room.name()))
                            .toList()));
        }
    }

    /**
     * Ends the memberships and deletes the rooms without another member.
     *
     * @param roomDeleted the audit entry of a deleted room, without the room
     */
    void apply(UnitOfWork uow, AccountId account, AuditEntry roomDeleted, Instant at) {
        for (JoinedRoom stay : byOutcome.getOrDefault(Departure.LEAVES, List.of())) {
            stay.room().depart(stay.membership(), stay.owners()).events().forEach(event -> {
                uow.append(event, at);
            });
        }
        uow.rooms().removeMember(rooms(Departure.LEAVES).stream().map(Room::id).toList(), account);
        for (JoinedRoom stay : byOutcome.getOrDefault(Departure.DELETES_ROOM, List.of())) {
            if (!uow.rooms().delete(stay.room().id())) {
                throw new IllegalStateException("a locked room has changed");
            }
            uow.append(stay.room().deleteOnDeparture(stay.membership(), stay.owners()), at);
            uow.audit().record(roomDeleted.on(stay.room().id()));
        }
    }
}
