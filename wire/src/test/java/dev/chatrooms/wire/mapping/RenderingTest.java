package dev.chatrooms.wire.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.event.Audience;
import dev.chatrooms.application.event.EventContent;
import dev.chatrooms.application.event.FeedItem.Resume;
import dev.chatrooms.application.event.FeedItem.Welcome;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.event.Signal;
import dev.chatrooms.application.event.ViewedEvent;
import dev.chatrooms.application.event.ViewedSignal;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.message.ReactionCount;
import dev.chatrooms.application.message.Sender;
import dev.chatrooms.application.room.OwnMembership;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountRole;
import dev.chatrooms.domain.account.DisplayName;
import dev.chatrooms.domain.account.EmailAddress;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.Epoch;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.id.SessionId;
import dev.chatrooms.domain.message.ClientId;
import dev.chatrooms.domain.message.Emoji;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.message.MessageText;
import dev.chatrooms.domain.metadata.Metadata;
import dev.chatrooms.domain.people.Presence;
import dev.chatrooms.domain.room.LeaveReason;
import dev.chatrooms.domain.room.Membership;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomKind;
import dev.chatrooms.domain.room.RoomName;
import dev.chatrooms.domain.room.Topic;
import dev.chatrooms.wire.EmptyObject;
import dev.chatrooms.wire.Json;
import dev.chatrooms.wire.StrictReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The texts that clients get to see, letter by letter. */
class RenderingTest {
    private static final Instant AT = Instant.parse("2026-11-20T10:00:00.123987Z");
    private static final String TIME = "\"2026-11-20T10:00:00.123Z\"";
    private static final AccountId ALICE = new AccountId(new UUID(0, 1));
    private static final AccountId BOB = new AccountId(new UUID(0, 9));
    private static final RoomId TEA = new RoomId(new UUID(0, 2));
    private static final MessageId HELLO = new MessageId(new UUID(0, 3));
    private static final String ALICE_ID = "\"00000000-0000-0000-0000-000000000001\"";
    private static final String TEA_ID = "\"00000000-0000-0000-0000-000000000002\"";

    private static Account alice() {
        return Account.registered(
                ALICE,
                new Username("alice"),
                new DisplayName("Alice \"A\""),
                null,
                null,
                AccountRole.USER,
                new EmailAddress("alice@example.org"),
                AT);
    }

    private static MessageView said(String text, Instant deletedAt) {
        Message message = new Message(
                HELLO,
                TEA,
                7,
                ALICE,
                text == null ? null : new MessageText(text),
                AT,
                null,
                deletedAt,
                new ClientId("c-1"));
        return new MessageView(message, Sender.of(alice().withProfile(new DisplayName("Alice"), null, null, null, AT)));
    }

    private static RoomView tea(boolean mine) {
        Room room = new Room(TEA, RoomKind.PUBLIC, new RoomName("Tea"), Topic.NONE, ALICE, Instant.EPOCH, AT, 7, 2);
        OwnMembership me =
                mine ? new OwnMembership(new Membership(TEA, ALICE, Role.OWNER, AT, 5, false, true), 1) : null;
        return new RoomView(room, null, me, null);
    }

    private static String json(Object body) {
        return new String(Json.encode(body), StandardCharsets.UTF_8);
    }

    private static ViewedEvent event(
            EventKind kind, EventContent content, Audience audience, RoomId room, AccountId subject) {
        LoggedEvent event = new LoggedEvent(new Position(42), kind, AT, room, ALICE, subject, content);
        return new ViewedEvent(event, audience, new Cursor(new Epoch("k3f"), new Position(42)));
    }

    private static String object(ViewedEvent event) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Rendered.of(event, "").writeObject(bytes);
        assertThat(bytes.size()).isEqualTo(Rendered.of(event, "").objectLength());
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String data(ViewedEvent event) throws IOException {
        String object = object(event);
        return object.substring(object.indexOf("\"data\":") + 7, object.length() - 1);
    }

    @Test
    void accountShouldShowItsAddressToItsOwnerAlone() {
        String profile = "{\"id\":" + ALICE_ID + ",\"username\":\"alice\",\"displayName\":\"Alice \\\"A\\\"\","
                + "\"firstName\":null,\"lastName\":null,\"bio\":null,\"role\":\"user\",\"avatarUrl\":\"/api/v1/users/"
                + ALICE_ID.replace("\"", "") + "/avatar\",\"createdAt\":"
                + TIME
                + ",\"updatedAt\":" + TIME;

        assertThat(json(AccountMapping.profile(alice().profile()))).isEqualTo(profile + "}");
        assertThat(json(AccountMapping.own(alice())))
                .isEqualTo(profile + ",\"email\":\"alice@example.org\",\"emailVerified\":false}");
    }

    @Test
    void messageShouldShowItsClientIdToItsSenderAlone() {
        String message = "{\"id\":\"00000000-0000-0000-0000-000000000003\",\"roomId\":" + TEA_ID
                + ",\"seq\":7,\"sender\":{\"id\":"
                + ALICE_ID
                + ",\"username\":\"alice\",\"displayName\":\"Alice\"},\"text\":\"hi\\n🙂\",\"attachments\":[],"
                + "\"mentions\":[],\"mentionsRoom\":false,\"reactions\":[],\"pinned\":false,\"createdAt\":" + TIME;

        assertThat(json(MessageMapping.inEvent(said("hi\n🙂", null), null))).isEqualTo(message + "}");
        assertThat(json(MessageMapping.message(said("hi\n🙂", null), BOB))).isEqualTo(message + "}");
        assertThat(json(MessageMapping.message(said("hi\n🙂", null), ALICE)))
                .isEqualTo(message + ",\"clientId\":\"c-1\"}");
    }

    @Test
    void messageShouldContainItsMetadataAsAnObject() {
        MessageView plain = said("hi", null);
        Metadata metadata = new Metadata("{\"note\":\"🙂\",\"order\":17}");
        MessageView annotated = new MessageView(plain.message().withMetadata(metadata), plain.sender());

        assertThat(json(MessageMapping.inEvent(annotated, null)))
                .contains("\"text\":\"hi\",\"metadata\":{\"note\":\"🙂\",\"order\":17},\"attachments\":[]");
        assertThat(json(MessageMapping.inEvent(plain, null))).doesNotContain("metadata");
    }

    @Test
    void deletedMessageShouldHaveNoTextAndNoAttachments() {
        assertThat(json(MessageMapping.inEvent(said(null, AT), null)))
                .contains("\"deletedAt\":" + TIME)
                .doesNotContain("text", "attachments");
    }

    @Test
    void roomShouldCountWhatIsUnread() {
        assertThat(json(RoomMapping.room(tea(true), ALICE)))
                .isEqualTo("{\"id\":" + TEA_ID + ",\"kind\":\"public\",\"name\":\"Tea\",\"topic\":\"\",\"createdBy\":"
                        + ALICE_ID
                        + ",\"createdAt\":\"1970-01-01T00:00:00.000Z\",\"updatedAt\":" + TIME
                        + ",\"memberCount\":2,\"lastSeq\":7,"
                        + "\"me\":{\"role\":\"owner\",\"joinedAt\":" + TIME
                        + ",\"readSeq\":5,\"unread\":2,\"mentions\":1,"
                        + "\"muted\":false,\"favourite\":true}}");
    }

    @Test
    void pageShouldNameTheNextOneWhereThereIsOne() {
        assertThat(json(Pages.of(new Page<>(List.of("a"), "n"), item -> item)))
                .isEqualTo("{\"items\":[\"a\"],\"next\":\"n\"}");
        assertThat(json(Pages.of(new Page<String>(List.of(), null), item -> item)))
                .isEqualTo("{\"items\":[]}");
    }

    @Test
    void eventShouldBeTheSameForAllTransportsAndEncodedOnce() throws IOException {
        ViewedEvent deleted = event(EventKind.ROOM_DELETED, new EventContent.Nothing(), Audience.OTHERS, TEA, null);
        String fields = "\"cursor\":\"k3f-42\",\"type\":\"room.deleted\",\"roomId\":" + TEA_ID + ",\"actorId\":"
                + ALICE_ID + ",\"at\":" + TIME + ",\"data\":{}}";

        assertThat(object(deleted)).isEqualTo("{" + fields);
        assertThat(StandardCharsets.UTF_8
                        .decode(Rendered.of(deleted, "").socketObject())
                        .toString())
                .isEqualTo("{\"op\":\"event\"," + fields);
        assertThat(Rendered.of(deleted, "")).isSameAs(Rendered.of(deleted, ""));
    }

    @Test
    void eventsShouldSayWhatTheirKindSays() throws IOException {
        assertThat(data(event(EventKind.ROOM_CREATED, new EventContent.OfRoom(tea(true)), Audience.OTHERS, TEA, null)))
                .startsWith("{\"id\":" + TEA_ID)
                .contains("\"lastSeq\":7");
        assertThat(data(event(
                        EventKind.MEMBER_LEFT,
                        new EventContent.Left(ALICE, ALICE, LeaveReason.BANNED, 1),
                        Audience.OTHERS,
                        TEA,
                        ALICE)))
                .isEqualTo("{\"userId\":" + ALICE_ID + ",\"by\":" + ALICE_ID
                        + ",\"reason\":\"banned\",\"memberCount\":1}");
        assertThat(data(event(
                        EventKind.ACCOUNT_UPDATED,
                        new EventContent.OfAccount(alice().profile(), java.util.Set.of(), java.util.Set.of()),
                        Audience.OTHERS,
                        null,
                        ALICE)))
                .startsWith("{\"id\":" + ALICE_ID + ",\"username\":\"alice\"")
                .doesNotContain("email");
        assertThat(data(event(
                        EventKind.CONTACT_ADDED,
                        new EventContent.OfPerson(alice().profile()),
                        Audience.OTHERS,
                        null,
                        BOB)))
                .startsWith("{\"userId\":" + ALICE_ID + ",\"user\":{\"id\":" + ALICE_ID);
        assertThat(object(event(
                        EventKind.SESSION_REVOKED,
                        new EventContent.Revoked(new SessionId(new UUID(0, 4))),
                        Audience.OTHERS,
                        null,
                        ALICE)))
                .doesNotContain("roomId")
                .endsWith("\"data\":{\"sessionId\":\"00000000-0000-0000-0000-000000000004\"}}");
    }

    @Test
    void changesShouldBeRenderedAsTheContractHasThem() throws IOException {
        MessageId message = new MessageId(new UUID(0, 9));
        assertThat(data(event(
                        EventKind.MESSAGE_PINNED, new EventContent.OfPin(message, ALICE), Audience.OTHERS, TEA, null)))
                .isEqualTo("{\"messageId\":\"00000000-0000-0000-0000-000000000009\",\"by\":" + ALICE_ID + "}");
        assertThat(data(event(
                        EventKind.REACTION_ADDED,
                        new EventContent.OfReaction(
                                message, new Emoji("🎉"), ALICE, List.of(new ReactionCount(new Emoji("🎉"), 3, false))),
                        Audience.OTHERS,
                        TEA,
                        null)))
                .isEqualTo("{\"messageId\":\"00000000-0000-0000-0000-000000000009\",\"emoji\":\"🎉\",\"userId\":"
                        + ALICE_ID + ",\"reactions\":[{\"emoji\":\"🎉\",\"count\":3}]}");
        assertThat(data(event(
                        EventKind.MEMBER_UPDATED,
                        new EventContent.MemberChanged(ALICE, Role.MODERATOR),
                        Audience.OTHERS,
                        TEA,
                        ALICE)))
                .isEqualTo("{\"userId\":" + ALICE_ID + ",\"role\":\"moderator\"}");
        OwnMembership mine = new OwnMembership(new Membership(TEA, ALICE, Role.MEMBER, AT, 4, true, false), 1);
        assertThat(data(event(EventKind.ME_UPDATED, new EventContent.OfMine(mine, 7), Audience.OTHERS, TEA, ALICE)))
                .isEqualTo("{\"readSeq\":4,\"unread\":3,\"mentions\":1,\"muted\":true,\"favourite\":false}");
    }

    @Test
    void thereShouldBeNoOtherContentsThanThese() {
        assertThat(EventContent.class.getPermittedSubclasses())
                .as("EventMapping and these tests write them one by one")
                .containsExactlyInAnyOrder(
                        EventContent.OfMessage.class,
                        EventContent.OfRoom.class,
                        EventContent.Nothing.class,
                        EventContent.Joined.class,
                        EventContent.Left.class,
                        EventContent.OfAccount.class,
                        EventContent.OfPerson.class,
                        EventContent.OfPin.class,
                        EventContent.OfReaction.class,
                        EventContent.MemberChanged.class,
                        EventContent.OfMine.class,
                        EventContent.Revoked.class);
    }

    @Test
    void eventsShouldShowWhatIsOnesOwnToOneselfAlone() throws IOException {
        EventContent posted = new EventContent.OfMessage(said("hi", null));
        EventContent joined = new EventContent.Joined(alice().profile(), Role.MEMBER, AT, 2, tea(true));

        assertThat(data(event(EventKind.MESSAGE_POSTED, posted, Audience.SELF, TEA, null)))
                .contains("\"clientId\":\"c-1\"");
        assertThat(data(event(EventKind.MESSAGE_POSTED, posted, Audience.OTHERS, TEA, null)))
                .doesNotContain("clientId");
        assertThat(data(event(EventKind.MEMBER_JOINED, joined, Audience.SELF, TEA, ALICE)))
                .contains("\"memberCount\":2,\"room\":{", "\"me\":{");
        assertThat(data(event(EventKind.MEMBER_JOINED, joined, Audience.OTHERS, TEA, ALICE)))
                .endsWith("\"role\":\"member\",\"joinedAt\":" + TIME + ",\"memberCount\":2}");
    }

    @Test
    void welcomeShouldHoldRoomsUnlessItResumes() {
        Cursor cursor = new Cursor(new Epoch("k3f"), new Position(42));
        String resumed = new String(
                WelcomeRenderer.encode(new Welcome(Resume.RESUMED, cursor, alice(), List.of(), false), "c", ""),
                StandardCharsets.UTF_8);
        String fresh = new String(
                WelcomeRenderer.encode(new Welcome(Resume.FRESH, cursor, alice(), List.of(tea(true)), false), "c", ""),
                StandardCharsets.UTF_8);

        assertThat(resumed)
                .startsWith("{\"op\":\"welcome\",\"connectionId\":\"c\",\"account\":{\"id\":")
                .endsWith("\"cursor\":\"k3f-42\",\"resume\":\"resumed\",\"heartbeatSeconds\":25}");
        assertThat(fresh)
                .contains("\"resume\":\"fresh\",\"heartbeatSeconds\":25,\"rooms\":[{\"id\":")
                .endsWith("}}]}");
    }

    @Test
    void welcomeShouldFitIntoAFrameHoweverLargeTheRoomsAre() {
        Cursor cursor = new Cursor(new Epoch("k3f"), new Position(42));
        RoomView large = new RoomView(
                tea(false).room(), said("🙂".repeat(8000), null), tea(true).me(), null);
        byte[] welcome = WelcomeRenderer.encode(
                new Welcome(Resume.RESET, cursor, alice(), Collections.nCopies(200, large), false), "c", "");

        assertThat(welcome).hasSizeBetween(63 * 1024, 64 * 1024);
        assertThat(new String(welcome, StandardCharsets.UTF_8)).endsWith("}],\"more\":true}");
        assertThat(StrictReader.readPart(EmptyObject.class, StrictReader.decode(welcome)))
                .isNotNull();
    }

    @Test
    void signalShouldBeOneLineWithAndWithoutOp() throws IOException {
        for (Signal signal : List.of(
                new Signal.Typing(TEA, ALICE, true),
                new Signal.Read(TEA, ALICE, 5, null),
                new Signal.Read(TEA, ALICE, 5, 2L),
                new Signal.PresenceChanged(ALICE, Presence.Status.OFFLINE))) {
            ViewedSignal viewed = new ViewedSignal(signal);
            Rendered rendered = Rendered.of(viewed);
            String room = signal.roomId() == null ? "" : "\"roomId\":" + TEA_ID + ",";
            String rest = signal instanceof Signal.Typing
                    ? "\"on\":true}"
                    : signal instanceof Signal.PresenceChanged
                            ? "\"status\":\"offline\"}"
                            : ((Signal.Read) signal).unread() == null ? "\"seq\":5}" : "\"seq\":5,\"unread\":2}";
            String fields = "\"type\":\"" + signal.wireName() + "\"," + room + "\"userId\":" + ALICE_ID + "," + rest;
            ByteArrayOutputStream object = new ByteArrayOutputStream();
            rendered.writeObject(object);

            assertThat(object.toString(StandardCharsets.UTF_8)).isEqualTo("{" + fields);
            assertThat(StandardCharsets.UTF_8.decode(rendered.socketObject()).toString())
                    .isEqualTo("{\"op\":\"signal\"," + fields);
            assertThat(Rendered.of(viewed)).isSameAs(rendered);
        }
    }
}
