package dev.chatrooms.persistence.rows;

import static dev.chatrooms.persistence.sql.Columns.instant;
import static dev.chatrooms.persistence.sql.Columns.orNull;
import static dev.chatrooms.persistence.sql.Columns.text;
import static dev.chatrooms.persistence.sql.Columns.uuid;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.DirectPair;
import dev.chatrooms.domain.room.Membership;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomKind;
import dev.chatrooms.domain.room.RoomName;
import dev.chatrooms.domain.room.Topic;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Rows of {@code room} and {@code membership}. Statements select {@code room.*}, and a membership's columns as
 * {@code member_…}.
 */
public final class RoomRows {
    /**
     * Selects and locks {@code :rooms} in the order of their ids. Takes {@code for no key update}, which does not block
     * transactions that only insert rows with a foreign key to the room.
     */
    public static final String LOCK = """
            select room.*
            from room
            where id = any(:rooms) and deleted_position is null
            order by id
            for no key update
            """;

    private RoomRows() {}

    public static Room room(ResultSet row, StatementContext context) throws SQLException {
        return new Room(
                new RoomId(uuid(row, "id")),
                RoomKind.valueOf(text(row, "kind").toUpperCase(Locale.ROOT)),
                orNull(row.getString("name"), RoomName::new),
                new Topic(text(row, "topic")),
                new AccountId(uuid(row, "created_by")),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                row.getLong("version"),
                row.getLong("last_seq"),
                row.getInt("member_count"));
    }

    /** The two of a direct room. */
    public static DirectPair directPair(ResultSet row) throws SQLException {
        return new DirectPair(new AccountId(uuid(row, "direct_low_id")), new AccountId(uuid(row, "direct_high_id")));
    }

    /** Null where the membership was joined from outside and there is none. */
    public static @Nullable Membership membershipOrNull(ResultSet row) throws SQLException {
        UUID account = row.getObject("member_account_id", UUID.class);
        return account == null
                ? null
                : new Membership(
                        new RoomId(uuid(row, "member_room_id")),
                        new AccountId(account),
                        role(row.getInt("member_role")),
                        instant(row, "member_joined_at"),
                        row.getLong("member_read_seq"),
                        row.getBoolean("member_muted"),
                        row.getBoolean("member_favourite"));
    }

    /** How a role is stored: so that members sort by it. */
    public static int rank(Role role) {
        return switch (role) {
            case OWNER -> 0;
            case MODERATOR -> 1;
            case MEMBER -> 2;
        };
    }

    public static Role role(int rank) {
        return switch (rank) {
            case 0 -> Role.OWNER;
            case 1 -> Role.MODERATOR;
            case 2 -> Role.MEMBER;
            default -> throw new IllegalArgumentException("no role has the rank " + rank);
        };
    }
}
