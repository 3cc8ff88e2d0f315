package dev.chatrooms.application.event.internal;

import static dev.chatrooms.application.event.internal.Events.ALICE;
import static dev.chatrooms.application.event.internal.Events.BOB;
import static dev.chatrooms.application.event.internal.Events.COFFEE;
import static dev.chatrooms.application.event.internal.Events.TEA;
import static dev.chatrooms.application.event.internal.Events.event;
import static dev.chatrooms.application.event.internal.Events.posted;
import static dev.chatrooms.domain.event.EventKind.MEMBER_JOINED;
import static dev.chatrooms.domain.event.EventKind.MEMBER_LEFT;
import static dev.chatrooms.domain.event.EventKind.ME_UPDATED;
import static dev.chatrooms.domain.event.EventKind.ROOM_CREATED;
import static dev.chatrooms.domain.event.EventKind.ROOM_DELETED;
import static dev.chatrooms.domain.event.EventKind.SESSION_REVOKED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.domain.event.Position;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rooms that Bob may see, folded from joins and leaves in the log. */
class AccountFeedTest {
    private final AccountFeed bob = new AccountFeed(BOB, Map.of(TEA, new Position(10)), Set.of());

    @Test
    void memberShouldSeeTheRoomFromItsJoin() {
        assertThat(bob.maySee(posted(9, TEA, ALICE, "before"))).isFalse();
        assertThat(bob.maySee(posted(10, TEA, ALICE, "at once"))).isTrue();
        assertThat(bob.maySee(posted(11, TEA, ALICE, "later"))).isTrue();
        assertThat(bob.maySee(posted(11, COFFEE, ALICE, "elsewhere"))).isFalse();
    }

    @Test
    void joinShouldOpenTheRoomFromItsPosition() {
        bob.fold(event(20, MEMBER_JOINED, COFFEE, BOB, BOB));

        assertThat(bob.rooms()).containsExactlyInAnyOrder(TEA, COFFEE);
        assertThat(bob.maySee(posted(19, COFFEE, ALICE, "before"))).isFalse();
        assertThat(bob.maySee(posted(20, COFFEE, ALICE, "after"))).isTrue();
    }

    @Test
    void joinOfAnotherAccountShouldOpenNothing() {
        bob.fold(event(20, MEMBER_JOINED, COFFEE, BOB, ALICE));
        bob.fold(event(21, ROOM_CREATED, COFFEE, ALICE, null));

        assertThat(bob.rooms()).containsExactly(TEA);
    }

    @Test
    void creatorShouldSeeTheRoomFromItsFirstEvent() {
        bob.fold(event(20, ROOM_CREATED, COFFEE, BOB, null));
        bob.fold(event(21, MEMBER_JOINED, COFFEE, BOB, BOB));

        assertThat(bob.maySee(event(20, ROOM_CREATED, COFFEE, BOB, null))).isTrue();
    }

    @Test
    void leaveShouldHideEarlierEventsOfTheRoom() {
        bob.fold(event(20, MEMBER_LEFT, TEA, BOB, BOB));

        assertThat(bob.rooms()).isEmpty();
        assertThat(bob.maySee(posted(15, TEA, ALICE, "before"))).isFalse();
        assertThat(bob.maySee(event(20, MEMBER_LEFT, TEA, BOB, BOB))).isTrue();
        assertThat(bob.maySee(event(19, MEMBER_LEFT, TEA, ALICE, ALICE))).isFalse();
    }

    @Test
    void rejoinShouldOpenTheRoomFromTheLatestJoin() {
        bob.fold(event(20, MEMBER_LEFT, TEA, BOB, BOB));
        bob.fold(event(30, MEMBER_JOINED, TEA, BOB, BOB));

        assertThat(bob.maySee(posted(15, TEA, ALICE, "the first stay"))).isFalse();
        assertThat(bob.maySee(posted(30, TEA, ALICE, "the second"))).isTrue();
        assertThat(bob.maySee(event(10, MEMBER_JOINED, TEA, BOB, BOB)))
                .as("its own joins and leaves")
                .isTrue();
    }

    @Test
    void deletionShouldBeTheLastVisibleEventOfARoom() {
        bob.fold(event(20, ROOM_DELETED, TEA, ALICE, null));

        assertThat(bob.rooms()).isEmpty();
        assertThat(bob.maySee(event(20, ROOM_DELETED, TEA, ALICE, null))).isTrue();
        assertThat(bob.maySee(posted(15, TEA, ALICE, "before"))).isFalse();
    }

    @Test
    void deletionShouldNotBeVisibleToAnAccountThatWasNoMember() {
        bob.fold(event(20, ROOM_DELETED, COFFEE, ALICE, null));

        assertThat(bob.maySee(event(20, ROOM_DELETED, COFFEE, ALICE, null))).isFalse();
    }

    @Test
    void deletionBeforeTheStreamShouldBeVisibleOnReplay() {
        bob.addDeletedRooms(Map.of(COFFEE, new Position(5)));

        assertThat(bob.maySee(event(5, ROOM_DELETED, COFFEE, ALICE, null))).isTrue();
        assertThat(bob.maySee(posted(4, COFFEE, ALICE, "before"))).isFalse();
    }

    @Test
    void membershipEventShouldNotBeVisibleWhenItHasNoContent() {
        assertThat(bob.maySee(event(20, ME_UPDATED, TEA, BOB, BOB))).isFalse();
    }

    @Test
    void personalEventsShouldBeVisibleToTheirSubjectOnly() {
        assertThat(bob.maySee(event(20, SESSION_REVOKED, null, BOB, BOB))).isTrue();
        assertThat(bob.maySee(event(20, SESSION_REVOKED, null, ALICE, ALICE))).isFalse();
    }
}
