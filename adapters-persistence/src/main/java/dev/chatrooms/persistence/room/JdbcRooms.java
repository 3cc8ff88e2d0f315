package dev.chatrooms.persistence.room;

import static dev.chatrooms.persistence.sql.Columns.uuid;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.room.MemberView;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.application.spi.Rooms;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.DirectPair;
import dev.chatrooms.domain.room.Membership;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomName;
import dev.chatrooms.domain.room.Standing;
import dev.chatrooms.persistence.rows.RoomRows;
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

/**
 * {@link Rooms} in {@code room} and {@code membership}: changes and look-ups. The lists are in {@link RoomLists}.
 *
 * @param deleted is told of each room that was marked as deleted: the log has to give the mark its position
 */
public record JdbcRooms(Sql sql, Consumer<RoomId> deleted) implements Rooms {
    /** Marks a room as deleted until the end of the transaction tells the position. */
    public static final long DELETED_JUST_NOW = Long.MAX_VALUE;

    @Override
    public void add(Room room) {
        add(room, null);
    }

    @Override
    public void addDirect(Room room, DirectPair pair) {
        add(room, pair);
    }

    private void add(Room room, @Nullable DirectPair pair) {
        RoomName name = room.name();
        int added = sql.update(
                """
                insert into room (id, kind, name, name_folded, topic, created_by, created_at, updated_at, version, last_seq,
                                  direct_low_id, direct_high_id)
                values (:id, :kind, :name, :folded, :topic, :createdBy, :createdAt, :updatedAt, :version, :lastSeq,
                        cast(:low as uuid), cast(:high as uuid))
                """,
                s -> s.bind("id", room.id().value())
                        .bind("kind", room.kind().name().toLowerCase(Locale.ROOT))
                        .bind("name", name == null ? null : name.value())
                        .bind("folded", name == null ? null : name.folded())
                        .bind("topic", room.topic().value())
                        .bind("createdBy", room.createdBy().value())
                        .bind("createdAt", room.createdAt())
                        .bind("updatedAt", room.updatedAt())
                        .bind("version", room.version())
                        .bind("lastSeq", room.lastSeq())
                        .bindByType("low", pair == null ? null : pair.low().value(), UUID.class)
                        .bindByType("high", pair == null ? null : pair.high().value(), UUID.class));
        if (added != 1) {
            throw new IllegalStateException("the room was not added");
        }
    }

    @Override
    public Optional<RoomId> findDirect(DirectPair pair) {
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
    public Optional<DirectPair> directPair(RoomId room) {
        return sql.one("""
                select direct_low_id, direct_high_id
                from room
                where id = :room and kind = 'direct' and deleted_position is null
                """, s -> s.bind("room", room.value()), (row, context) -> RoomRows.directPair(row));
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
    public boolean update(Room room, long expectedVersion) {
        RoomName name = room.name();
        return sql.update(
                        """
                        update room
                        set kind = :kind, name = :name, name_folded = :folded, topic = :topic, updated_at = :updatedAt,
                            version = :version
                        where id = :id and version = :expected and deleted_position is null
                        """,
                        s -> s.bind("id", room.id().value())
                                .bind("kind", room.kind().name().toLowerCase(Locale.ROOT))
                                .bind("name", name == null ? null : name.value())
                                .bind("folded", name == null ? null : name.folded())
                                .bind("topic", room.topic().value())
                                .bind("updatedAt", room.updatedAt())
                                .bind("version", room.version())
                                .bind("expected", expectedVersion))
                == 1;
    }

    @Override
    public boolean delete(RoomId id, long expectedVersion) {
        int marked = sql.update(
                """
                update room
                set deleted_position = :now
                where id = :id and version = :version and deleted_position is null
                """,
                s -> s.bind("id", id.value()).bind("version", expectedVersion).bind("now", DELETED_JUST_NOW));
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
                """
                select member.room_id as member_room_id, member.account_id as member_account_id, member.role as member_role,
                       member.joined_at as member_joined_at, member.read_seq as member_read_seq, member.muted as member_muted,
                       member.favourite as member_favourite,
                       ban.found is not null as banned,
                       account.id is not null and not account.disabled as active
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
                        account, RoomRows.membershipOrNull(row), row.getBoolean("banned"), row.getBoolean("active")));
    }

    @Override
    public void addMember(Membership membership) {
        int counted = sql.update(
                """
                with added as (
                    insert into membership (room_id, account_id, username, role, joined_at, read_seq, muted, favourite)
                    select cast(:room as uuid), account.id, account.username, :role, :joinedAt, :readSeq, :muted, :favourite
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
            throw sql.conflict("there is no such room or account any more");
        }
    }

    @Override
    public void removeMember(RoomId room, AccountId account) {
        int counted = sql.update("""
                with removed as (
                    delete from membership where room_id = :room and account_id = :account returning room_id
                )
                update room
                set member_count = member_count - 1
                from removed
                where room.id = removed.room_id
                """, s -> s.bind("room", room.value()).bind("account", account.value()));
        // None is fine: he is no member, which is what was wanted.
        if (counted > 1) {
            throw new IllegalStateException("one membership was counted out " + counted + " times");
        }
    }

    @Override
    public void removeMember(Collection<RoomId> rooms, AccountId account) {
        if (rooms.isEmpty()) {
            return;
        }
        int counted = sql.update("""
                with removed as (
                    delete from membership where account_id = :account and room_id = any(:rooms) returning room_id
                )
                update room
                set member_count = member_count - 1
                from removed
                where room.id = removed.room_id
                """, s -> s.bind("account", account.value()).bind("rooms", PgArray.rooms(rooms)));
        if (counted > rooms.size()) {
            throw new IllegalStateException("in " + rooms.size() + " rooms " + counted + " members were counted out");
        }
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
    public List<Stay> stays(AccountId account) {
        return sql.list("""
                select room.*, member.room_id as member_room_id, member.account_id as member_account_id,
                       member.role as member_role, member.joined_at as member_joined_at,
                       member.read_seq as member_read_seq, member.muted as member_muted,
                       member.favourite as member_favourite,
                       (select count(*) from membership as owner where owner.room_id = room.id and owner.role = 0) as owners
                from membership as member
                  join room on room.id = member.room_id
                where member.account_id = :account and room.deleted_position is null
                order by member.room_id
                """, s -> s.bind("account", account.value()), JdbcRooms::stay);
    }

    private static Stay stay(ResultSet row, StatementContext context) throws SQLException {
        return new Stay(
                RoomRows.room(row, context),
                Objects.requireNonNull(RoomRows.membershipOrNull(row)),
                row.getInt("owners"));
    }

    @Override
    public int count(RoomId room, Role role) {
        return sql.single(
                "select count(*) as members from membership where room_id = :room and role = :role",
                s -> s.bind("room", room.value()).bind("role", RoomRows.rank(role)),
                (row, context) -> row.getInt("members"));
    }

    @Override
    public Map<RoomId, Position> memberSince(AccountId account) {
        return positions(sql.list("""
                select membership.room_id, membership.since_position as position
                from membership
                  join room on room.id = membership.room_id
                where membership.account_id = :account and room.deleted_position is null
                """, s -> s.bind("account", account.value()), JdbcRooms::position));
    }

    @Override
    public Map<RoomId, Position> deletedSince(AccountId account, Position after) {
        return positions(sql.list(
                """
                select membership.room_id, room.deleted_position as position
                from membership
                  join room on room.id = membership.room_id
                where membership.account_id = :account and room.deleted_position > :after
                """, s -> s.bind("account", account.value()).bind("after", after.value()), JdbcRooms::position));
    }

    @Override
    public Map<AccountId, Set<RoomId>> roomsUpTo(int members, Collection<AccountId> accounts, int most) {
        Map<AccountId, Set<RoomId>> rooms = new HashMap<>();
        if (accounts.isEmpty()) {
            return rooms;
        }
        sql.list(
                """
                select asked.account_id, stay.room_id
                from unnest(cast(:accounts as uuid[])) as asked (account_id)
                  cross join lateral (select membership.room_id
                                      from membership
                                        join room on room.id = membership.room_id
                                      where membership.account_id = asked.account_id
                                        and room.deleted_position is null and room.member_count <= :members
                                      order by membership.room_id desc
                                      limit :most) as stay
                """,
                s -> s.bind("accounts", PgArray.accounts(accounts))
                        .bind("members", members)
                        .bind("most", most),
                (row, context) -> rooms.computeIfAbsent(new AccountId(uuid(row, "account_id")), id -> new HashSet<>())
                        .add(new RoomId(uuid(row, "room_id"))));
        return rooms;
    }

    private static Map.Entry<RoomId, Position> position(ResultSet row, StatementContext context) throws SQLException {
        return Map.entry(new RoomId(uuid(row, "room_id")), new Position(row.getLong("position")));
    }

    private static Map<RoomId, Position> positions(List<Map.Entry<RoomId, Position>> entries) {
        Map<RoomId, Position> positions = new HashMap<>();
        entries.forEach(entry -> positions.put(entry.getKey(), entry.getValue()));
        return positions;
    }

    @Override
    public Optional<RoomView> view(RoomId room, AccountId viewer, Instant now) {
        return new RoomLists(sql).view(room, viewer, now);
    }

    @Override
    public Page<RoomView> of(AccountId viewer, PageRequest page) {
        return new RoomLists(sql).of(viewer, page);
    }

    @Override
    public Page<RoomView> directory(AccountId viewer, @Nullable String search, PageRequest page, Instant now) {
        return new RoomLists(sql).directory(viewer, search, page, now);
    }

    @Override
    public Page<RoomView> ofPerson(AccountId person, AccountId viewer, PageRequest page, Instant now) {
        return new RoomLists(sql).ofPerson(person, viewer, page, now);
    }

    @Override
    public Page<Room> list(PageRequest page) {
        return new RoomLists(sql).list(page);
    }

    @Override
    public Optional<Page<MemberView>> members(RoomId room, AccountId viewer, PageRequest page, Instant now) {
        return new RoomLists(sql).members(room, viewer, page, now);
    }
}
