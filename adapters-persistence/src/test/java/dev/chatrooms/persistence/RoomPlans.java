package dev.chatrooms.persistence;

import static dev.chatrooms.application.spi.StoreFixture.NOW;
import static dev.chatrooms.persistence.PlannedQuery.ALICE;
import static dev.chatrooms.persistence.PlannedQuery.ROOM;
import static dev.chatrooms.persistence.PlannedQuery.id;
import static dev.chatrooms.persistence.PlannedQuery.query;

import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.people.NameSearch;
import dev.chatrooms.application.spi.Markers.Place;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Ban;
import dev.chatrooms.domain.room.DirectPair;
import dev.chatrooms.domain.room.InviteCode;
import dev.chatrooms.domain.room.Membership;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomKind;
import dev.chatrooms.domain.room.RoomName;
import dev.chatrooms.domain.room.Topic;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The queries for rooms, memberships, bans, invites and read markers. */
final class RoomPlans {
    private static final DirectPair PAIR = DirectPair.of(ALICE, new AccountId(id("account", 9)));
    private static final InviteCode CODE = new InviteCode("code-number-7---------");
    static final RoomId BIG_ROOM = new RoomId(id("room", 1));

    private RoomPlans() {}

    static Stream<PlannedQuery> queries() {
        return Stream.of(
                query(
                        "all rooms of an account",
                        1,
                        s -> s.rooms().joinedRooms(ALICE),
                        "membership_pk",
                        "membership_role_idx",
                        "room_pk"),
                query(
                        "leave many rooms",
                        1,
                        s -> s.rooms().removeMember(List.of(ROOM, BIG_ROOM), ALICE),
                        "membership_pk",
                        "room_pk"),
                query(
                        "view of a room",
                        2,
                        s -> s.roomQueries().view(ROOM, ALICE, NOW),
                        "room_pk",
                        "membership_pk",
                        "mention_pk",
                        "message_room_call_idx",
                        "message_place_key"),
                query(
                        "page of the viewer's rooms",
                        3,
                        s -> s.roomQueries().ofViewer(ALICE, PageRequest.FIRST),
                        "membership_pk",
                        "room_pk",
                        "message_place_key",
                        "account_pk"),
                query("find a direct room", 1, s -> s.directRooms().find(PAIR), "room_direct_pair_key"),
                query(
                        "page of markers",
                        2,
                        s -> s.markers().list(BIG_ROOM, ALICE, PageRequest.FIRST, NOW),
                        "membership_role_idx"),
                query(
                        "standings in rooms",
                        1,
                        s -> s.markers().standings(List.of(new Place(ROOM, ALICE), new Place(BIG_ROOM, ALICE)), NOW),
                        "account_pk",
                        "membership_pk",
                        "ban_pk"),
                new PlannedQuery("move markers", 1, RoomPlans::moveMarkers, "membership_pk"),
                query(
                        "page of the directory",
                        2,
                        s -> s.roomQueries().directory(ALICE, null, PageRequest.FIRST, NOW),
                        "room_public_name_key"),
                query(
                        "search of the directory",
                        2,
                        s -> s.roomQueries().directory(ALICE, "oom 9", PageRequest.FIRST, NOW),
                        "room_public_name_key"),
                query("page of all rooms", 1, s -> s.roomQueries().list(PageRequest.FIRST), "room_pk"),
                query(
                        "page of members",
                        2,
                        s -> s.roomQueries().members(BIG_ROOM, ALICE, PageRequest.FIRST, NOW),
                        "membership_role_idx",
                        "account_pk"),
                query(
                        "members by a common name",
                        4,
                        s -> s.roomQueries()
                                .findMembers(BIG_ROOM, ALICE, NameSearch.ofPeople("ser"), PageRequest.FIRST, NOW),
                        "membership_role_idx",
                        "account_search_pk"),
                query("count owners", 1, s -> s.rooms().countMembers(BIG_ROOM, Role.OWNER), "membership_role_idx"),
                query("standing in a room", 1, s -> s.rooms().standing(ROOM, ALICE, NOW), "membership_pk", "ban_pk"),
                new PlannedQuery("update a room", 1, uow -> uow.rooms().update(aRoom()), "room_pk"),
                new PlannedQuery(
                        "set a role", 1, uow -> uow.rooms().setRole(BIG_ROOM, ALICE, Role.MEMBER), "membership_pk"),
                new PlannedQuery(
                        "put a ban",
                        1,
                        uow -> uow.bans().put(new Ban(BIG_ROOM, ALICE, ALICE, null, NOW, null)),
                        "ban_pk"),
                new PlannedQuery("lift a ban", 1, uow -> uow.bans().lift(BIG_ROOM, ALICE, NOW), "ban_pk"),
                query(
                        "page of bans",
                        1,
                        s -> s.bans().list(BIG_ROOM, PageRequest.FIRST, NOW),
                        "ban_room_idx",
                        "account_pk"),
                query("find an invite", 1, s -> s.invites().find(CODE), "invite_pk", "room_pk"),
                query("page of invites", 1, s -> s.invites().list(BIG_ROOM, PageRequest.FIRST, NOW), "invite_room_idx"),
                query("count open invites", 1, s -> s.invites().countOpen(BIG_ROOM, NOW), "invite_room_expiry_idx"),
                new PlannedQuery("use an invite", 1, uow -> uow.invites().use(CODE, NOW), "invite_pk"),
                new PlannedQuery("revoke an invite", 1, uow -> uow.invites().remove(BIG_ROOM, CODE), "invite_pk"),
                new PlannedQuery(
                        "remove expired invites",
                        1,
                        uow -> uow.invites().removeExpired(BIG_ROOM, NOW),
                        "invite_room_expiry_idx"),
                query("positions of joins", 1, s -> s.roomQueries().memberSince(ALICE), "membership_pk"),
                query(
                        "small rooms of accounts",
                        1,
                        s -> s.roomQueries().smallRooms(100, List.of(ALICE, new AccountId(id("account", 2))), 200),
                        "membership_pk",
                        "room_pk"),
                query(
                        "successors of an owner",
                        1,
                        s -> s.rooms().successors(List.of(ROOM), ALICE),
                        "membership_role_idx",
                        "account_pk"),
                query(
                        "rooms of another account",
                        3,
                        s -> s.roomQueries().ofPerson(new AccountId(id("account", 2)), ALICE, PageRequest.FIRST, NOW),
                        "membership_pk",
                        "room_pk",
                        "ban_pk"));
    }

    private static Room aRoom() {
        RoomId missing = new RoomId(UUID.randomUUID());
        return new Room(missing, RoomKind.PRIVATE, new RoomName("Room 7"), Topic.NONE, ALICE, NOW, NOW, 0, 0);
    }

    private static void moveMarkers(UnitOfWork uow) {
        uow.markers()
                .move(
                        List.of(
                                new Membership(new RoomId(id("direct", 5)), ALICE, Role.MEMBER, NOW, 7, false, false),
                                new Membership(new RoomId(id("direct", 6)), ALICE, Role.MEMBER, NOW, 9, false, false)),
                        NOW);
    }
}
