package dev.chatrooms.application.room;

import static dev.chatrooms.application.Fixture.chatOn;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.privateRoom;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Fixture.say;
import static dev.chatrooms.application.Outcomes.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.InvalidCursor;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.RoomKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The caller's rooms, the directory and the members, page by page. */
class RoomListsTest {
    private final Chat chat = chatOn(MemoryStorage.create());
    private final Caller alice = person(chat, "alice");
    private final Caller bob = person(chat, "bob");

    @AfterEach
    void close() {
        chat.close();
    }

    @Test
    void ownRoomsShouldBeOrderedByLatestActivity() {
        RoomId tea = publicRoom(chat, alice, "Tea");
        RoomId coffee = privateRoom(chat, alice, "Coffee");
        RoomId water = publicRoom(chat, bob, "Water");
        publicRoom(chat, bob, "Not hers");
        get(chat.rooms().join(alice, water));
        say(chat, alice, tea, "the last word");

        assertThat(ids(chat.rooms().ownRooms(alice, PageRequest.FIRST).items())).containsExactly(tea, water, coffee);
    }

    @Test
    void ownRoomsShouldAppearOnceWhenReadPageByPage() {
        List<RoomId> made = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            made.add(0, privateRoom(chat, alice, "Room " + i));
        }

        List<List<RoomId>> pages = pages(
                cursor -> chat.rooms().ownRooms(alice, new PageRequest(3, cursor)),
                room -> room.room().id());

        assertThat(pages).extracting(List::size).containsExactly(3, 3, 1);
        assertThat(pages.stream().flatMap(List::stream)).isEqualTo(made);
    }

    @Test
    void pageShouldHaveNoNextWhenItIsExactlyFull() {
        for (int i = 0; i < 3; i++) {
            publicRoom(chat, alice, "Room " + i);
        }

        PageRequest three = new PageRequest(3, null);
        assertThat(chat.rooms().ownRooms(alice, three).next()).isNull();
        assertThat(chat.rooms().directory(alice, null, three).next()).isNull();
        assertThat(chat.rooms().directory(alice, "nowhere", three).items()).isEmpty();
    }

    @Test
    void directoryShouldBeOrderedByFoldedNameWhenReadPageByPage() {
        for (String name : List.of("tea", "Coffee", "apple", "Zebra", "\u00E9t\u00E9", "B")) {
            publicRoom(chat, alice, name);
        }
        privateRoom(chat, alice, "Secret");

        List<List<String>> pages = pages(
                cursor -> chat.rooms().directory(bob, null, new PageRequest(4, cursor)),
                room -> room.room().name().value());

        assertThat(pages).containsExactly(List.of("apple", "B", "Coffee", "tea"), List.of("Zebra", "\u00E9t\u00E9"));
    }

    @ParameterizedTest
    @CsvSource({
        "TEA, 2",
        "ea, 2",
        "100%, 1",
        "%, 1",
        "_, 1",
        "\\, 1",
        "' ', 4",
        "x, 0",
        "'', 4",
        "\uD83D\uDE00, 1",
        "a\0b, 0",
        "\uD83D, 0"
    })
    void directoryShouldMatchCharactersLiterally(String search, int found) {
        for (String name : List.of("Tea", "Steam 100% \uD83D\uDE00", "a_b\\c", "Room no. 4")) {
            publicRoom(chat, alice, name);
        }

        assertThat(chat.rooms().directory(bob, search, PageRequest.FIRST).items())
                .hasSize(found);
    }

    @Test
    void directoryShouldMarkTheCallersRooms() {
        RoomId tea = publicRoom(chat, alice, "Tea");
        publicRoom(chat, bob, "Water");

        assertThat(chat.rooms().directory(alice, null, PageRequest.FIRST).items())
                .filteredOn(room -> room.me() != null)
                .extracting(room -> room.room().id())
                .containsExactly(tea);
    }

    @Test
    void membersShouldBeOrderedByRoleThenNameWhenReadPageByPage() {
        person(chat, "carol");
        person(chat, "dave");
        RoomId room = get(chat.rooms()
                        .create(bob, new NewRoom(RoomKind.PRIVATE, "Tea", null, List.of("dave", "carol", "alice"))))
                .room()
                .id();

        List<List<String>> pages = pages(
                cursor -> chat.rooms().members(alice, room, new PageRequest(3, cursor)),
                member -> member.user().username().value());

        assertThat(pages).containsExactly(List.of("bob", "alice", "carol"), List.of("dave"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "!", "", " ", "\u00E9", "AAAA"})
    void listsShouldRefuseAnInvalidCursor(String cursor) {
        assertRefused(cursor);
    }

    @Test
    void listsShouldRefuseACursorOfAnotherListOrWithImpossibleValues() {
        assertRefused(PageKey.of("one part").encode());
        assertRefused(PageKey.of("a", "b", "c").encode());
        assertRefused(PageKey.of("not a number", "not an id").encode());
        assertRefused(
                PageKey.of("te\0a", "00000000-0000-7000-8000-000000000000").encode());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 201, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void pageRequestShouldBeRefusedWhenItsLimitIsOutOfRange(int limit) {
        assertThatThrownBy(() -> new PageRequest(limit, null)).isInstanceOf(InvalidValue.class);
    }

    private void assertRefused(String cursor) {
        PageRequest page = new PageRequest(3, cursor);
        RoomId room = publicRoom(chat, alice, "Tea " + cursor.length() + System.nanoTime());
        assertThatThrownBy(() -> chat.rooms().ownRooms(alice, page)).isInstanceOf(InvalidCursor.class);
        assertThatThrownBy(() -> chat.rooms().directory(alice, null, page)).isInstanceOf(InvalidCursor.class);
        assertThatThrownBy(() -> chat.rooms().members(alice, room, page)).isInstanceOf(InvalidCursor.class);
    }

    private static List<RoomId> ids(List<RoomView> rooms) {
        return rooms.stream().map(view -> view.room().id()).toList();
    }

    private static <T, R> List<List<R>> pages(Function<String, Page<T>> list, Function<T, R> item) {
        List<List<R>> pages = new ArrayList<>();
        String cursor = null;
        do {
            Page<T> page = list.apply(cursor);
            pages.add(page.items().stream().map(item).toList());
            cursor = page.next();
        } while (cursor != null);
        return pages;
    }
}
