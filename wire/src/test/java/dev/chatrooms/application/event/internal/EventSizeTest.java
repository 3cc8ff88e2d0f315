package dev.chatrooms.application.event.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.event.EventContent;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.message.ReactionCount;
import dev.chatrooms.application.message.RepliedTo;
import dev.chatrooms.application.message.Sender;
import dev.chatrooms.application.room.OwnMembership;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.domain.account.AccountKind;
import dev.chatrooms.domain.account.AccountRole;
import dev.chatrooms.domain.account.Bio;
import dev.chatrooms.domain.account.DisplayName;
import dev.chatrooms.domain.account.Profile;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.event.Epoch;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.file.AttachmentPolicy;
import dev.chatrooms.domain.file.ContentHash;
import dev.chatrooms.domain.file.ContentKey;
import dev.chatrooms.domain.file.Dimensions;
import dev.chatrooms.domain.file.FileName;
import dev.chatrooms.domain.file.MediaType;
import dev.chatrooms.domain.file.Thumbnail;
import dev.chatrooms.domain.file.UploadedFile;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.AvatarId;
import dev.chatrooms.domain.id.FileId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.id.SessionId;
import dev.chatrooms.domain.message.ClientId;
import dev.chatrooms.domain.message.Emoji;
import dev.chatrooms.domain.message.Mentions;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.message.MessageContent;
import dev.chatrooms.domain.message.MessageLinks;
import dev.chatrooms.domain.message.MessageText;
import dev.chatrooms.domain.metadata.Metadata;
import dev.chatrooms.domain.room.LeaveReason;
import dev.chatrooms.domain.room.Membership;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomKind;
import dev.chatrooms.domain.room.RoomName;
import dev.chatrooms.domain.room.Topic;
import dev.chatrooms.wire.mapping.Rendered;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jol.info.GraphLayout;

/**
 * The bounds of {@link EventSize}, compared with the largest events of every kind as they are really held and rendered.
 * In this module because the rendering is.
 */
class EventSizeTest {
    private static final int RING_BYTES = 384 * 1024;
    private static final Epoch EPOCH = new Epoch("k3f");

    /** Texts that take most bytes in JSON, on the heap, and in both. */
    private enum Texts {
        CONTROL("\u0001", 1),
        EMOJI("😀", 1),
        HAN("語", 1),
        SHORT("a", 400);

        private final String character;
        private final int divisor;

        Texts(String character, int divisor) {
            this.character = character;
            this.divisor = divisor;
        }

        String text(int codePoints) {
            // Control characters alone would count as white space.
            return "a" + character.repeat(Math.max(1, codePoints / divisor) - 1);
        }

        /** Returns a name, which has no control characters. */
        String name(int codePoints) {
            return this == CONTROL ? "\"".repeat(codePoints) : text(codePoints);
        }
    }

    @BeforeAll
    static void measureRecords() {
        // Offsets of fields in records are otherwise unavailable.
        System.setProperty("jol.magicFieldOffset", "true");
    }

    @ParameterizedTest
    @EnumSource
    void jsonShouldBeAnUpperBoundForEveryKind(EventKind kind) {
        for (Texts texts : Texts.values()) {
            LoggedEvent event = new Sample(texts).event(kind, 1_000_000);
            RingEntry entry = new RingEntry(event, EPOCH);

            for (int length : lengths(entry)) {
                assertThat(length)
                        .as(texts.name())
                        .isLessThanOrEqualTo(EventSize.of(event).json());
            }
        }
    }

    /** Renders both views and returns their lengths. */
    private static int[] lengths(RingEntry entry) {
        return Stream.of(entry.event.actorId(), entry.event.subjectId(), new AccountId(UUID.randomUUID()))
                .filter(viewer -> viewer != null)
                .mapToInt(viewer -> Rendered.of(entry.viewedBy(viewer), "").objectLength())
                .toArray();
    }

    @ParameterizedTest
    @EnumSource
    void ringShouldHoldNoMoreThanItsBytesWhenFilledWithTheLargestOfEveryKind(EventKind kind) {
        for (Texts texts : Texts.values()) {
            EventRing ring = new EventRing(2_000, RING_BYTES, Position.START);
            Sample sample = new Sample(texts);
            boolean full = false;
            for (int position = 1; !full; position++) {
                RingEntry entry = new RingEntry(sample.event(kind, position), EPOCH);
                lengths(entry);
                full = !ring.append(entry).isEmpty();
            }

            long empty = GraphLayout.parseInstance(new EventRing(2_000, RING_BYTES, Position.START))
                    .totalSize();
            assertThat(GraphLayout.parseInstance(ring).totalSize() - empty)
                    .as(kind + " with " + texts)
                    .isBetween((long) (RING_BYTES * 0.2), (long) RING_BYTES);
        }
    }

    /** Makes events with texts of the greatest length, without sharing any object between two of them. */
    private static final class Sample {
        private final Texts texts;

        Sample(Texts texts) {
            this.texts = texts;
        }

        LoggedEvent event(EventKind kind, long position) {
            AccountId actor = account();
            return new LoggedEvent(
                    new Position(position),
                    kind,
                    now(),
                    room(),
                    actor,
                    kind == EventKind.MEMBER_JOINED ? account() : null,
                    content(kind));
        }

        private EventContent content(EventKind kind) {
            return switch (kind) {
                case MESSAGE_POSTED, MESSAGE_EDITED, MESSAGE_DELETED -> new EventContent.OfMessage(message(), 1);
                case MESSAGE_PINNED, MESSAGE_UNPINNED -> new EventContent.OfPin(messageId(), account());
                case REACTION_ADDED, REACTION_REMOVED ->
                    new EventContent.OfReaction(messageId(), emoji(0), account(), reactions());
                case ROOM_CREATED, ROOM_UPDATED -> new EventContent.OfRoom(roomView(false));
                case ROOM_DELETED -> new EventContent.Nothing();
                case MEMBER_JOINED ->
                    new EventContent.Joined(profile(), Role.MODERATOR, now(), 1_000_000, roomView(true));
                case MEMBER_LEFT -> new EventContent.Left(account(), account(), LeaveReason.REMOVED, 1_000_000);
                case MEMBER_UPDATED -> new EventContent.MemberChanged(account(), Role.MODERATOR);
                case ME_UPDATED -> new EventContent.OfMine(membership(), 1_000_000);
                case ACCOUNT_UPDATED -> new EventContent.OfAccount(profile(), rooms(), Set.of());
                case CONTACT_ADDED, CONTACT_REMOVED, BLOCK_ADDED, BLOCK_REMOVED -> new EventContent.OfPerson(profile());
                case SESSION_REVOKED -> new EventContent.Revoked(new SessionId(UUID.randomUUID()));
            };
        }

        private MessageView message() {
            return new MessageView(
                    new Message(
                            messageId(),
                            room(),
                            1_000_000_000L,
                            account(),
                            new MessageContent(
                                    new MessageText(texts.text(MessageText.MAX_CODE_POINTS)),
                                    many(AttachmentPolicy.MAX_FILES, this::file),
                                    metadata(),
                                    new Mentions(many(Mentions.MAX_PEOPLE, Sample::account), true),
                                    true,
                                    now(),
                                    null),
                            new MessageLinks(messageId(), messageId(), 1_000_000),
                            now(),
                            new ClientId(texts.text(64))),
                    sender(),
                    new RepliedTo(messageId(), sender(), texts.text(RepliedTo.MAX_CODE_POINTS)),
                    reactions());
        }

        private UploadedFile file() {
            ContentHash hash = new ContentHash("f".repeat(64));
            ContentKey key = new ContentKey(hash, "e".repeat(32));
            return new UploadedFile(
                    new FileId(UUID.randomUUID()),
                    account(),
                    new FileName(texts.text(FileName.MAX_CODE_POINTS)),
                    key,
                    Long.MAX_VALUE,
                    new MediaType("application/vnd.openxmlformats-officedocument.presentationml.presentation"),
                    new Dimensions(Integer.MAX_VALUE, Integer.MAX_VALUE),
                    Duration.ofMillis(Long.MAX_VALUE),
                    new Thumbnail(key, Long.MAX_VALUE, MediaType.JPEG),
                    now());
        }

        private Metadata metadata() {
            int free = Metadata.MAX_BYTES - "{\"a\":\"\"}".length();
            String longest = texts.text(Metadata.MAX_BYTES);
            int bytes = 0;
            int end = 0;
            while (end < longest.length()) {
                int c = longest.codePointAt(end);
                bytes += c < 0x20 ? 6 : Character.toString(c).getBytes(StandardCharsets.UTF_8).length;
                if (bytes > free) {
                    break;
                }
                end += Character.charCount(c);
            }
            return Metadata.of(Map.of("a", longest.substring(0, end)));
        }

        private RoomView roomView(boolean mine) {
            return new RoomView(
                    new Room(
                            room(),
                            RoomKind.PRIVATE,
                            new RoomName(texts.name(80)),
                            new Topic(texts.text(250)),
                            account(),
                            now(),
                            now(),
                            1_000_000_000L,
                            1_000_000,
                            metadata()),
                    message(),
                    mine ? membership() : null,
                    mine ? profile() : null);
        }

        private static OwnMembership membership() {
            return new OwnMembership(
                    new Membership(room(), account(), Role.MODERATOR, now(), 1_000_000_000L, true, true), 1_000_000);
        }

        private Profile profile() {
            return new Profile(
                    account(),
                    new Username("u".repeat(32)),
                    name(),
                    name(),
                    name(),
                    new Bio(texts.text(500)),
                    new AvatarId("0".repeat(32)),
                    AccountRole.ADMIN,
                    AccountKind.SYSTEM,
                    metadata(),
                    now(),
                    now());
        }

        private DisplayName name() {
            return new DisplayName(texts.name(64));
        }

        private Sender sender() {
            return new Sender(account(), new Username("u".repeat(32)), name(), AccountKind.SYSTEM);
        }

        private List<ReactionCount> reactions() {
            return IntStream.range(0, 50)
                    .mapToObj(i -> new ReactionCount(emoji(i), 1_000_000, true))
                    .toList();
        }

        /** Returns the longest emoji: a family of four, each with a skin tone. */
        private static Emoji emoji(int i) {
            return new Emoji("👨🏽‍👩🏽‍👧🏽‍👦🏽");
        }

        private static Set<RoomId> rooms() {
            return Stream.generate(Sample::room).limit(300).collect(Collectors.toSet());
        }

        private static <T> List<T> many(int count, Supplier<T> one) {
            return Stream.generate(one).limit(count).toList();
        }

        private static AccountId account() {
            return new AccountId(UUID.randomUUID());
        }

        private static RoomId room() {
            return new RoomId(UUID.randomUUID());
        }

        private static MessageId messageId() {
            return new MessageId(UUID.randomUUID());
        }

        private static Instant now() {
            return Instant.parse("2026-11-20T10:00:00.123Z");
        }
    }
}
