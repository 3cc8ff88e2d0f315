package dev.chatrooms.persistence.rows;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.persistence.sql.Sql;
import java.time.Instant;

/**
 * SQL fragments for the right to read a room. A statement that has {@code room} in its {@code from} joins
 * {@link #JOINS}, tests {@link #IS_READABLE}, and binds {@code :viewer} and {@code :now}. Members may read a room; all
 * other accounts may read public rooms unless banned.
 */
public final class RoomAccess {
    private RoomAccess() {}

    /** Joins {@code ban}, the viewer's ban in force. */
    public static final String BAN_JOIN = """
            left join lateral (select true as found from ban
                               where ban.account_id = :viewer and ban.room_id = room.id
                                 and (ban.until is null or ban.until > :now)
                               limit 1) as ban on true
            """;

    /** Joins {@code member}, the viewer's membership, and {@code ban}. */
    public static final String JOINS = """
            left join lateral (select true as found from membership
                               where membership.account_id = :viewer and membership.room_id = room.id
                               limit 1) as member on true
            """ + BAN_JOIN;

    public static final String IS_READABLE = """
            (room.deleted_position is null and (member.found is not null or room.kind = 'public' and ban.found is null))
            """;

    /** Returns whether the viewer may read the room. */
    public static boolean isReadable(Sql sql, RoomId room, AccountId viewer, Instant now) {
        return sql.exists(
                "select exists (select 1 from room\n" + JOINS + "where room.id = :room and " + IS_READABLE
                        + ") as found",
                s -> s.bind("room", room.value()).bind("viewer", viewer.value()).bind("now", now));
    }
}
