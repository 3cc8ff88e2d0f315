package dev.chatrooms.application.search;

import static dev.chatrooms.application.Fixture.chatOn;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.privateRoom;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Fixture.say;
import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.InvalidCursor;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.search.MessageSearch.IndexState;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.id.RoomId;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The search of messages on any store, with the index that a node keeps up to date. */
public interface MessageSearchContract {
    /** Returns an empty store, a new one for each test. */
    Storage storage();

    private static void awaitIndex(Chat chat) {
        Eventually.await(() -> chat.search().state().equals(new IndexState(0, false)));
    }

    private static Page<FoundMessage> search(Chat chat, Caller caller, SearchRequest request) {
        return chat.search().search(caller, request).join();
    }

    private static List<String> found(Chat chat, Caller caller, String q) {
        return snippets(search(chat, caller, SearchRequest.of(q)));
    }

    private static List<String> snippets(Page<FoundMessage> page) {
        return page.items().stream().map(FoundMessage::snippet).toList();
    }

    @Test
    default void messagesShouldBeFoundShortlyAfterTheyArePosted() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            RoomId open = publicRoom(chat, alice, "Open");
            RoomId secret = privateRoom(chat, alice, "Secret");
            say(chat, alice, open, "The kettle is on");
            say(chat, alice, secret, "A <Kettlé> of fish");
            awaitIndex(chat);

            assertThat(found(chat, alice, "KETTLE"))
                    .containsExactly("A &lt;<mark>Kettlé</mark>&gt; of fish", "The <mark>kettle</mark> is on");
            assertThat(found(chat, bob, "kettle")).containsExactly("The <mark>kettle</mark> is on");
            assertThat(found(chat, bob, "\"is on\" ket* -fish"))
                    .containsExactly("The <mark>kettle</mark> <mark>is</mark> <mark>on</mark>");
            assertThat(found(chat, bob, "fish")).isEmpty();
            FoundMessage message =
                    search(chat, bob, SearchRequest.of("kettle")).items().get(0);
            assertThat(message.message())
                    .isEqualTo(chat.messages()
                            .message(bob, message.message().message().id()));
        }
    }

    @Test
    default void koreanNounsShouldBeFoundWithTheirParticles() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            RoomId open = publicRoom(chat, alice, "Open");
            say(chat, alice, open, "어제 서울에서 만났어요");
            say(chat, alice, open, "서울City는 커요");
            say(chat, alice, open, Normalizer.normalize("서울은 비", Normalizer.Form.NFD));
            say(chat, alice, open, "서산에서");
            awaitIndex(chat);

            assertThat(found(chat, alice, "서울"))
                    .containsExactly(
                            Normalizer.normalize("<mark>서울</mark>은 비", Normalizer.Form.NFD),
                            "<mark>서울</mark>City는 커요",
                            "어제 <mark>서울</mark>에서 만났어요");
            assertThat(found(chat, alice, "서울city")).containsExactly("<mark>서울City</mark>는 커요");
            assertThat(found(chat, alice, "에서 -서울")).containsExactly("서산<mark>에서</mark>");
            assertThat(found(chat, alice, "산")).containsExactly("서<mark>산</mark>에서");
        }
    }

    @Test
    default void searchShouldFindNothingWhenTheFiltersMatchNoAccount() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            RoomId open = publicRoom(chat, alice, "Open");
            RoomId secret = privateRoom(chat, alice, "Secret");
            say(chat, alice, open, "kettle");
            say(chat, alice, secret, "kettle");
            awaitIndex(chat);

            Map<String, Integer> counts =
                    Map.of("alice", 1, alice.accountId().toString(), 1, "bob", 0, "nobody", 0, "?", 0);
            counts.forEach((sender, count) -> assertThat(
                            search(chat, bob, new SearchRequest("kettle", null, sender, null, null, PageRequest.FIRST))
                                    .items())
                    .as(sender)
                    .hasSize(count));
            for (RoomId room : List.of(secret, new RoomId(alice.accountId().value()))) {
                assertThat(search(chat, bob, new SearchRequest("kettle", room, null, null, null, PageRequest.FIRST))
                                .items())
                        .isEmpty();
            }
        }
    }

    @Test
    default void pagesShouldContinueAfterTheLastHit() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            RoomId open = publicRoom(chat, alice, "Open");
            for (int i = 0; i < 150; i++) {
                say(chat, alice, open, i % 2 == 0 ? "tea kettle " + i : "kettle of tea " + i);
            }
            awaitIndex(chat);

            List<String> all = new ArrayList<>();
            String cursor = null;
            int pages = 0;
            do {
                Page<FoundMessage> page = search(
                        chat,
                        alice,
                        new SearchRequest("\"tea kettle\"", null, null, null, null, new PageRequest(10, cursor)));
                page.items()
                        .forEach(item -> all.add(item.message().message().text().value()));
                cursor = page.next();
                pages++;
                say(chat, alice, open, "tea kettle, later");
            } while (cursor != null);

            assertThat(pages).isBetween(8, 9);
            assertThat(all).hasSize(75).first().isEqualTo("tea kettle 148");
            assertThat(all).last().isEqualTo("tea kettle 0");
        }
    }

    @Test
    default void searchShouldBeRefusedWithoutAWantedTerm() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");

            assertThat(refused(chat, alice, null)).isEqualTo("q missing");
            assertThat(refused(chat, alice, "-tea")).isEqualTo("q empty");
            assertThat(refused(chat, alice, "x".repeat(501))).isEqualTo("q too_long");
            for (String cursor : List.of("x", "MQ", "LTE")) {
                SearchRequest request = new SearchRequest("tea", null, null, null, null, new PageRequest(1, cursor));
                if (cursor.equals("MQ")) {
                    assertThat(search(chat, alice, request).items()).isEmpty();
                } else {
                    assertThatThrownBy(() -> search(chat, alice, request)).hasCauseInstanceOf(InvalidCursor.class);
                }
            }
        }
    }

    private static String refused(Chat chat, Caller caller, String q) {
        ChatException refused =
                refusal(chat.search().search(caller, new SearchRequest(q, null, null, null, null, PageRequest.FIRST)));
        assertThat(refused.code()).isEqualTo(RefusalCode.INVALID);
        var error = refused.refusal().errors().get(0);
        return error.field() + " " + error.code();
    }

    @Test
    default void indexShouldBeUpdatedByAnyNode() {
        Storage storage = storage();
        try (Chat second = chatOn(storage)) {
            Chat first = chatOn(storage);
            Caller alice = person(first, "alice");
            RoomId open = publicRoom(first, alice, "Open");
            say(first, alice, open, "kettle one");
            awaitIndex(second);
            assertThat(found(second, alice, "kettle")).hasSize(1);
            first.close();
            say(second, alice, open, "kettle two");
            awaitIndex(second);
            assertThat(found(second, alice, "kettle")).hasSize(2);
        }
        try (Chat third = chatOn(storage)) {
            Caller bob = person(third, "bob");
            assertThat(found(third, bob, "kettle")).hasSize(2);
        }
    }

    @Test
    default void rebuildShouldNotChangeTheResults() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            RoomId open = publicRoom(chat, alice, "Open");
            for (int i = 0; i < 20; i++) {
                say(chat, alice, open, "kettle " + i);
            }
            awaitIndex(chat);

            chat.search().rebuild();
            assertThat(found(chat, alice, "kettle")).hasSize(20);
            awaitIndex(chat);

            assertThat(found(chat, alice, "kettle")).hasSize(20);
            assertThat(chat.health().check().get("search").detail()).isEqualTo("0 events behind");
        }
    }
}
