package dev.chatrooms.persistence.admin;

import static dev.chatrooms.persistence.sql.Columns.instant;
import static dev.chatrooms.persistence.sql.Columns.uuid;

import dev.chatrooms.application.admin.RoomFilter;
import dev.chatrooms.application.admin.RoomOverview;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.people.NameSearch;
import dev.chatrooms.domain.account.Profile;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomKind;
import dev.chatrooms.persistence.rows.AccountRows;
import dev.chatrooms.persistence.rows.RoomRows;
import dev.chatrooms.persistence.sql.BitmapScans;
import dev.chatrooms.persistence.sql.LikePatterns;
import dev.chatrooms.persistence.sql.Pages;
import dev.chatrooms.persistence.sql.PgArray;
import dev.chatrooms.persistence.sql.SearchSteps;
import dev.chatrooms.persistence.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * The list of rooms for administrators. The first statements read the index of activity, or that of a kind, backwards,
 * or find rooms by the index of the pieces of names; the others load the rooms of the page and their owners.
 */
final class RoomOverviews {
    private static final Key FIRST = new Key(Long.MAX_VALUE, new UUID(-1, -1));

    private final Sql sql;

    RoomOverviews(Sql sql) {
        this.sql = sql;
    }

    private record Key(long position, UUID room) {}

    Page<RoomOverview> list(RoomFilter filter, PageRequest page) {
        Key after = PageKey.decode(
                page.cursor(), 2, parts -> new Key(Long.parseLong(parts.get(0)), UUID.fromString(parts.get(1))));
        Key key = after == null ? FIRST : after;
        NameSearch search = filter.search();
        int limit = page.limit() + 1;
        List<Key> found = search == null || search.isBlank()
                ? all(filter.kind(), key, limit)
                : named(search, filter.kind(), key, limit);
        Page<Key> cut = Pages.cut(found, page, room -> PageKey.of(room.position(), room.room()));
        return new Page<>(load(cut.items().stream().map(Key::room).toList()), cut.next());
    }

    /** Returns the condition on the kind, which has an index, with a space before it. */
    private static String condition(@Nullable RoomKind kind) {
        return kind == null ? "" : " and figure.kind = '" + kind.name().toLowerCase(Locale.ROOT) + "'";
    }

    private static void bind(SqlStatement<?> statement, Key after, int limit) {
        statement.bind("position", after.position()).bind("id", after.room()).bind("limit", limit);
    }

    private static Key key(ResultSet row) throws SQLException {
        return new Key(row.getLong("last_position"), uuid(row, "room_id"));
    }

    private List<Key> all(@Nullable RoomKind kind, Key after, int limit) {
        return sql.list("""
                select figure.room_id, figure.last_position
                from room_figure figure
                  -- With a limit, or the planner may begin with all rooms and sort them.
                  cross join lateral (select id
                                      from room
                                      where id = figure.room_id and deleted_position is null
                                      limit 1) as present
                where (figure.last_position, figure.room_id) < (:position, :id)%s
                order by figure.last_position desc, figure.room_id desc
                limit :limit
                """.formatted(condition(kind)), s -> bind(s, after, limit), (row, context) -> key(row));
    }

    private List<Key> named(NameSearch search, @Nullable RoomKind kind, Key after, int limit) {
        PgArray patterns = PgArray.texts(search.words(), LikePatterns::containing);
        return SearchSteps.run(
                limit,
                count -> next(patterns, kind, after, limit, count),
                count -> rare(search, patterns, kind, after, limit, count),
                () -> common(patterns, kind, after, limit));
    }

    private List<SearchSteps.Row<Key>> next(
            PgArray patterns, @Nullable RoomKind kind, Key after, int limit, int count) {
        return sql.list(
                """
                with next as materialized (
                    select figure.room_id, figure.last_position
                    from room_figure figure
                    where (figure.last_position, figure.room_id) < (:position, :id)%s
                    order by figure.last_position desc, figure.room_id desc
                    limit :count)
                select tested.count, found.room_id, found.last_position
                from (select count(*) as count from next) as tested
                  left join lateral (select next.room_id, next.last_position
                                     from next
                                       join room on room.id = next.room_id
                                     where room.deleted_position is null
                                       and room.name_search like all (cast(:patterns as text[]))
                                     order by next.last_position desc, next.room_id desc
                                     limit :limit) as found on true
                order by found.last_position desc, found.room_id desc
                """.formatted(condition(kind)),
                s -> {
                    bind(s, after, limit);
                    s.bind("patterns", patterns).bind("count", count);
                },
                RoomOverviews::row);
    }

    private static SearchSteps.Row<Key> row(ResultSet row, StatementContext context) throws SQLException {
        return new SearchSteps.Row<>(row.getInt("count"), row.getObject("room_id") == null ? null : key(row));
    }

    private List<SearchSteps.Row<Key>> rare(
            NameSearch search, PgArray patterns, @Nullable RoomKind kind, Key after, int limit, int count) {
        return BitmapScans.with(
                sql,
                () -> sql.list(
                        """
                        with rare as materialized (
                            select id
                            from room
                            where name_grams(name_search) @> cast(:grams as text[])
                              and name_search like all (cast(:patterns as text[]))
                              and name_search is not null and deleted_position is null
                            limit :count)
                        select tested.count, found.room_id, found.last_position
                        from (select count(*) as count from rare) as tested
                          left join lateral (select figure.room_id, figure.last_position
                                             from rare
                                               join room_figure figure on figure.room_id = rare.id
                                             where (figure.last_position, figure.room_id) < (:position, :id)%s
                                             -- Added to, to rule out the index of activity.
                                             order by figure.last_position + 0 desc, figure.room_id desc
                                             limit :limit) as found on true
                        order by found.last_position desc, found.room_id desc
                        """.formatted(condition(kind)),
                        s -> {
                            bind(s, after, limit);
                            s.bind("grams", PgArray.texts(search.grams(), gram -> gram))
                                    .bind("patterns", patterns)
                                    .bind("count", count);
                        },
                        RoomOverviews::row));
    }

    private List<Key> common(PgArray patterns, @Nullable RoomKind kind, Key after, int limit) {
        return sql.list(
                """
                select figure.room_id, figure.last_position
                from room_figure figure
                  cross join lateral (select id
                                      from room
                                      where id = figure.room_id and deleted_position is null
                                        and name_search like all (cast(:patterns as text[]))
                                      limit 1) as present
                where (figure.last_position, figure.room_id) < (:position, :id)%s
                order by figure.last_position desc, figure.room_id desc
                limit :limit
                """.formatted(condition(kind)),
                s -> {
                    bind(s, after, limit);
                    s.bind("patterns", patterns);
                },
                (row, context) -> key(row));
    }

    private record Loaded(Room room, long files, Instant at) {}

    List<RoomOverview> load(List<UUID> ids) {
        Map<RoomId, List<Profile>> owners = owners(ids);
        return sql
                .list(
                        """
                        select room.*,
                               (select count(*) from file where file.room_id = room.id) as files,
                               coalesce(figure.last_at, room.created_at) as active_at
                        from unnest(cast(:ids as uuid[])) with ordinality as wanted (id, n)
                          join room on room.id = wanted.id
                          left join room_figure figure on figure.room_id = room.id
                        where room.deleted_position is null
                        order by wanted.n
                        """,
                        s -> s.bind("ids", PgArray.uuids(ids, id -> id)),
                        (row, context) -> new Loaded(
                                RoomRows.room(row, context), row.getLong("files"), instant(row, "active_at")))
                .stream()
                .map(loaded -> new RoomOverview(
                        loaded.room(), owners.getOrDefault(loaded.room().id(), List.of()), loaded.files(), loaded.at()))
                .toList();
    }

    private Map<RoomId, List<Profile>> owners(List<UUID> ids) {
        Map<RoomId, List<Profile>> owners = new HashMap<>();
        sql.list(
                        """
                        select owner.room_id, account.*
                        from unnest(cast(:ids as uuid[])) as wanted (id)
                          cross join lateral (select room_id, account_id, username
                                              from membership
                                              where membership.room_id = wanted.id and role = 0
                                              order by username
                                              limit :limit) as owner
                          join account on account.id = owner.account_id
                        order by owner.username
                        """,
                        s -> s.bind("ids", PgArray.uuids(ids, id -> id)).bind("limit", RoomOverview.MAX_OWNERS),
                        (row, context) -> Map.entry(
                                new RoomId(uuid(row, "room_id")),
                                AccountRows.account(row, context).profile()))
                .forEach(owner -> owners.computeIfAbsent(owner.getKey(), room -> new ArrayList<>())
                        .add(owner.getValue()));
        return owners;
    }
}
