package dev.chatrooms.persistence.room;

import static dev.chatrooms.persistence.sql.Columns.instant;
import static dev.chatrooms.persistence.sql.Columns.text;
import static dev.chatrooms.persistence.sql.Columns.uuid;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.room.MemberView;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.application.spi.RoomQueries;
import dev.chatrooms.domain.TextRules;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomName;
import dev.chatrooms.persistence.room.RoomViews.Wanted;
import dev.chatrooms.persistence.rows.AccountRows;
import dev.chatrooms.persistence.rows.RoomRows;
import dev.chatrooms.persistence.sql.Pages;
import dev.chatrooms.persistence.sql.PgArray;
import dev.chatrooms.persistence.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Rooms as somebody sees them. First one statement finds which, by key and with the rights in it; then one gets their
 * views.
 */
public record JdbcRoomQueries(Sql sql) implements RoomQueries {
    /** A room and the key that its list is sorted by. */
    private record Found<K>(K key, RoomId room) {}

    private static final UUID LAST_ID = new UUID(-1, -1);
    private static final UUID FIRST_ID = new UUID(0, 0);

    @Override
    public Optional<RoomView> view(RoomId room, AccountId viewer, Instant now) {
        return maySee(room, viewer, now)
                ? Optional.of(new RoomViews(sql)
                        .load(List.of(new Wanted(room, viewer)))
                        .get(0))
                : Optional.empty();
    }

    boolean maySee(RoomId room, AccountId viewer, Instant now) {
        return sql.one(
                        """
                        select 1
                        from room
                          left join lateral (select true as found from membership
                                             where membership.account_id = :viewer and membership.room_id = room.id
                                             limit 1) as member on true
                          left join lateral (select true as found from ban
                                             where ban.account_id = :viewer and ban.room_id = room.id
                                               and (ban.until is null or ban.until > :now)
                                             limit 1) as ban on true
                        where room.id = :room and room.deleted_position is null
                          and (member.found or room.kind = 'public' and ban.found is null)
                        """,
                        s -> s.bind("room", room.value())
                                .bind("viewer", viewer.value())
                                .bind("now", now),
                        (row, context) -> true)
                .isPresent();
    }

    /**
     * Sorts all rooms of the viewer for each page: those are as many as he has, however long the log and whatever the
     * others do.
     */
    @Override
    public Page<RoomView> ofViewer(AccountId viewer, PageRequest page) {
        Found<Long> after = PageKey.decode(
                page.cursor(), 2, parts -> new Found<>(Long.parseLong(parts.get(0)), roomId(parts.get(1))));
        List<Found<Long>> found = sql.list(
                """
                select room.id, greatest(room.last_position, membership.since_position) as activity
                from membership
                  join room on room.id = membership.room_id
                where membership.account_id = :viewer and room.deleted_position is null
                  and (greatest(room.last_position, membership.since_position), room.id) < (:activity, :id)
                order by activity desc, room.id desc
                limit :limit
                """,
                s -> s.bind("viewer", viewer.value())
                        .bind("activity", after == null ? Long.MAX_VALUE : after.key())
                        .bind("id", after == null ? LAST_ID : after.room().value())
                        .bind("limit", page.limit() + 1),
                (row, context) -> new Found<>(row.getLong("activity"), new RoomId(uuid(row, "id"))));
        return views(viewer, Pages.cut(found, page, f -> PageKey.of(f.key(), f.room())));
    }

    /**
     * Without a search this reads one piece of the index of names; with one it tries the public rooms in turn until the
     * page is full.
     */
    @Override
    public Page<RoomView> directory(AccountId viewer, @Nullable String search, PageRequest page, Instant now) {
        Found<String> after =
                PageKey.decode(page.cursor(), 2, parts -> new Found<>(parts.get(0), roomId(parts.get(1))));
        String part = search == null ? "" : RoomName.fold(search);
        if (!TextRules.isStorable(part)) {
            // No name holds that, and PostgreSQL could not be asked.
            return new Page<>(List.of(), null);
        }
        List<Found<String>> found = sql.list(
                """
                select room.id, room.name_folded
                from room
                  left join lateral (select true as found from ban
                                     where ban.account_id = :viewer and ban.room_id = room.id
                                       and (ban.until is null or ban.until > :now)
                                     limit 1) as ban on true
                where room.kind = 'public' and room.deleted_position is null
                  and (room.name_folded, room.id) > (:name, :id)
                  and room.name_folded like :pattern escape '!'
                  and ban.found is null
                order by room.name_folded, room.id
                limit :limit
                """,
                s -> s.bind("name", after == null ? "" : after.key())
                        .bind("id", after == null ? FIRST_ID : after.room().value())
                        .bind("pattern", containing(part))
                        .bind("viewer", viewer.value())
                        .bind("now", now)
                        .bind("limit", page.limit() + 1),
                (row, context) -> new Found<>(text(row, "name_folded"), new RoomId(uuid(row, "id"))));
        return views(viewer, Pages.cut(found, page, f -> PageKey.of(f.key(), f.room())));
    }

    private static String containing(String part) {
        return "%" + part.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }

    /** Passes the person's rooms in turn until the page is full: those are as many as he has. */
    @Override
    public Page<RoomView> ofPerson(AccountId person, AccountId viewer, PageRequest page, Instant now) {
        RoomId before = PageKey.decode(page.cursor(), 1, parts -> roomId(parts.get(0)));
        List<Found<String>> found = sql.list(
                """
                select room.id
                from membership
                  join room on room.id = membership.room_id
                  left join lateral (select true as found from membership own
                                     where own.account_id = :viewer and own.room_id = room.id
                                     limit 1) as member on true
                  left join lateral (select true as found from ban
                                     where ban.account_id = :viewer and ban.room_id = room.id
                                       and (ban.until is null or ban.until > :now)
                                     limit 1) as ban on true
                where membership.account_id = :person and membership.room_id < :before and room.deleted_position is null
                  and (member.found or room.kind = 'public' and ban.found is null)
                order by membership.room_id desc
                limit :limit
                """,
                s -> s.bind("person", person.value())
                        .bind("viewer", viewer.value())
                        .bind("before", before == null ? LAST_ID : before.value())
                        .bind("now", now)
                        .bind("limit", page.limit() + 1),
                (row, context) -> new Found<>("", new RoomId(uuid(row, "id"))));
        return views(viewer, Pages.cut(found, page, f -> PageKey.of(f.room())));
    }

    @Override
    public Page<Room> list(PageRequest page) {
        RoomId after = PageKey.decode(page.cursor(), 1, parts -> roomId(parts.get(0)));
        List<Room> found = sql.list(
                """
                select room.*
                from room
                where id > :after and deleted_position is null and kind <> 'direct'
                order by id
                limit :limit
                """,
                s -> s.bind("after", after == null ? FIRST_ID : after.value()).bind("limit", page.limit() + 1),
                RoomRows::room);
        return Pages.cut(found, page, room -> PageKey.of(room.id()));
    }

    @Override
    public Optional<Page<MemberView>> members(RoomId room, AccountId viewer, PageRequest page, Instant now) {
        record Key(int rank, Username username) {}
        Key after = PageKey.decode(
                page.cursor(), 2, parts -> new Key(Integer.parseInt(parts.get(0)), new Username(parts.get(1))));
        if (!maySee(room, viewer, now)) {
            return Optional.empty();
        }
        List<MemberView> found = sql.list(
                """
                select account.*, membership.role as member_role, membership.joined_at as member_joined_at
                from membership
                  join account on account.id = membership.account_id
                where membership.room_id = :room and (membership.role, membership.username) > (:rank, :username)
                order by membership.role, membership.username
                limit :limit
                """,
                s -> s.bind("room", room.value())
                        .bind("rank", after == null ? -1 : after.rank())
                        .bind("username", after == null ? "" : after.username().value())
                        .bind("limit", page.limit() + 1),
                JdbcRoomQueries::member);
        return Optional.of(Pages.cut(
                found, page, m -> PageKey.of(RoomRows.rank(m.role()), m.user().username())));
    }

    private static MemberView member(ResultSet row, StatementContext context) throws SQLException {
        return new MemberView(
                AccountRows.account(row, context).profile(),
                RoomRows.role(row.getInt("member_role")),
                instant(row, "member_joined_at"));
    }

    private Page<RoomView> views(AccountId viewer, Page<? extends Found<?>> found) {
        List<Wanted> wanted =
                found.items().stream().map(f -> new Wanted(f.room(), viewer)).toList();
        return new Page<>(new RoomViews(sql).load(wanted), found.next());
    }

    private static RoomId roomId(String text) {
        return new RoomId(UUID.fromString(text));
    }

    @Override
    public Map<RoomId, Position> memberSince(AccountId account) {
        return positions(sql.list("""
                select membership.room_id, membership.since_position as position
                from membership
                  join room on room.id = membership.room_id
                where membership.account_id = :account and room.deleted_position is null
                """, s -> s.bind("account", account.value()), JdbcRoomQueries::position));
    }

    @Override
    public Map<RoomId, Position> deletedSince(AccountId account, Position after) {
        return positions(sql.list(
                """
                select membership.room_id, room.deleted_position as position
                from membership
                  join room on room.id = membership.room_id
                where membership.account_id = :account and room.deleted_position > :after
                """, s -> s.bind("account", account.value()).bind("after", after.value()), JdbcRoomQueries::position));
    }

    @Override
    public Map<AccountId, Set<RoomId>> smallRooms(int maxMembers, Collection<AccountId> accounts, int limit) {
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
                        .bind("members", maxMembers)
                        .bind("most", limit),
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
}
