package dev.chatrooms.application.admin;

import static dev.chatrooms.application.Fixture.chatOn;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Fixture.say;
import static dev.chatrooms.application.Outcomes.get;
import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.account.AccountProfile;
import dev.chatrooms.application.account.ProfileChange;
import dev.chatrooms.application.account.ProfileChange.NewValue;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.event.EventContent.OfMessage;
import dev.chatrooms.application.event.EventContent.OfRoom;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.message.HistoryRequest;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.room.NewRoom;
import dev.chatrooms.application.room.RoomEdit;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.StoreFixture;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.metadata.Metadata;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The custom data that hosts add. */
public interface CustomDataContract {
    Metadata ORDER = Metadata.of(Map.of("order", 17));
    Metadata OTHER = Metadata.of(Map.of("order", 18));

    /** Returns an empty store, a new one for each test. */
    Storage storage();

    @Test
    default void metadataShouldBeSeenByEveryoneWhoSeesTheMessage() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");
            Caller bob = person(chat, "bob");

            Send send = new Send(tea, "two cups", null).withMetadata(ORDER);
            MessageView sent = get(chat.messages().send(alice, send)).message();

            assertThat(sent.metadata()).isEqualTo(ORDER);
            assertThat(chat.messages().message(bob, sent.id()).metadata()).isEqualTo(ORDER);
            assertThat(chat.messages()
                            .history(bob, tea, HistoryRequest.newest(10))
                            .items())
                    .extracting(MessageView::metadata)
                    .containsExactly(ORDER);
            assertThat(chat.rooms().room(bob, tea).lastMessage())
                    .extracting(MessageView::metadata)
                    .isEqualTo(ORDER);
        }
    }

    @Test
    default void setShouldAppendOneEventAndLeaveTheTimeOfTheLastEdit() {
        Storage storage = storage();
        StoreFixture store = StoreFixture.in(storage);
        try (Chat chat = chatOn(storage)) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");
            MessageId id = get(chat.messages().send(alice, new Send(tea, "two cups", null)))
                    .message()
                    .id();
            Position before = store.head();

            assertThat(get(chat.customData().set(id, ORDER)).cursor()).isNotNull();
            assertThat(get(chat.customData().set(id, ORDER)).cursor()).isNull();

            MessageView seen = chat.messages().message(alice, id);
            assertThat(seen.metadata()).isEqualTo(ORDER);
            assertThat(seen.text()).isEqualTo("two cups");
            assertThat(seen.message().editedAt()).isNull();
            assertThat(store.logSince(before)).extracting(LoggedEvent::kind).containsExactly(EventKind.MESSAGE_EDITED);
            assertThat(store.logSince(before))
                    .extracting(event -> ((OfMessage) event.content()).message().metadata())
                    .containsExactly(ORDER);

            get(chat.editing().edit(alice, id, "three cups"));
            assertThat(chat.messages().message(alice, id).metadata()).isEqualTo(ORDER);
            get(chat.customData().set(id, null));
            assertThat(chat.messages().message(alice, id).metadata()).isNull();
        }
    }

    @Test
    default void roomShouldHaveMetadataFromItsCreationOn() {
        Storage storage = storage();
        StoreFixture store = StoreFixture.in(storage);
        try (Chat chat = chatOn(storage)) {
            Caller alice = person(chat, "alice");
            NewRoom wanted = new NewRoom(RoomKind.PRIVATE, "Order 17", null, List.of("alice")).withMetadata(ORDER);
            RoomId id =
                    get(chat.administration().ensureRoom("17", "alice", wanted)).id();

            assertThat(metadata(chat, alice, id)).isEqualTo(ORDER);
            assertThat(chat.rooms().ownRooms(alice, PageRequest.FIRST).items())
                    .extracting(view -> view.room().metadata())
                    .containsExactly(ORDER);
            Position before = store.head();

            Room changed = get(chat.customData().set(id, OTHER));
            assertThat(get(chat.customData().set(id, OTHER))).isEqualTo(changed);

            assertThat(metadata(chat, alice, id)).isEqualTo(OTHER);
            assertThat(store.logSince(before)).extracting(LoggedEvent::kind).containsExactly(EventKind.ROOM_UPDATED);
            assertThat(store.logSince(before))
                    .extracting(
                            event -> ((OfRoom) event.content()).room().room().metadata())
                    .containsExactly(OTHER);
            say(chat, alice, id, "hello");
            get(chat.moderation().change(alice, id, new RoomEdit("Order 18", null, null)));
            assertThat(metadata(chat, alice, id)).isEqualTo(OTHER);
            get(chat.customData().set(id, null));
            assertThat(metadata(chat, alice, id)).isNull();
            get(chat.rooms().delete(alice, id));
            assertThat(refusal(chat.customData().set(id, ORDER)).code()).isEqualTo(RefusalCode.NOT_FOUND);
        }
    }

    private static Metadata metadata(Chat chat, Caller viewer, RoomId room) {
        return chat.rooms().room(viewer, room).room().metadata();
    }

    @Test
    default void accountShouldHaveMetadataUntilItIsDeleted() {
        Storage storage = storage();
        StoreFixture store = StoreFixture.in(storage);
        try (Chat chat = chatOn(storage)) {
            AccountProfile profile = AccountProfile.named("Sam");
            Account sam = get(chat.administration().ensureAccount("42", profile.withMetadata(ORDER)));
            assertThat(sam.metadata()).isEqualTo(ORDER);
            assertThat(chat.people()
                            .person(person(chat, "bob"), "sam")
                            .profile()
                            .metadata())
                    .isEqualTo(ORDER);
            Position before = store.head();

            assertThat(get(chat.administration().ensureAccount("42", profile))).isEqualTo(sam);
            assertThat(get(chat.administration().ensureAccount("42", profile.withMetadata(ORDER))))
                    .isEqualTo(sam);
            assertThat(store.logSince(before)).isEmpty();
            assertThat(get(chat.administration().ensureAccount("42", profile.withMetadata(OTHER)))
                            .metadata())
                    .isEqualTo(OTHER);
            get(chat.customData().set(sam.id(), ORDER));
            get(chat.customData().set(sam.id(), ORDER));
            get(chat.profiles()
                    .change(Caller.of(sam.id()), new ProfileChange(new NewValue("Samantha"), null, null, null)));

            assertThat(chat.accounts().account(Caller.of(sam.id())).metadata()).isEqualTo(ORDER);
            assertThat(store.logSince(before))
                    .extracting(LoggedEvent::kind)
                    .containsExactly(EventKind.ACCOUNT_UPDATED, EventKind.ACCOUNT_UPDATED, EventKind.ACCOUNT_UPDATED);
            assertThat(sam.anonymised(Instant.EPOCH).metadata()).isNull();
            get(chat.customData().set(sam.id(), null));
            assertThat(chat.accounts().account(Caller.of(sam.id())).metadata()).isNull();
            assertThat(refusal(chat.customData().set(new AccountId(UUID.randomUUID()), ORDER))
                            .code())
                    .isEqualTo(RefusalCode.NOT_FOUND);
        }
    }

    @Test
    default void setShouldBeRefusedWhenMessageDoesNotExist() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");
            Send send = new Send(tea, "two cups", null).withMetadata(ORDER);
            MessageId deleted = get(chat.messages().send(alice, send)).message().id();
            get(chat.editing().delete(alice, deleted));

            assertThat(chat.messages().message(alice, deleted).metadata()).isNull();
            assertThat(refusal(chat.customData().set(deleted, ORDER)).code()).isEqualTo(RefusalCode.DELETED);
            assertThat(refusal(chat.customData().set(new MessageId(UUID.randomUUID()), ORDER))
                            .code())
                    .isEqualTo(RefusalCode.NOT_FOUND);

            get(chat.rooms().delete(alice, tea));
            assertThat(refusal(chat.customData().set(deleted, ORDER)).code()).isEqualTo(RefusalCode.NOT_FOUND);
        }
    }
}
