package dev.chatrooms.application.room;

import static dev.chatrooms.application.Fixture.UNLIMITED;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Outcomes.get;
import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.HandClock;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.RoomKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The number of rooms that an account owns, and of people that it brings into rooms without knowing them. */
class GrowthLimitsTest {
    private final HandClock clock = new HandClock();
    private final Chat chat = Chat.inMemoryBuilder()
            .settings(UNLIMITED.toBuilder().maxOwnedRooms(2).newPeoplePerDay(3).build())
            .clock(clock)
            .build();
    private final Caller alice = person(chat, "alice");
    private final Caller bob = person(chat, "bob");

    GrowthLimitsTest() {
        person(chat, "carol");
    }

    @AfterEach
    void close() {
        chat.close();
    }

    private static NewRoom room(String name, String... members) {
        return new NewRoom(RoomKind.PRIVATE, name, null, List.of(members));
    }

    private static NewRoom direct(String peer) {
        return new NewRoom(RoomKind.DIRECT, null, null, List.of(peer));
    }

    @Test
    void createShouldBeRefusedWhenTheAccountOwnsTheMaximum() {
        publicRoom(chat, alice, "One");
        RoomId two = publicRoom(chat, alice, "Two");

        assertThat(refusal(chat.rooms().create(alice, room("Three"))).code()).isEqualTo(RefusalCode.TOO_MANY);
        get(chat.rooms().delete(alice, two));
        get(chat.rooms().create(alice, room("Three")));
    }

    @Test
    void changeRoleShouldBeRefusedWhenTheNewOwnerOwnsTheMaximum() {
        publicRoom(chat, bob, "One");
        publicRoom(chat, bob, "Two");
        RoomId tea = publicRoom(chat, alice, "Tea");
        get(chat.rooms().join(bob, tea));

        assertThat(refusal(chat.moderation().changeRole(alice, tea, "bob", Role.OWNER))
                        .code())
                .isEqualTo(RefusalCode.TOO_MANY);
        get(chat.moderation().changeRole(alice, tea, "bob", Role.MODERATOR));
    }

    @Test
    void peopleShouldBeLimitedWhenTheyShareNoRoomOrContact() {
        person(chat, "dave");
        RoomId tea = get(chat.rooms().create(alice, room("Tea", "bob", "carol")))
                .room()
                .id();
        get(chat.directRooms().open(alice, direct("dave")));
        person(chat, "erin");

        assertThat(refusal(chat.moderation().add(alice, tea, "erin")).code()).isEqualTo(RefusalCode.RATE_LIMITED);
        assertThat(refusal(chat.directRooms().open(alice, direct("erin"))).retryAfter())
                .contains(Duration.ofHours(8));
        assertThat(refusal(chat.rooms().create(alice, room("Other", "erin"))).code())
                .isEqualTo(RefusalCode.RATE_LIMITED);

        get(chat.rooms().create(alice, room("Known", "bob", "carol", "dave")));
        clock.advance(Duration.ofHours(8));
        get(chat.moderation().add(alice, tea, "erin"));
    }

    @Test
    void peopleShouldNotBeLimitedWhenTheyHaveTheAccountAsAContact() {
        get(chat.rooms().create(alice, room("Tea", "bob", "carol", "alice")));
        Caller dave = person(chat, "dave");
        person(chat, "erin");
        get(chat.directRooms().open(alice, direct("erin")));
        assertThat(refusal(chat.directRooms().open(alice, direct("dave"))).code())
                .isEqualTo(RefusalCode.RATE_LIMITED);

        get(chat.personalLists().addContact(dave, "alice"));

        get(chat.directRooms().open(alice, direct("dave")));
    }
}
