package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.spi.Rooms.JoinedRoom;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.FieldError;
import dev.chatrooms.domain.Refusal;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.LeaveReason;
import dev.chatrooms.domain.room.MembershipPolicy;
import dev.chatrooms.domain.room.MembershipPolicy.Departure;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomEvent;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What becomes of all rooms of somebody who goes for good. */
record AccountExit(List<JoinedRoom> stays, Map<Departure, List<JoinedRoom>> byOutcome) {
    /** More rooms than that are told of by their number. */
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

    private List<Room> that(Departure outcome) {
        return byOutcome.getOrDefault(outcome, List.of()).stream()
                .map(JoinedRoom::room)
                .toList();
    }

    /** Throws if any room would be left to others without an owner. @throws ChatException {@code last_owner} */
    void requireOwners() {
        List<Room> owned = that(Departure.LAST_OWNER);
        if (!owned.isEmpty()) {
            throw new ChatException(new Refusal(
                    RefusalCode.LAST_OWNER,
                    "hand over to another owner, or delete, first: " + owned.size()
                            + (owned.size() == 1 ? " room" : " rooms"),
                    owned.stream()
                            .limit(MAX_NAMED)
                            .map(room -> new FieldError(
                                    "rooms", RefusalCode.LAST_OWNER.code(), room.id() + " " + room.name()))
                            .toList()));
        }
    }

    /** Ends the memberships and deletes the rooms that are left to nobody. */
    void carryOut(UnitOfWork uow, AccountId account, Instant at) {
        for (JoinedRoom stay : byOutcome.getOrDefault(Departure.LEAVES, List.of())) {
            stay.room()
                    .dismiss(stay.membership(), account, LeaveReason.LEFT)
                    .events()
                    .forEach(event -> {
                        uow.append(event, at);
                    });
        }
        uow.rooms().removeMember(that(Departure.LEAVES).stream().map(Room::id).toList(), account);
        for (Room room : that(Departure.DELETES_ROOM)) {
            if (!uow.rooms().delete(room.id(), room.version())) {
                throw new IllegalStateException("a locked room has changed");
            }
            uow.append(new RoomEvent.Deleted(room.id(), account), at);
        }
    }
}
