package dev.chatrooms.application.room;

import static dev.chatrooms.application.Fixture.chatOn;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Outcomes.get;
import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomKind;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rooms that the host knows by ids of its own, on every storage and across nodes. */
public interface EnsureRoomContract {
    NewRoom ORDER = new NewRoom(RoomKind.PRIVATE, "Order 7", null, List.of());

    /** Returns an empty store, one per test. */
    Storage storage();

    @Test
    default void ensureRoomShouldCreateOneRoomHoweverManyNodesAsk() {
        Storage storage = storage();
        try (Chat here = chatOn(storage);
                Chat there = chatOn(storage)) {
            person(here, "alice");

            List<CompletableFuture<Room>> calls = IntStream.range(0, 20)
                    .boxed()
                    .flatMap(i -> Stream.of(
                            here.administration().ensureRoom("order-7", "alice", ORDER),
                            there.administration().ensureRoom("order-7", "alice", ORDER)))
                    .toList();

            assertThat(calls.stream().map(call -> get(call).id()).distinct()).hasSize(1);
            assertThat(here.administration().rooms(PageRequest.FIRST).items()).hasSize(1);
            assertThat(there.administration().findRoomByExternalId("order-7"))
                    .map(Room::id)
                    .contains(get(calls.get(0)).id());
            assertThat(there.administration().findRoomByExternalId("order-8")).isEmpty();
        }
    }

    @Test
    default void aDeletedRoomShouldFreeItsExternalId() {
        try (Chat chat = chatOn(storage())) {
            person(chat, "alice");
            Room first = get(chat.administration().ensureRoom("order-7", "alice", ORDER));
            get(chat.administration().deleteRoom(first.id()));

            assertThat(chat.administration().findRoomByExternalId("order-7")).isEmpty();
            assertThat(get(chat.administration().ensureRoom("order-7", "alice", ORDER))
                            .id())
                    .isNotEqualTo(first.id());
        }
    }

    @Test
    default void ensureRoomShouldRefuseUnusableIdsAndOwners() {
        try (Chat chat = chatOn(storage())) {
            person(chat, "alice");
            for (String unusable : List.of(" ", "x".repeat(256), "a\u0000b")) {
                assertThat(refusal(chat.administration().ensureRoom(unusable, "alice", ORDER))
                                .code())
                        .isEqualTo(RefusalCode.INVALID);
            }
            assertThat(refusal(chat.administration().ensureRoom("order-7", "bob", ORDER))
                            .code())
                    .isEqualTo(RefusalCode.NOT_FOUND);
            assertThat(chat.administration().findRoomByExternalId("order-7")).isEmpty();
        }
    }
}
