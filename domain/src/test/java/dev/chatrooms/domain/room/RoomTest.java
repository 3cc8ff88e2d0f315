package dev.chatrooms.domain.room;

import static dev.chatrooms.domain.room.Situations.ALICE;
import static dev.chatrooms.domain.room.Situations.BOB;
import static dev.chatrooms.domain.room.Situations.NOW;
import static dev.chatrooms.domain.room.Situations.ROOM;
import static dev.chatrooms.domain.room.Situations.aRoom;
import static dev.chatrooms.domain.room.Situations.membership;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        assertThat(room.version()).isEqualTo(1);
        assertThat(room.createdBy()).isEqualTo(ALICE);
        assertThat(room.createdAt()).isEqualTo(room.updatedAt()).isEqualTo(NOW);
        assertThat(created.membership()).isEqualTo(new Membership(ROOM, ALICE, Role.OWNER, NOW, 0, false, false));
        assertThat(created.events())
                .containsExactly(new RoomEvent.Created(ROOM, ALICE), new RoomEvent.MemberJoined(ROOM, ALICE, ALICE, 1));
    }

    @Test
    void createDirectShouldMakeARoomOfEqualsWithoutAName() {
        Room.Change created = Room.createDirect(ROOM, ALICE, NOW);
        Room.Change admitted = created.room().admit(BOB, Role.MEMBER, ALICE, NOW);

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
        Room.Change admitted = aRoom(RoomKind.PUBLIC).admit(BOB, Role.MEMBER, ALICE, NOW);

        assertThat(admitted.room().memberCount()).isEqualTo(3);
        assertThat(admitted.room().lastSeq()).isEqualTo(41);
        assertThat(admitted.room().version())
                .as("members do not change the room's rules")
                .isEqualTo(7);
        assertThat(admitted.membership()).isEqualTo(new Membership(ROOM, BOB, Role.MEMBER, NOW, 41, false, false));
        assertThat(admitted.membership().unread(41)).isZero();
        assertThat(admitted.events()).containsExactly(new RoomEvent.MemberJoined(ROOM, BOB, ALICE, 3));
    }

    @ParameterizedTest
    @EnumSource
    void dismissShouldCountTheMemberOutAndSayWhy(LeaveReason reason) {
        Membership ended = membership(BOB, Role.MODERATOR);

        Room.Change dismissed = aRoom(RoomKind.PUBLIC).dismiss(ended, ALICE, reason);

        assertThat(dismissed.room().memberCount()).isEqualTo(1);
        assertThat(dismissed.room().version()).isEqualTo(7);
        assertThat(dismissed.membership()).isEqualTo(ended);
        assertThat(dismissed.events()).containsExactly(new RoomEvent.MemberLeft(ROOM, BOB, ALICE, reason, 1));
    }

    @ParameterizedTest
    @EnumSource
    void operatorShouldDeleteWithoutBeingNamedWhateverTheKind(RoomKind kind) {
        assertThat(aRoom(kind).deleteByOperator()).isEqualTo(new RoomEvent.Deleted(ROOM, null));
    }

    @Test
    void changesShouldLeaveTheRoomAsItWasWhenTheyMakeAnother() {
        Room room = aRoom(RoomKind.PUBLIC);

        room.admit(BOB, Role.MEMBER, BOB, NOW);
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
    void changedShouldBeANewVersionWhereAnythingIsDifferent() {
        Room tea = aRoom(RoomKind.PUBLIC);
        Instant later = NOW.plusSeconds(1);

        Room changed = tea.changed(new RoomChange(new RoomName("Coffee"), null, RoomKind.PRIVATE), later);

        assertThat(changed)
                .isEqualTo(new Room(
                        ROOM, RoomKind.PRIVATE, new RoomName("Coffee"), Topic.NONE, ALICE, NOW, later, 8, 41, 2));
    }

    @Test
    void changedShouldBeTheSameRoomWhereNothingIsDifferent() {
        Room tea = aRoom(RoomKind.PUBLIC);

        assertThat(tea.changed(new RoomChange(null, null, null), NOW)).isSameAs(tea);
        assertThat(tea.changed(new RoomChange(new RoomName("Tea"), Topic.NONE, RoomKind.PUBLIC), NOW))
                .isSameAs(tea);
    }

    @Test
    void noRoomShouldBecomeADirectOne() {
        assertThatThrownBy(() -> new RoomChange(null, null, RoomKind.DIRECT))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
