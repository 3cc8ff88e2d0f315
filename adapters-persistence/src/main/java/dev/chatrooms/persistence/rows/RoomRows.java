package dev.chatrooms.persistence.rows;

import static dev.chatrooms.persistence.sql.Columns.instant;
import static dev.chatrooms.persistence.sql.Columns.text;
import static dev.chatrooms.persistence.sql.Columns.textOrNull;
import static dev.chatrooms.persistence.sql.Columns.uuid;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.metadata.Metadata;
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
 * Reads rows of {@code room} and {@code membership}. Statements select {@code room.*} and {@link #MEMBERSHIP}. The
 * class comes with the SQL fragments that statements of several features share.
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

    /** The columns of a membership, which the statement joins under the name {@code member}. */
    public static final String MEMBERSHIP = """
            member.room_id as member_room_id, member.account_id as member_account_id, member.role as member_role,
            member.joined_at as member_joined_at, member.read_seq as member_read_seq,
            greatest(member.read_seq, member.furthest_read_seq) as member_furthest_read_seq,
            member.muted as member_muted, member.favourite as member_favourite
            """;

    /**
     * Joins {@code member} and {@code ban} for the pairs of {@code asked (room_id, account_id)}: how each account
     * stands to its room. Binds {@code :now}.
     */
    public static final String STANDING = """
            left join lateral (select * from membership
                               where membership.account_id = asked.account_id and membership.room_id = asked.room_id
                               limit 1) as member on true
            left join lateral (select true as found from ban
                               where ban.account_id = asked.account_id and ban.room_id = asked.room_id
                                 and (ban.until is null or ban.until > :now)
                               limit 1) as ban on true
            """;

    /**
     * Joins {@code unread.mentions}, the number of messages behind the marker of {@code member (room_id, account_id,
     * read_seq)} that mention its account, by name or with the whole room.
     */
    public static final String UNREAD_MENTIONS = """
            cross join lateral (select count(*) as mentions
                                from (select mention.seq
                                      from mention
                                      where mention.account_id = member.account_id and mention.room_id = member.room_id
                                        and mention.seq > member.read_seq
                                      union
                                      select to_room.seq
                                      from message to_room
                                      where to_room.room_id = member.room_id and to_room.seq > member.read_seq
                                        and to_room.mentions_room and to_room.sender_id <> member.account_id) as each
                               ) as unread
            """;

    /** Selects the rooms {@code direct} that are direct rooms in which either member has blocked the other. */
    public static final String CLOSED_BY_BLOCK = """
            direct.kind = 'direct' and direct.deleted_position is null
              and exists (select 1
                          from block
                          where block.owner_id = any (array[direct.direct_low_id, direct.direct_high_id])
                            and block.account_id = any (array[direct.direct_low_id, direct.direct_high_id]))
            """;

    private RoomRows() {}

    public static Room room(ResultSet row, StatementContext context) throws SQLException {
        return new Room(
                new RoomId(uuid(row, "id")),
                RoomKind.valueOf(text(row, "kind").toUpperCase(Locale.ROOT)),
                textOrNull(row, "name", RoomName::new),
                new Topic(text(row, "topic")),
                new AccountId(uuid(row, "created_by")),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                row.getLong("last_seq"),
                row.getInt("member_count"),
                textOrNull(row, "metadata", Metadata::new));
    }

    /** Returns the two accounts of a direct room. */
    public static DirectPair directPair(ResultSet row) throws SQLException {
        return new DirectPair(new AccountId(uuid(row, "direct_low_id")), new AccountId(uuid(row, "direct_high_id")));
    }

    /** Returns the membership of a row, or null if an outer join found none. */
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
                        row.getLong("member_furthest_read_seq"),
                        row.getBoolean("member_muted"),
                        row.getBoolean("member_favourite"));
    }

    /** Returns the number that stores a role. Members sort by it. */
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
            default -> throw new IllegalArgumentException("unknown role rank " + rank);
        };
    }
}
