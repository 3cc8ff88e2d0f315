package dev.chatrooms.persistence.room;

import static dev.chatrooms.persistence.sql.Columns.instant;
import static dev.chatrooms.persistence.sql.Columns.uuid;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.people.NameSearch;
import dev.chatrooms.application.room.MemberView;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.application.spi.RoomQueries;
import dev.chatrooms.domain.TextRules;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.persistence.room.RoomViews.Wanted;
import dev.chatrooms.persistence.rows.AccountRows;
import dev.chatrooms.persistence.rows.RoomAccess;
import dev.chatrooms.persistence.rows.RoomRows;
import dev.chatrooms.persistence.sql.Keyed;
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
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * {@link RoomQueries} in the tables {@code room} and {@code membership}. The first statement finds the rooms that the
 * viewer may see, by key; the second loads their views.
 */
public final class JdbcRoomQueries implements RoomQueries {
    private final Sql sql;

    public JdbcRoomQueries(Sql sql) {
        this.sql = sql;
    }

    private record Key<K>(K first, RoomId room) {}

    private static final UUID LAST_ID = new UUID(-1, -1);
    private static final UUID FIRST_ID = new UUID(0, 0);

    @Override
    public Optional<RoomView> view(RoomId room, AccountId viewer, Instant now) {
        return RoomAccess.isReadable(sql, room, viewer, now)
                ? Optional.of(new RoomViews(sql)
                        .load(List.of(new Wanted(room, viewer)))
                        .get(0))
                : Optional.empty();
    }

    /** Sorts all rooms of the viewer for each page. The cost depends on their number only. */
    @Override
    public Set<AccountId> strangers(AccountId account, Collection<AccountId> others) {
        // The rooms of the account are hashed once, and each of the others looks its own rooms up.
        return Set.copyOf(sql.list(
                """
                select other.id
                from unnest(cast(:others as uuid[])) as other (id)
                where not exists (select from contact where owner_id = other.id and account_id = :account)
                  and not exists (select from membership
                                  where membership.account_id = other.id
                                    and membership.room_id in (select own.room_id from membership own
                                                               join room on room.id = own.room_id
                                                               where own.account_id = :account
                                                                 and room.deleted_position is null))
                """,
                s -> s.bind("others", PgArray.accounts(others)).bind("account", account.value()),
                (row, context) -> new AccountId(row.getObject("id", UUID.class))));
    }

    @Override
    public Page<RoomView> ofViewer(AccountId viewer, PageRequest page) {
        Key<Long> after = PageKey.decode(
                page.cursor(), 2, parts -> new Key<>(Long.parseLong(parts.get(0)), roomId(parts.get(1))));
        List<Keyed<RoomId>> found = sql.list(
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
                        .bind("activity", after == null ? Long.MAX_VALUE : after.first())
                        .bind("id", after == null ? LAST_ID : after.room().value())
                        .bind("limit", page.limit() + 1),
                (row, context) -> keyed(row.getLong("activity"), row));
        return views(viewer, Pages.cut(found, page));
    }

    @Override
    public Page<RoomView> directory(AccountId viewer, @Nullable String search, PageRequest page, Instant now) {
        RoomDirectory.Entry after = PageKey.decode(
                page.cursor(), 2, parts -> new RoomDirectory.Entry(parts.get(0), UUID.fromString(parts.get(1))));
        NameSearch names = NameSearch.ofRooms(search == null ? "" : search);
        if (!TextRules.isStorable(names.folded())) {
            // No name contains such characters, and PostgreSQL would refuse the parameter.
            return new Page<>(List.of(), null);
        }
        RoomDirectory directory = new RoomDirectory(
                sql, viewer, now, after == null ? RoomDirectory.Entry.FIRST : after, page.limit() + 1);
        Page<RoomDirectory.Entry> found =
                Pages.cut(directory.find(names), page, entry -> PageKey.of(entry.name(), entry.room()));
        return views(
                viewer,
                new Page<>(
                        found.items().stream()
                                .map(entry -> new RoomId(entry.room()))
                                .toList(),
                        found.next()));
    }

    /** Tests the rooms of the person in turn until the page is full. The cost depends on their number only. */
    @Override
    public Page<RoomView> ofPerson(AccountId person, AccountId viewer, PageRequest page, Instant now) {
        RoomId before = PageKey.decode(page.cursor(), 1, parts -> roomId(parts.get(0)));
        List<RoomId> found = sql.list(
                """
                select room.id
                from membership
                  join room on room.id = membership.room_id
                """ + RoomAccess.JOINS + """
                where membership.account_id = :person and membership.room_id < :before and
                """ + RoomAccess.IS_READABLE + """
                order by membership.room_id desc
                limit :limit
                """,
                s -> s.bind("person", person.value())
                        .bind("viewer", viewer.value())
                        .bind("before", before == null ? LAST_ID : before.value())
                        .bind("now", now)
                        .bind("limit", page.limit() + 1),
                (row, context) -> new RoomId(uuid(row, "id")));
        return views(viewer, Pages.cut(found, page, room -> PageKey.of(room)));
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
        MemberKey after = MemberKey.after(page);
        if (!RoomAccess.isReadable(sql, room, viewer, now)) {
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
                        .bind("rank", after.rank())
                        .bind("username", after.username())
                        .bind("limit", page.limit() + 1),
                JdbcRoomQueries::member);
        return Optional.of(Pages.cut(
                found, page, m -> PageKey.of(RoomRows.rank(m.role()), m.user().username())));
    }

    @Override
    public Optional<Page<MemberView>> findMembers(
            RoomId room, AccountId viewer, NameSearch names, PageRequest page, Instant now) {
        MemberKey after = MemberKey.after(page);
        if (!RoomAccess.isReadable(sql, room, viewer, now)) {
            return Optional.empty();
        }
        Page<MemberFinder.Found> found = Pages.cut(
                new MemberFinder(sql, room, names, after, page.limit() + 1).find(),
                page,
                member -> PageKey.of(member.key().rank(), member.key().username()));
        Map<UUID, MemberView> members = new HashMap<>();
        sql.list(
                        """
                        select account.*, membership.role as member_role, membership.joined_at as member_joined_at
                        from membership
                          join account on account.id = membership.account_id
                        where membership.room_id = :room and membership.account_id = any (:accounts)
                        """,
                        s -> s.bind("room", room.value())
                                .bind("accounts", PgArray.uuids(found.items(), MemberFinder.Found::account)),
                        JdbcRoomQueries::member)
                .forEach(member -> members.put(member.user().id().value(), member));
        return Optional.of(new Page<>(
                found.items().stream()
                        .flatMap(member -> Stream.ofNullable(members.get(member.account())))
                        .toList(),
                found.next()));
    }

    private static MemberView member(ResultSet row, StatementContext context) throws SQLException {
        return new MemberView(
                AccountRows.account(row, context).profile(),
                RoomRows.role(row.getInt("member_role")),
                instant(row, "member_joined_at"));
    }

    private static Keyed<RoomId> keyed(Object sortKey, ResultSet row) throws SQLException {
        RoomId room = new RoomId(uuid(row, "id"));
        return new Keyed<>(PageKey.of(sortKey, room), room);
    }

    private Page<RoomView> views(AccountId viewer, Page<RoomId> found) {
        List<Wanted> wanted =
                found.items().stream().map(room -> new Wanted(room, viewer)).toList();
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
                select asked.account_id, small.room_id
                from unnest(cast(:accounts as uuid[])) as asked (account_id)
                  cross join lateral (select membership.room_id
                                      from membership
                                        join room on room.id = membership.room_id
                                      where membership.account_id = asked.account_id
                                        and room.deleted_position is null and room.member_count <= :members
                                      order by membership.room_id desc
                                      limit :limit) as small
                """,
                s -> s.bind("accounts", PgArray.accounts(accounts))
                        .bind("members", maxMembers)
                        .bind("limit", limit),
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
