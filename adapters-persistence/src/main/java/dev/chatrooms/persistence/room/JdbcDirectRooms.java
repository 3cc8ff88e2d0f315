package dev.chatrooms.persistence.room;

import static dev.chatrooms.persistence.sql.Columns.uuid;

import dev.chatrooms.application.spi.DirectRooms;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.DirectPair;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.persistence.rows.RoomRows;
import dev.chatrooms.persistence.sql.PgArray;
import dev.chatrooms.persistence.sql.Sql;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** {@link DirectRooms} in the table {@code room}. */
public final class JdbcDirectRooms implements DirectRooms {
    private final Sql sql;

    public JdbcDirectRooms(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void add(Room room, DirectPair pair) {
        JdbcRooms.insert(sql, room, pair);
    }

    @Override
    public Optional<RoomId> find(DirectPair pair) {
        return sql.one(
                """
                select id
                from room
                where kind = 'direct' and direct_low_id = :low and direct_high_id = :high and deleted_position is null
                """,
                s -> s.bind("low", pair.low().value()).bind("high", pair.high().value()),
                (row, context) -> new RoomId(uuid(row, "id")));
    }

    @Override
    public Optional<DirectPair> pairOf(RoomId room) {
        return sql.one("""
                select direct_low_id, direct_high_id
                from room
                where id = :room and kind = 'direct' and deleted_position is null
                """, s -> s.bind("room", room.value()), (row, context) -> RoomRows.directPair(row));
    }

    @Override
    public Set<RoomId> closedByBlock(Collection<RoomId> rooms) {
        if (rooms.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(sql.list(
                "select direct.id from room direct where direct.id = any(:rooms) and " + RoomRows.CLOSED_BY_BLOCK,
                s -> s.bind("rooms", PgArray.rooms(rooms)),
                (row, context) -> new RoomId(uuid(row, "id"))));
    }
}
