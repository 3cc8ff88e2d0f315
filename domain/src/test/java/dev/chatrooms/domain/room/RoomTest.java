package dev.chatrooms.domain.room;

import static dev.chatrooms.domain.room.Situations.ALICE;
import static dev.chatrooms.domain.room.Situations.BOB;
import static dev.chatrooms.domain.room.Situations.NOW;
import static dev.chatrooms.domain.room.Situations.ROOM;
import static dev.chatrooms.domain.room.Situations.aRoom;
import static dev.chatrooms.domain.room.Situations.membership;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.domain.Decision;
import dev.chatrooms.domain.people.Blocking;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoomTest {
    @Test
    void createShouldMakeItsMakerTheOwnerAndOnlyMember() {
        Room.Change created = Room.create(ROOM, RoomKind.PRIVATE, new RoomName("Tea"), new Topic("Leaves"), ALICE, NOW);

        Room room = created.room();
        assertThat(room.memberCount()).isEqualTo(1);
        assertThat(room.lastSeq()).isZero();
        assertThat(room.createdBy()).isEqualTo(ALICE);
        assertThat(room.createdAt()).isEqualTo(room.updatedAt()).isEqualTo(NOW);
        assertThat(created.membership()).isEqualTo(new Membership(ROOM, ALICE, Role.OWNER, NOW, 0, false, false));
        assertThat(created.events())
                .containsExactly(new RoomEvent.Created(ROOM, ALICE), new RoomEvent.MemberJoined(ROOM, ALICE, ALICE, 1));
    }

    @Test
    void createDirectShouldMakeARoomOfEqualsWithoutAName() {
        Room.Change created = Room.createDirect(ROOM, ALICE, NOW);
        Room.Change admitted = created.room().addFoundingMember(BOB, Role.MEMBER, ALICE, NOW);

        assertThat(created.room().kind()).isEqualTo(RoomKind.DIRECT);
        assertThat(created.room().name()).isNull();
        assertThat(created.room().topic()).isEqualTo(Topic.NONE);
        assertThat(admitted.room().memberCount()).isEqualTo(2);
        assertThat(List.of(created.membership(), admitted.membership()))
                .extracting(Membership::role)
                .containsOnly(Role.MEMBER);
        assertThat(created.events())
                .containsExactly(new RoomEvent.Created(ROOM, ALICE), new RoomEvent.MemberJoined(ROOM, ALICE, ALICE, 1));
        assertThat(admitted.events()).containsExactly(new RoomEvent.MemberJoined(ROOM, BOB, ALICE, 2));
    }

    @Test
    void admitShouldCountTheMemberAndTakeAllSoFarAsRead() {
        Room.Change admitted = aRoom(RoomKind.PUBLIC).addFoundingMember(BOB, Role.MEMBER, ALICE, NOW);

        assertThat(admitted.room().memberCount()).isEqualTo(3);
        assertThat(admitted.room().lastSeq()).isEqualTo(41);
        assertThat(admitted.membership()).isEqualTo(new Membership(ROOM, BOB, Role.MEMBER, NOW, 41, false, false));
        assertThat(admitted.membership().unread(41)).isZero();
        assertThat(admitted.events()).containsExactly(new RoomEvent.MemberJoined(ROOM, BOB, ALICE, 3));
    }

    private static <T> T accepted(Decision<T> decision) {
        return decision.orElseThrow(refusal -> new IllegalStateException(refusal.detail()));
    }

    @Test
    void endedMembershipShouldLeaveTheCountAndGiveTheReason() {
        Room room = aRoom(RoomKind.PUBLIC);
        Standing owner = Situations.member(ALICE, Role.OWNER);
        Standing bob = Situations.member(BOB, Role.MODERATOR);

        Room.Change left = accepted(room.leave(bob, 1)).orElseThrow();
        Room.Change removed = accepted(room.remove(owner, bob, 1)).orElseThrow();
        Room.Change banned = accepted(room.ban(owner, bob)).orElseThrow();
        Room.Change removedSelf = accepted(room.remove(bob, bob, 1)).orElseThrow();
        Room.Change departed = room.depart(membership(BOB, Role.MODERATOR), 1);

        assertThat(left.room().memberCount()).isEqualTo(1);
        assertThat(left.membership()).isEqualTo(bob.membership());
        assertThat(left.events()).containsExactly(new RoomEvent.MemberLeft(ROOM, BOB, BOB, LeaveReason.LEFT, 1));
        assertThat(removed.events())
                .containsExactly(new RoomEvent.MemberLeft(ROOM, BOB, ALICE, LeaveReason.REMOVED, 1));
        assertThat(banned.events()).containsExactly(new RoomEvent.MemberLeft(ROOM, BOB, ALICE, LeaveReason.BANNED, 1));
        assertThat(removedSelf).isEqualTo(left);
        assertThat(departed).isEqualTo(left);
    }

    @Test
    void begunMembershipShouldJoinTheCountAndNameTheActor() {
        Room room = aRoom(RoomKind.PUBLIC);
        Standing stranger = Situations.stranger(BOB);

        Room.Change joined = accepted(room.join(stranger, NOW)).orElseThrow();
        Room.Change added = accepted(room.add(Situations.member(ALICE, Role.OWNER), stranger, Blocking.NONE, NOW))
                .orElseThrow();

        assertThat(joined.room().memberCount()).isEqualTo(3);
        assertThat(joined.events()).containsExactly(new RoomEvent.MemberJoined(ROOM, BOB, BOB, 3));
        assertThat(added.membership()).isEqualTo(joined.membership());
        assertThat(added.events()).containsExactly(new RoomEvent.MemberJoined(ROOM, BOB, ALICE, 3));
    }

    @Test
    void commandShouldChangeNothingWhenThePolicyRefusesOrNothingIsDifferent() {
        Room room = aRoom(RoomKind.PRIVATE);
        Standing member = Situations.member(BOB, Role.MEMBER);

        assertThat(room.join(Situations.stranger(BOB), NOW)).isInstanceOf(Decision.Refused.class);
        assertThat(room.ban(member, Situations.member(ALICE, Role.OWNER))).isInstanceOf(Decision.Refused.class);
        assertThat(room.leave(Situations.member(BOB, Role.OWNER), 1)).isInstanceOf(Decision.Refused.class);
        assertThat(accepted(room.join(member, NOW))).isEmpty();
        assertThatThrownBy(() -> room.depart(membership(BOB, Role.OWNER), 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> room.deleteOnDeparture(membership(BOB, Role.MEMBER), 1))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void roleShouldChangeWithAnEvent() {
        Standing owner = Situations.member(ALICE, Role.OWNER);
        Standing bob = Situations.member(BOB, Role.MEMBER);

        assertThat(accepted(aRoom(RoomKind.PUBLIC).changeRole(owner, bob, Role.MODERATOR, 1)))
                .contains(new RoomEvent.MemberUpdated(ROOM, BOB, ALICE, Role.MODERATOR));
        assertThat(accepted(aRoom(RoomKind.PUBLIC).changeRole(owner, bob, Role.MEMBER, 1)))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void operatorShouldDeleteWithoutBeingNamedWhateverTheKind(RoomKind kind) {
        assertThat(aRoom(kind).deleteByOperator()).isEqualTo(new RoomEvent.Deleted(ROOM, null));
    }

    @Test
    void changesShouldLeaveTheRoomAsItWasWhenTheyMakeAnother() {
        Room room = aRoom(RoomKind.PUBLIC);

        room.addFoundingMember(BOB, Role.MEMBER, BOB, NOW);
        room.withLastSeq(99);

        assertThat(room).isEqualTo(aRoom(RoomKind.PUBLIC));
    }

    @Test
    void unreadShouldCountWhatComesAfterTheMarkerAndNeverLessThanNothing() {
        Membership readTo40 = membership(BOB, Role.MEMBER);

        assertThat(readTo40.unread(40)).isZero();
        assertThat(readTo40.unread(43)).isEqualTo(3);
        assertThat(readTo40.unread(39)).isZero();
    }

    @Test
    void roleShouldStandAboveThoseAfterIt() {
        assertThat(Role.OWNER.isAtLeast(Role.MODERATOR)).isTrue();
        assertThat(Role.MODERATOR.isAtLeast(Role.MODERATOR)).isTrue();
        assertThat(Role.MEMBER.isAtLeast(Role.MODERATOR)).isFalse();
        assertThat(Role.MODERATOR.isAtLeast(Role.OWNER)).isFalse();
    }

    @Test
    void updateShouldChangeTheRoomAndMakeTheEvent() {
        Room tea = aRoom(RoomKind.PUBLIC);
        Instant later = NOW.plusSeconds(1);
        RoomChange change = new RoomChange(new RoomName("Coffee"), null, RoomKind.PRIVATE);

        Room.Update update = accepted(tea.update(change, Situations.member(ALICE, Role.MODERATOR), false, later))
                .orElseThrow();

        assertThat(update.room())
                .isEqualTo(
                        new Room(ROOM, RoomKind.PRIVATE, new RoomName("Coffee"), Topic.NONE, ALICE, NOW, later, 41, 2));
        assertThat(update.event()).isEqualTo(new RoomEvent.Updated(ROOM, ALICE));
    }

    @Test
    void updateShouldBeEmptyWhenNothingIsDifferent() {
        Room tea = aRoom(RoomKind.PUBLIC);
        Standing owner = Situations.member(ALICE, Role.OWNER);

        assertThat(accepted(tea.update(new RoomChange(null, null, null), owner, false, NOW)))
                .isEmpty();
        assertThat(accepted(tea.update(
                        new RoomChange(new RoomName("Tea"), Topic.NONE, RoomKind.PUBLIC), owner, false, NOW)))
                .isEmpty();
    }

    @Test
    void noRoomShouldBecomeADirectOne() {
        assertThatThrownBy(() -> new RoomChange(null, null, RoomKind.DIRECT))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
