package dev.chatrooms.application.memory;

import dev.chatrooms.application.admin.AuditRecord;
import dev.chatrooms.application.common.EncodedImage;
import dev.chatrooms.application.memory.MemoryConfigurationEntries.StoredEntry;
import dev.chatrooms.application.message.Revision;
import dev.chatrooms.application.search.Word;
import dev.chatrooms.application.spi.LogRetention;
import dev.chatrooms.application.spi.Outbox;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.EmailAddress;
import dev.chatrooms.domain.account.IssuedToken;
import dev.chatrooms.domain.account.PasswordHash;
import dev.chatrooms.domain.account.Session;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.DomainEvent;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.file.ContentKey;
import dev.chatrooms.domain.file.UploadedFile;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.AvatarId;
import dev.chatrooms.domain.id.FileId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.Emoji;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.room.Ban;
import dev.chatrooms.domain.room.DirectPair;
import dev.chatrooms.domain.room.Invite;
import dev.chatrooms.domain.room.Membership;
import dev.chatrooms.domain.room.Room;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tables and rows of the store in memory, corresponding to the schema of a database. */
final class Tables {
    /** A primary key of two ids. The all-zero and all-ones UUIDs sort before and after all generated ids. */
    record Pair(UUID first, UUID second) {
        static final UUID LOWEST = new UUID(0, 0);
        static final UUID HIGHEST = new UUID(-1, -1);
        static final Comparator<Pair> ORDER =
                Comparator.comparing(Pair::first, Tables::unsigned).thenComparing(Pair::second, Tables::unsigned);
    }

    /** The place of a message. */
    record Place(UUID room, long seq) {
        static final Comparator<Place> ORDER =
                Comparator.comparing(Place::room, Tables::unsigned).thenComparingLong(Place::seq);
    }

    /** A key of a message and a number, such as the sequence number of a reply. */
    record Numbered(UUID message, long number) {
        static final Comparator<Numbered> ORDER =
                Comparator.comparing(Numbered::message, Tables::unsigned).thenComparingLong(Numbered::number);
    }

    /** A message and an emoji; the empty emoji sorts first. */
    record Kind(UUID message, String emoji) {
        static final Comparator<Kind> ORDER =
                Comparator.comparing(Kind::message, Tables::unsigned).thenComparing(Kind::emoji);
    }

    record Reacted(Kind kind, UUID account) {
        static final Comparator<Reacted> ORDER =
                Comparator.comparing(Reacted::kind, Kind.ORDER).thenComparing(Reacted::account, Tables::unsigned);
    }

    /** An account and a message that mentions it by name. */
    record Called(UUID account, Place place) {
        static final Comparator<Called> ORDER =
                Comparator.comparing(Called::account, Tables::unsigned).thenComparing(Called::place, Place.ORDER);
    }

    record SentAs(UUID sender, String clientId) {
        static final Comparator<SentAs> ORDER =
                Comparator.comparing(SentAs::sender, Tables::unsigned).thenComparing(SentAs::clientId);
    }

    /** An image of an account; the empty id sorts first. */
    record AvatarKey(UUID account, String id) {
        static final Comparator<AvatarKey> ORDER =
                Comparator.comparing(AvatarKey::account, Tables::unsigned).thenComparing(AvatarKey::id);
    }

    /** The last failed logins of an account, and when a burst of them was reported. */
    record FailedLoginRow(List<Instant> times, @Nullable Instant reportedAt) {}

    record AvatarRow(AvatarId id, EncodedImage picture) {}

    record AccountRow(
            Account account,
            @Nullable PasswordHash hash,
            @Nullable Instant sessionsEndedAt) {}

    /** A refresh token, with its hash as hex text so that rows compare by value. */
    record IssuedRow(String hash, IssuedToken token) {}

    /**
     * A room and its positions in the log.
     *
     * @param lastMessage the position of the last message; {@link Position#START} if there is none
     */
    record RoomRow(
            Room room, Position lastMessage, @Nullable Position deleted) {}

    /**
     * A membership and its position in the log.
     *
     * @param readAt when the marker was last moved
     */
    record MemberRow(Membership membership, Position since, Instant readAt) {}

    /**
     * A ban.
     *
     * @param number increases with each ban
     */
    record BanRow(long number, Ban ban) {}

    /**
     * An invite.
     *
     * @param number increases with each invite
     */
    record InviteRow(long number, Invite invite) {}

    record MessageRow(Message message, Position position) {}

    /** A mark with the end of the log. */
    record MarkRow(LogRetention.Mark mark, Instant end, Position position) {}

    /** The place of a file in a room: of its message, and within it. */
    record Attached(Place message, int number) {
        static final Comparator<Attached> ORDER =
                Comparator.comparing(Attached::message, Place.ORDER).thenComparingInt(Attached::number);
    }

    /**
     * A file.
     *
     * @param attached null while it is not attached
     */
    record FileRow(
            UploadedFile file, boolean complete, @Nullable Attached attached) {}

    /**
     * A released content.
     *
     * @param number its place among those that are due at the same time
     */
    record ReleasedRow(ContentKey content, long number, Instant dueAt, int attempts) {}

    /**
     * A named reader of the log.
     *
     * @param leasedUntil as {@link System#nanoTime}; only with an owner
     */
    record ReaderRow(Cursor cursor, @Nullable UUID owner, long leasedUntil) {
        boolean isFreeFor(UUID candidate, long now) {
            return owner == null || owner.equals(candidate) || leasedUntil - now < 0;
        }
    }

    /** @param position up to which the account's messages are erased */
    record ErasureRow(AccountId account, Position position, Instant advancedAt) {}

    /** A message as it was indexed. */
    record SearchRow(Position position, Message message, List<Word> words) {}

    /** A message that is to be indexed. */
    record DeferredRow(Position position, AccountId sender, Place place) {}

    record RevisionRow(long number, Revision revision) {}

    record ReactionRow(long number, Emoji emoji, AccountId account, Instant at) {}

    /**
     * The count of an emoji of a message.
     *
     * @param number the number of the reaction that first used it
     */
    record KindRow(Emoji emoji, long number, int count) {}

    /**
     * An entry of the log.
     *
     * @param message where the message is that it is about, if any
     * @param event as it was appended; null for a posted message, whose text is kept in one place only
     */
    record EventRow(
            Position position,
            Instant at,
            EventKind kind,
            @Nullable RoomId roomId,
            @Nullable AccountId actorId,
            @Nullable AccountId subjectId,
            @Nullable Place message,
            @Nullable DomainEvent event) {
        static EventRow of(Position position, Instant at, DomainEvent event, @Nullable Place message) {
            return new EventRow(
                    position,
                    at,
                    event.kind(),
                    event.roomId(),
                    event.actorId(),
                    event.subjectId(),
                    message,
                    event.kind() == EventKind.MESSAGE_POSTED ? null : event);
        }
    }

    /** A code and its address; without a hash until a code is made. */
    record CodeRow(
            AccountId account,
            EmailAddress address,
            @Nullable String hash,
            int tries,
            @Nullable Instant expiresAt) {}

    record TokenRow(AccountId account, String hash, Instant expiresAt) {}

    /** An entry and its slot. Slots are reused, so the table does not grow with every entry ever added. */
    record OutboxRow(int slot, Outbox.Entry entry, Instant dueAt) {}

    final VersionedTable<UUID, AccountRow> accounts = new VersionedTable<>(Tables::unsigned);
    final VersionedTable<String, AccountId> usernames = new VersionedTable<>(Comparator.naturalOrder());
    final VersionedTable<String, AccountId> externalIds = new VersionedTable<>(Comparator.naturalOrder());
    final VersionedTable<UUID, Session> sessions = new VersionedTable<>(Tables::unsigned);
    final VersionedTable<String, IssuedRow> refreshTokens = new VersionedTable<>(Comparator.naturalOrder());
    final VersionedTable<Pair, AccountId> contacts = new VersionedTable<>(Pair.ORDER);
    final VersionedTable<Pair, AccountId> blocks = new VersionedTable<>(Pair.ORDER);
    final VersionedTable<UUID, RoomRow> rooms = new VersionedTable<>(Tables::unsigned);
    final VersionedTable<Pair, RoomId> directRooms = new VersionedTable<>(Pair.ORDER);
    final VersionedTable<UUID, DirectPair> directPairs = new VersionedTable<>(Tables::unsigned);
    final VersionedTable<String, RoomId> publicNames = new VersionedTable<>(Comparator.naturalOrder());
    final VersionedTable<String, RoomId> externalRooms = new VersionedTable<>(Comparator.naturalOrder());
    final VersionedTable<Pair, MemberRow> membersByRoom = new VersionedTable<>(Pair.ORDER);
    final VersionedTable<Pair, RoomId> roomsByMember = new VersionedTable<>(Pair.ORDER);
    final VersionedTable<Pair, BanRow> bans = new VersionedTable<>(Pair.ORDER);
    final VersionedTable<String, InviteRow> invites = new VersionedTable<>(Comparator.naturalOrder());
    final VersionedTable<Place, MessageRow> messages = new VersionedTable<>(Place.ORDER);
    final VersionedTable<UUID, Place> messageIds = new VersionedTable<>(Tables::unsigned);
    final VersionedTable<SentAs, Place> clientIds = new VersionedTable<>(SentAs.ORDER);
    final VersionedTable<Numbered, RevisionRow> revisions = new VersionedTable<>(Numbered.ORDER);
    /** By root and sequence number. */
    final VersionedTable<Numbered, Place> threads = new VersionedTable<>(Numbered.ORDER);

    final VersionedTable<Place, Place> pins = new VersionedTable<>(Place.ORDER);
    final VersionedTable<Called, Place> calls = new VersionedTable<>(Called.ORDER);
    /** The messages that mention everyone in the room. */
    final VersionedTable<Place, Place> roomCalls = new VersionedTable<>(Place.ORDER);

    final VersionedTable<Numbered, ReactionRow> reactions = new VersionedTable<>(Numbered.ORDER);
    final VersionedTable<Kind, KindRow> reactionKinds = new VersionedTable<>(Kind.ORDER);
    final VersionedTable<Reacted, Long> reactionNumbers = new VersionedTable<>(Reacted.ORDER);
    final VersionedTable<Long, EventRow> events = new VersionedTable<>(Comparator.naturalOrder());
    final VersionedTable<UUID, CodeRow> codes = new VersionedTable<>(Tables::unsigned);
    /** Handed over by administrators. */
    final VersionedTable<UUID, TokenRow> issuedTokens = new VersionedTable<>(Tables::unsigned);

    final VersionedTable<UUID, TokenRow> tokens = new VersionedTable<>(Tables::unsigned);
    final VersionedTable<Integer, OutboxRow> outbox = new VersionedTable<>(Comparator.naturalOrder());
    final VersionedTable<Long, AuditRecord> audit = new VersionedTable<>(Comparator.naturalOrder());

    final VersionedTable<UUID, FailedLoginRow> failedLogins = new VersionedTable<>(Tables::unsigned);

    final VersionedTable<AvatarKey, AvatarRow> avatars = new VersionedTable<>(AvatarKey.ORDER);
    final VersionedTable<UUID, String> settings = new VersionedTable<>(Tables::unsigned);
    final VersionedTable<String, StoredEntry> configuration = new VersionedTable<>(Comparator.naturalOrder());
    final VersionedTable<String, Long> configurationVersion = new VersionedTable<>(Comparator.naturalOrder());
    final VersionedTable<String, Position> logReaders = new VersionedTable<>(Comparator.naturalOrder());
    final VersionedTable<Long, MarkRow> logMarks = new VersionedTable<>(Comparator.naturalOrder());
    final VersionedTable<String, ReaderRow> namedReaders = new VersionedTable<>(Comparator.naturalOrder());
    final VersionedTable<UUID, ErasureRow> erasures = new VersionedTable<>(Tables::unsigned);
    final VersionedTable<Long, SearchRow> search = new VersionedTable<>(Comparator.naturalOrder());
    final VersionedTable<Long, DeferredRow> deferred = new VersionedTable<>(Comparator.naturalOrder());

    final VersionedTable<UUID, FileRow> files = new VersionedTable<>(Tables::unsigned);
    final VersionedTable<Pair, FileId> filesByOwner = new VersionedTable<>(Pair.ORDER);
    final VersionedTable<Attached, FileId> attachedFiles = new VersionedTable<>(Attached.ORDER);
    final VersionedTable<ContentKey, ReleasedRow> releasedContents = new VersionedTable<>(Comparator.naturalOrder());

    static Pair key(RoomId room, AccountId account) {
        return new Pair(room.value(), account.value());
    }

    static Pair key(AccountId account, RoomId room) {
        return new Pair(account.value(), room.value());
    }

    static Pair key(DirectPair pair) {
        return key(pair.low(), pair.high());
    }

    static Pair key(AccountId owner, AccountId person) {
        return new Pair(owner.value(), person.value());
    }

    static Pair key(AccountId owner, FileId file) {
        return new Pair(owner.value(), file.value());
    }

    static UUID key(MessageId id) {
        return id.value();
    }

    /** Compares UUIDs by their bytes, as PostgreSQL does; {@link UUID#compareTo} compares signed numbers. */
    static int unsigned(UUID a, UUID b) {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    }

    /**
     * Compares text by its UTF-8 bytes, as PostgreSQL's collation "C" does; {@link String#compareTo} compares UTF-16.
     */
    static int byBytes(String a, String b) {
        return Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}
