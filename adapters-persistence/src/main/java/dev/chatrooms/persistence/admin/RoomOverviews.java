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
import dev.chatrooms.persistence.sql.Keyed;
import dev.chatrooms.persistence.sql.LikePatterns;
import dev.chatrooms.persistence.sql.Pages;
import dev.chatrooms.persistence.sql.PgArray;
import dev.chatrooms.persistence.sql.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * The list of rooms for administrators. The first statement reads the index of activity backwards and tests the rooms
 * until the page is full; the others load the rooms of the page and their owners.
 */
final class RoomOverviews {
    private static final UUID LAST_ID = new UUID(-1, -1);

    private final Sql sql;

    RoomOverviews(Sql sql) {
        this.sql = sql;
    }

    private record Key(long position, UUID room) {}

    Page<RoomOverview> list(RoomFilter filter, PageRequest page) {
        Key after = PageKey.decode(
                page.cursor(), 2, parts -> new Key(Long.parseLong(parts.get(0)), UUID.fromString(parts.get(1))));
        NameSearch given = filter.search();
        NameSearch search = given == null || given.isBlank() ? null : given;
        RoomKind kind = filter.kind();
        String conditions = (kind == null ? "" : " and room.kind = :kind")
                + (search == null ? "" : " and room.name_search like all (cast(:patterns as text[]))");
        List<Keyed<UUID>> found = sql.list(
                """
                select figure.room_id, figure.last_position
                from room_figure figure
                  join room on room.id = figure.room_id
                where (figure.last_position, figure.room_id) < (:position, :id)
                  and room.deleted_position is null%s
                order by figure.last_position desc, figure.room_id desc
                limit :limit
                """.formatted(conditions),
                s -> {
                    s.bind("position", after == null ? Long.MAX_VALUE : after.position())
                            .bind("id", after == null ? LAST_ID : after.room())
                            .bind("limit", page.limit() + 1);
                    if (kind != null) {
                        s.bind("kind", kind.name().toLowerCase(Locale.ROOT));
                    }
                    if (search != null) {
                        s.bind("patterns", PgArray.texts(search.words(), LikePatterns::containing));
                    }
                },
                (row, context) -> new Keyed<>(
                        PageKey.of(row.getLong("last_position"), uuid(row, "room_id")), uuid(row, "room_id")));
        Page<UUID> cut = Pages.cut(found, page);
        return new Page<>(load(cut.items()), cut.next());
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
