package dev.chatrooms.persistence.room;

import static dev.chatrooms.persistence.sql.Columns.text;

import dev.chatrooms.application.people.NameSearch;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.persistence.sql.BitmapScans;
import dev.chatrooms.persistence.sql.LikePatterns;
import dev.chatrooms.persistence.sql.PgArray;
import dev.chatrooms.persistence.sql.SearchSteps;
import dev.chatrooms.persistence.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Finds the members of a room by name in {@code account_search}, by role, then username. The member with exactly the
 * username that is searched for is the first of all, so that it is found however many names contain it.
 */
final class MemberFinder {
    /** The rank of the member with exactly the username, before all roles. */
    private static final int EXACT = -1;

    private final Sql sql;
    private final RoomId room;
    private final NameSearch names;
    private final MemberKey after;
    private final int limit;

    /** A member by its key in the list. */
    record Found(MemberKey key, UUID account) {}

    MemberFinder(Sql sql, RoomId room, NameSearch names, MemberKey after, int limit) {
        this.sql = sql;
        this.room = room;
        this.names = names;
        this.after = after;
        this.limit = limit;
    }

    List<Found> find() {
        // The key of the first page has no username.
        List<Found> exact = after.username().isEmpty() ? exact() : List.of();
        List<Found> others = SearchSteps.run(limit, this::next, this::rare, this::inOrder);
        return Stream.concat(exact.stream(), others.stream()).limit(limit).toList();
    }

    private SqlStatement<?> bind(SqlStatement<?> statement) {
        return statement
                .bind("room", room.value())
                .bind("rank", after.rank())
                .bind("username", after.username())
                .bind("exact", names.folded())
                .bind("patterns", PgArray.texts(names.words(), LikePatterns::containing))
                .bind("limit", limit);
    }

    private List<Found> exact() {
        return sql.list(
                """
                select %d as role, account_search.username, account_search.account_id
                from account_search
                  cross join lateral (select true as found
                                      from membership
                                      where account_id = account_search.account_id and room_id = :room
                                      limit 1) as member
                where account_search.username = :exact
                """.formatted(EXACT),
                s -> s.bind("room", room.value()).bind("exact", names.folded()),
                (row, context) -> found(row));
    }

    /** Tests the members in order until the page is full. */
    private List<Found> inOrder() {
        return sql.list("""
                select membership.role, membership.username, membership.account_id
                from membership
                  join account_search on account_search.account_id = membership.account_id
                where membership.room_id = :room and (membership.role, membership.username) > (:rank, :username)
                  and membership.username <> :exact
                  and account_search.names like all (cast(:patterns as text[]))
                order by membership.role, membership.username
                limit :limit
                """, this::bind, (row, context) -> found(row));
    }

    private List<SearchSteps.Row<Found>> next(int count) {
        return sql.list("""
                with next as materialized (
                    select role, username, account_id
                    from membership
                    where room_id = :room and (role, username) > (:rank, :username)
                    order by role, username
                    limit :count)
                select tested.count, found.role, found.username, found.account_id
                from (select count(*) as count from next) as tested
                  left join lateral (select next.role, next.username, next.account_id
                                     from next
                                       join account_search on account_search.account_id = next.account_id
                                     where next.username <> :exact
                                       and account_search.names like all (cast(:patterns as text[]))
                                     order by next.role, next.username
                                     limit :limit) as found on true
                order by found.role, found.username
                """, s -> bind(s).bind("count", count), MemberFinder::row);
    }

    private List<SearchSteps.Row<Found>> rare(int count) {
        return BitmapScans.with(
                sql,
                () -> sql.list(
                        """
                        with rare as materialized (
                            select account_id
                            from account_search
                            where grams @> cast(:grams as text[]) and names like all (cast(:patterns as text[]))
                            limit :count)
                        select tested.count, found.role, found.username, found.account_id
                        from (select count(*) as count from rare) as tested
                          left join lateral (select member.*
                                             from rare
                                               cross join lateral (
                                                 select role, username, account_id
                                                 from membership
                                                 where account_id = rare.account_id and room_id = :room
                                                 limit 1) as member
                                             where (member.role, member.username) > (:rank, :username)
                                               and member.username <> :exact
                                             order by member.role, member.username
                                             limit :limit) as found on true
                        order by found.role, found.username
                        """,
                        s -> bind(s).bind("count", count).bind("grams", PgArray.texts(names.grams(), gram -> gram)),
                        MemberFinder::row));
    }

    private static SearchSteps.Row<Found> row(ResultSet row, StatementContext context) throws SQLException {
        int count = row.getInt("count");
        return new SearchSteps.Row<>(count, row.getObject("account_id") == null ? null : found(row));
    }

    private static Found found(ResultSet row) throws SQLException {
        MemberKey key = new MemberKey(row.getInt("role"), text(row, "username"));
        return new Found(key, row.getObject("account_id", UUID.class));
    }
}
