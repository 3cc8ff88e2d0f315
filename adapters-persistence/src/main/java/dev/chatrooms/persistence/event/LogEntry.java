package dev.chatrooms.persistence.event;

import static dev.chatrooms.persistence.sql.Columns.idOrNull;
import static dev.chatrooms.persistence.sql.Columns.instant;
import static dev.chatrooms.persistence.sql.Columns.text;

import dev.chatrooms.application.event.EventContent;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.room.OwnMembership;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Membership;
import dev.chatrooms.persistence.room.RoomViews.Wanted;
import dev.chatrooms.persistence.rows.MessageRows;
import dev.chatrooms.persistence.rows.RoomRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** A row of {@code event} with the message that it refers to, or the membership of a {@code me.updated}. */
record LogEntry(
        Position position,
        EventKind kind,
        Instant at,
        @Nullable RoomId room,
        @Nullable AccountId actor,
        @Nullable AccountId subject,
        @Nullable String reason,
        @Nullable String session,
        @Nullable String role,
        @Nullable String emoji,
        @Nullable MessageId messageId,
        @Nullable AccountId person,
        Set<RoomId> left,
        int members,
        boolean roomDeleted,
        @Nullable MessageView message,
        EventContent.@Nullable OfMine mine,
        @Nullable Integer rootCount) {
    static LogEntry of(ResultSet row, StatementContext context) throws SQLException {
        return new LogEntry(
                new Position(row.getLong("position")),
                EventKind.ofWireName(text(row, "kind")),
                instant(row, "at"),
                idOrNull(row, "room_id", RoomId::new),
                idOrNull(row, "actor_id", AccountId::new),
                idOrNull(row, "account_id", AccountId::new),
                row.getString("reason"),
                row.getString("session"),
                row.getString("role"),
                row.getString("emoji"),
                idOrNull(row, "about_message_id", MessageId::new),
                idOrNull(row, "person", AccountId::new),
                leftRooms(row),
                row.getInt("members"),
                row.getBoolean("room_deleted"),
                MessageRows.viewWithReactionsOrNull(row, context),
                mine(row),
                row.getObject("root_count", Integer.class));
    }

    private static Set<RoomId> leftRooms(ResultSet row) throws SQLException {
        UUID[] ids = (UUID[]) row.getArray("left_rooms").getArray();
        return Arrays.stream(ids).map(RoomId::new).collect(Collectors.toSet());
    }

    private static EventContent.@Nullable OfMine mine(ResultSet row) throws SQLException {
        Membership membership = RoomRows.membershipOrNull(row);
        return membership == null
                ? null
                : new EventContent.OfMine(
                        new OwnMembership(membership, row.getLong("unread_mentions")), row.getLong("room_last_seq"));
    }

    /** Returns whether the content needs no further statement. */
    boolean isComplete() {
        return profileId() == null && roomView() == null;
    }

    /** Returns the account whose profile the entry contains, or null. */
    @Nullable
    AccountId profileId() {
        return switch (kind) {
            case MEMBER_JOINED, ACCOUNT_UPDATED -> subject;
            case CONTACT_ADDED, CONTACT_REMOVED, BLOCK_ADDED, BLOCK_REMOVED -> person;
            case MESSAGE_POSTED,
                    MESSAGE_EDITED,
                    MESSAGE_DELETED,
                    MESSAGE_PINNED,
                    MESSAGE_UNPINNED,
                    REACTION_ADDED,
                    REACTION_REMOVED,
                    ROOM_CREATED,
                    ROOM_UPDATED,
                    ROOM_DELETED,
                    MEMBER_LEFT,
                    MEMBER_UPDATED,
                    ME_UPDATED,
                    SESSION_REVOKED -> null;
        };
    }

    /** Returns the view of the room that the entry contains, or null. */
    @Nullable
    Wanted roomView() {
        return room == null
                ? null
                : switch (kind) {
                    case ROOM_CREATED, ROOM_UPDATED -> new Wanted(room, null);
                    case MEMBER_JOINED -> new Wanted(room, subject);
                    case MEMBER_LEFT,
                            ME_UPDATED,
                            MEMBER_UPDATED,
                            MESSAGE_POSTED,
                            MESSAGE_EDITED,
                            MESSAGE_DELETED,
                            MESSAGE_PINNED,
                            MESSAGE_UNPINNED,
                            REACTION_ADDED,
                            REACTION_REMOVED,
                            ROOM_DELETED,
                            ACCOUNT_UPDATED,
                            CONTACT_ADDED,
                            CONTACT_REMOVED,
                            BLOCK_ADDED,
                            BLOCK_REMOVED,
                            SESSION_REVOKED -> null;
                };
    }
}
