package dev.chatrooms.persistence.room;

import dev.chatrooms.application.people.Folding;
import dev.chatrooms.application.spi.Rooms;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.DirectPair;
import dev.chatrooms.domain.room.ExternalRoomId;
import dev.chatrooms.domain.room.Membership;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomName;
import dev.chatrooms.domain.room.Standing;
import dev.chatrooms.persistence.rows.AccountRows;
import dev.chatrooms.persistence.rows.RoomRows;
import dev.chatrooms.persistence.sql.Columns;
import dev.chatrooms.persistence.sql.PgArray;
import dev.chatrooms.persistence.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** {@link Rooms} in the tables {@code room} and {@code membership}. */
public final class JdbcRooms implements Rooms {
    /** The position of a deleted room until the end of the transaction assigns the real one. */
    public static final long DELETION_PENDING = Long.MAX_VALUE;

    private final Sql sql;
    private final Consumer<RoomId> deleted;

    /** @param deleted receives each room marked as deleted: the log gives the mark its position */
    public JdbcRooms(Sql sql, Consumer<RoomId> deleted) {
        this.sql = sql;
        this.deleted = deleted;
    }

    @Override
    public void add(Room room) {
        insert(sql, room, null);
    }

    static void insert(Sql sql, Room room, @Nullable DirectPair pair) {
        RoomName name = room.name();
        sql.updateOne(
                """
                insert into room (id, kind, name, name_folded, name_search, topic, created_by, created_at, updated_at,
                                  version, last_seq, metadata, direct_low_id, direct_high_id)
                values (:id, :kind, :name, :folded, :search, :topic, :createdBy, :createdAt, :updatedAt, 1, :lastSeq,
                        :metadata, cast(:low as uuid), cast(:high as uuid))
                """,
                s -> s.bind("id", room.id().value())
                        .bind("kind", room.kind().name().toLowerCase(Locale.ROOT))
                        .bind("name", name == null ? null : name.value())
                        .bind("folded", name == null ? null : name.folded())
                        .bind("search", searched(name))
                        .bind("topic", room.topic().value())
                        .bind("createdBy", room.createdBy().value())
                        .bind("createdAt", room.createdAt())
                        .bind("updatedAt", room.updatedAt())
                        .bind("lastSeq", room.lastSeq())
                        .bind("metadata", metadata(room))
                        .bindByType("low", pair == null ? null : pair.low().value(), UUID.class)
                        .bindByType("high", pair == null ? null : pair.high().value(), UUID.class),
                "the room was not added");
    }

    private static @Nullable String metadata(Room room) {
        return room.metadata() == null ? null : room.metadata().json();
    }

    /** Returns a name in the form that the directory searches in. */
    private static @Nullable String searched(@Nullable RoomName name) {
        return name == null ? null : Folding.fold(name.value());
    }

    @Override
    public Map<RoomId, Room> lock(Collection<RoomId> ids) {
        sql.requireWritable();
        if (ids.isEmpty()) {
            return Map.of();
        }
        Map<RoomId, Room> locked = new LinkedHashMap<>();
        sql.list(RoomRows.LOCK, s -> s.bind("rooms", PgArray.rooms(ids)), RoomRows::room)
                .forEach(room -> locked.put(room.id(), room));
        return locked;
    }

    @Override
    public Set<RoomId> lockUnlessHeld(Collection<RoomId> ids) {
        sql.requireWritable();
        if (ids.isEmpty()) {
            return Set.of();
        }
        Sql.Both<RoomId, RoomId> found =
                sql.both("""
                select id
                from room
                where id = any(:rooms) and deleted_position is null
                order by id
                for no key update skip locked
                """, JdbcRooms::id, """
                select id
                from room
                where id = any(:rooms) and deleted_position is null
                """, JdbcRooms::id, s -> s.bind("rooms", PgArray.rooms(ids)));
        Set<RoomId> held = new HashSet<>(found.second());
        found.first().forEach(held::remove);
        return held;
    }

    private static RoomId id(ResultSet row, StatementContext context) throws SQLException {
        return new RoomId(Columns.uuid(row, "id"));
    }

    @Override
    public Optional<Room> findByExternalId(ExternalRoomId externalId) {
        return sql.one("""
                select room.*
                from room
                where external_id = :externalId and deleted_position is null
                """, s -> s.bind("externalId", externalId.value()), RoomRows::room);
    }

    @Override
    public void setExternalId(RoomId id, ExternalRoomId externalId) {
        sql.updateOne(
                "update room set external_id = :externalId where id = :id",
                s -> s.bind("id", id.value()).bind("externalId", externalId.value()),
                "the external id was not stored");
    }

    @Override
    public boolean update(Room room) {
        RoomName name = room.name();
        return sql.update(
                        """
                        update room
                        set kind = :kind, name = :name, name_folded = :folded, name_search = :search, topic = :topic,
                            metadata = :metadata, updated_at = :updatedAt
                        where id = :id and deleted_position is null
                        """,
                        s -> s.bind("id", room.id().value())
                                .bind("kind", room.kind().name().toLowerCase(Locale.ROOT))
                                .bind("name", name == null ? null : name.value())
                                .bind("folded", name == null ? null : name.folded())
                                .bind("search", searched(name))
                                .bind("topic", room.topic().value())
                                .bind("metadata", metadata(room))
                                .bind("updatedAt", room.updatedAt()))
                == 1;
    }

    @Override
    public boolean delete(RoomId id) {
        int marked = sql.update("""
                update room
                set deleted_position = :now
                where id = :id and deleted_position is null
                """, s -> s.bind("id", id.value()).bind("now", DELETION_PENDING));
        if (marked == 1) {
            deleted.accept(id);
        }
        return marked == 1;
    }

    @Override
    public Optional<Room> find(RoomId id) {
        return sql.one(
                "select room.* from room where id = :id and deleted_position is null",
                s -> s.bind("id", id.value()),
                RoomRows::room);
    }

    @Override
    public Standing standing(RoomId room, AccountId account, Instant now) {
        return sql.single(
                "select " + RoomRows.MEMBERSHIP + """
                       , ban.found is not null as banned,
                       account.id is not null and not account.disabled as active, account.kind as account_kind
                from (values (cast(:room as uuid), cast(:account as uuid))) as asked (room_id, account_id)
                  left join account on account.id = asked.account_id
                  left join room on room.id = asked.room_id and room.deleted_position is null
                  left join lateral (select * from membership
                                     where membership.account_id = asked.account_id and membership.room_id = room.id
                                     limit 1) as member on true
                  left join lateral (select true as found from ban
                                     where ban.account_id = asked.account_id and ban.room_id = asked.room_id
                                       and (ban.until is null or ban.until > :now)
                                     limit 1) as ban on true
                """,
                s -> s.bind("room", room.value())
                        .bind("account", account.value())
                        .bind("now", now),
                (row, context) -> new Standing(
                        account,
                        RoomRows.membershipOrNull(row),
                        row.getBoolean("banned"),
                        row.getBoolean("active"),
                        AccountRows.kind(row.getString("account_kind"))));
    }

    @Override
    public void addMember(Membership membership) {
        int counted = sql.update(
                """
                with added as (
                    insert into membership (room_id, account_id, username, role, joined_at, read_seq, muted, favourite)
                    select cast(:room as uuid), account.id, account.username, :role, :joinedAt, :readSeq, :muted,
                           :favourite
                    from account
                    where account.id = :account and not account.deleted
                    for key share
                    returning room_id
                )
                update room
                set member_count = member_count + 1
                from added
                where room.id = added.room_id
                """,
                s -> s.bind("room", membership.roomId().value())
                        .bind("account", membership.accountId().value())
                        .bind("role", RoomRows.rank(membership.role()))
                        .bind("joinedAt", membership.joinedAt())
                        .bind("readSeq", membership.readSeq())
                        .bind("muted", membership.muted())
                        .bind("favourite", membership.favourite()));
        if (counted != 1) {
            throw sql.conflict("the room or the account no longer exists");
        }
    }

    @Override
    public void removeMember(RoomId room, AccountId account) {
        removeMember(List.of(room), account);
    }

    @Override
    public void removeMember(Collection<RoomId> rooms, AccountId account) {
        if (rooms.isEmpty()) {
            return;
        }
        sql.update("""
                with removed as (
                    delete from membership where account_id = :account and room_id = any(:rooms) returning room_id
                )
                update room
                set member_count = member_count - 1
                from removed
                where room.id = removed.room_id
                """, s -> s.bind("account", account.value()).bind("rooms", PgArray.rooms(rooms)));
    }

    @Override
    public boolean setRole(RoomId room, AccountId account, Role role) {
        return sql.update(
                        "update membership set role = :role where account_id = :account and room_id = :room",
                        s -> s.bind("role", RoomRows.rank(role))
                                .bind("account", account.value())
                                .bind("room", room.value()))
                == 1;
    }

    @Override
    public List<JoinedRoom> joinedRooms(AccountId account) {
        return sql.list(
                "select room.*, " + RoomRows.MEMBERSHIP + """
                       , (select count(*) from membership as owner where owner.room_id = room.id and owner.role = 0)
                           as owners
                from membership as member
                  join room on room.id = member.room_id
                where member.account_id = :account and room.deleted_position is null
                order by member.room_id
                """,
                s -> s.bind("account", account.value()),
                JdbcRooms::joinedRoom);
    }

    private static JoinedRoom joinedRoom(ResultSet row, StatementContext context) throws SQLException {
        return new JoinedRoom(
                RoomRows.room(row, context),
                Objects.requireNonNull(RoomRows.membershipOrNull(row)),
                row.getInt("owners"));
    }

    @Override
    public Map<RoomId, AccountId> successors(Collection<RoomId> rooms, AccountId owner) {
        Map<RoomId, AccountId> successors = new HashMap<>();
        sql.list(
                """
                select distinct on (membership.room_id) membership.room_id, membership.account_id
                from membership
                  join account on account.id = membership.account_id
                where membership.room_id = any(:rooms) and membership.account_id <> :owner and not account.deleted
                order by membership.room_id, account.disabled, account.kind <> 'user', membership.role,
                         membership.joined_at, membership.account_id
                """,
                s -> s.bind("rooms", PgArray.rooms(rooms)).bind("owner", owner.value()),
                (row, context) -> successors.put(
                        new RoomId(Columns.uuid(row, "room_id")), new AccountId(Columns.uuid(row, "account_id"))));
        return successors;
    }

    @Override
    public int countOwned(AccountId account, int limit) {
        return sql.single(
                """
                select count(*) as rooms
                from (select 1 from membership
                        join room on room.id = membership.room_id and room.deleted_position is null
                      where membership.account_id = :account and membership.role = :owner
                      limit :limit) as owned
                """,
                s -> s.bind("account", account.value())
                        .bind("owner", RoomRows.rank(Role.OWNER))
                        .bind("limit", limit),
                (row, context) -> row.getInt("rooms"));
    }

    @Override
    public int countMembers(RoomId room, Role role) {
        return sql.single(
                "select count(*) as members from membership where room_id = :room and role = :role",
                s -> s.bind("room", room.value()).bind("role", RoomRows.rank(role)),
                (row, context) -> row.getInt("members"));
    }
}
