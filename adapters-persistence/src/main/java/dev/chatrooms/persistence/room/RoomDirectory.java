package dev.chatrooms.persistence.room;

import static dev.chatrooms.persistence.sql.Columns.text;

import dev.chatrooms.application.people.NameSearch;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.persistence.rows.RoomAccess;
import dev.chatrooms.persistence.sql.BitmapScans;
import dev.chatrooms.persistence.sql.LikePatterns;
import dev.chatrooms.persistence.sql.PgArray;
import dev.chatrooms.persistence.sql.SearchSteps;
import dev.chatrooms.persistence.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/** Finds the rooms of a page of the directory: the public rooms from which the viewer is not banned, by name. */
final class RoomDirectory {
    private final Sql sql;
    private final AccountId viewer;
    private final Instant now;
    private final Entry after;
    private final int limit;

    /** A room by its key in the list. */
    record Entry(String name, UUID room) {
        static final Entry FIRST = new Entry("", new UUID(0, 0));
    }

    RoomDirectory(Sql sql, AccountId viewer, Instant now, Entry after, int limit) {
        this.sql = sql;
        this.viewer = viewer;
        this.now = now;
        this.after = after;
        this.limit = limit;
    }

    List<Entry> find(NameSearch search) {
        if (search.isBlank()) {
            return inOrder(search);
        }
        return SearchSteps.run(
                limit, count -> next(search, count), count -> rare(search, count), () -> inOrder(search));
    }

    private SqlStatement<?> bind(SqlStatement<?> statement, NameSearch search) {
        return statement
                .bind("name", after.name())
                .bind("id", after.room())
                .bind("patterns", PgArray.texts(search.words(), LikePatterns::containing))
                .bind("viewer", viewer.value())
                .bind("now", now)
                .bind("limit", limit);
    }

    /** Tests the rooms in order until the page is full. */
    private List<Entry> inOrder(NameSearch search) {
        return sql.list(
                "select room.id, room.name_folded from room\n" + RoomAccess.BAN_JOIN + """
                where room.kind = 'public' and room.deleted_position is null
                  and (room.name_folded, room.id) > (:name, :id)
                  and room.name_search like all (cast(:patterns as text[]))
                  and ban.found is null
                order by room.name_folded, room.id
                limit :limit
                """,
                s -> bind(s, search),
                (row, context) -> new Entry(text(row, "name_folded"), row.getObject("id", UUID.class)));
    }

    private List<SearchSteps.Row<Entry>> next(NameSearch search, int count) {
        return sql.list("""
                with next as materialized (
                    select id, name_folded, name_search
                    from room
                    where kind = 'public' and deleted_position is null and (name_folded, id) > (:name, :id)
                    order by name_folded, id
                    limit :count)
                select tested.count, found.id, found.name_folded
                from (select count(*) as count from next) as tested
                  left join lateral (select room.id, room.name_folded
                                     from next as room
                """ + RoomAccess.BAN_JOIN + """
                                     where room.name_search like all (cast(:patterns as text[]))
                                       and ban.found is null
                                     order by room.name_folded, room.id
                                     limit :limit) as found on true
                order by found.name_folded, found.id
                """, s -> bind(s, search).bind("count", count), RoomDirectory::row);
    }

    private List<SearchSteps.Row<Entry>> rare(NameSearch search, int count) {
        return BitmapScans.with(
                sql,
                () -> sql.list(
                        """
                        with rare as materialized (
                            select id, name_folded
                            from room
                            where name_grams(name_search) @> cast(:grams as text[])
                              and name_search like all (cast(:patterns as text[]))
                              and name_search is not null and deleted_position is null
                              -- Concatenated to rule out the index of public rooms, all of which it would read.
                              and kind || '' = 'public'
                            limit :count)
                        select tested.count, found.id, found.name_folded
                        from (select count(*) as count from rare) as tested
                          left join lateral (select room.id, room.name_folded
                                             from rare as room
                        """ + RoomAccess.BAN_JOIN + """
                                             where (room.name_folded, room.id) > (:name, :id) and ban.found is null
                                             order by room.name_folded, room.id
                                             limit :limit) as found on true
                        order by found.name_folded, found.id
                        """,
                        s -> bind(s, search)
                                .bind("count", count)
                                .bind("grams", PgArray.texts(search.grams(), gram -> gram)),
                        RoomDirectory::row));
    }

    private static SearchSteps.Row<Entry> row(ResultSet row, StatementContext context) throws SQLException {
        UUID room = row.getObject("id", UUID.class);
        return new SearchSteps.Row<>(
                row.getInt("count"), room == null ? null : new Entry(text(row, "name_folded"), room));
    }
}
