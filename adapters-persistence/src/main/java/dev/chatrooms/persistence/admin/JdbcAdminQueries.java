package dev.chatrooms.persistence.admin;

import static dev.chatrooms.persistence.sql.Columns.instantOrNull;
import static dev.chatrooms.persistence.sql.Columns.text;
import static dev.chatrooms.persistence.sql.Columns.uuid;

import dev.chatrooms.application.admin.AccountFilter;
import dev.chatrooms.application.admin.AccountOverview;
import dev.chatrooms.application.admin.RoomFilter;
import dev.chatrooms.application.admin.RoomOverview;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.people.SearchTerm;
import dev.chatrooms.application.spi.AdminQueries;
import dev.chatrooms.domain.account.EmailAddress;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.persistence.rows.AccountRows;
import dev.chatrooms.persistence.sql.BitmapScans;
import dev.chatrooms.persistence.sql.LikePatterns;
import dev.chatrooms.persistence.sql.Pages;
import dev.chatrooms.persistence.sql.PgArray;
import dev.chatrooms.persistence.sql.Sql;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * {@link AdminQueries}: the first statement finds the accounts of a page by key, the second loads their figures, which
 * are counts of a few rows of an index each or kept by {@link JdbcStatistics}.
 *
 * <p>Filters for few accounts (administrators, disabled ones) have indexes of their own. Names are searched in two
 * steps, as in the search of people: among the next {@value #NEAR} accounts, then by the index of their pieces.
 */
public final class JdbcAdminQueries implements AdminQueries {
    private static final int NEAR = 5000;

    private final Sql sql;

    public JdbcAdminQueries(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Page<AccountOverview> accounts(AccountFilter filter, PageRequest page, Instant now) {
        String after = PageKey.decode(page.cursor(), 1, parts -> new Username(parts.get(0)).value());
        List<UUID> ids = ids(filter, after == null ? "" : after, page.limit() + 1);
        return Pages.cut(
                overviews(ids, now),
                page,
                overview -> PageKey.of(overview.account().username()));
    }

    private List<UUID> ids(AccountFilter filter, String after, int limit) {
        SearchTerm search = filter.search();
        if (search == null) {
            return select("account", "account.username > :after", filter, s -> {}, after, limit);
        }
        EmailAddress email = search.email();
        if (email != null) {
            return select(
                    "account",
                    "account.username > :after and email_folded = :email and email_verified",
                    filter,
                    s -> s.bind("email", email.folded()),
                    after,
                    limit);
        }
        PgArray patterns = PgArray.texts(
                search.words().stream().map(LikePatterns::containing).collect(Collectors.toSet()), pattern -> pattern);
        List<UUID> near = select(
                """
                (select account_id, names
                      from account_search
                      where username > :after
                      order by username
                      limit :near) as near
                  join account on account.id = near.account_id\
                """,
                "near.names like all (cast(:patterns as text[]))",
                filter,
                s -> s.bind("near", NEAR).bind("patterns", patterns),
                after,
                limit);
        return near.size() == limit ? near : rare(search, patterns, filter, after, limit);
    }

    private List<UUID> rare(SearchTerm search, PgArray patterns, AccountFilter filter, String after, int limit) {
        PgArray grams = PgArray.texts(search.grams(), gram -> gram);
        return BitmapScans.with(
                sql,
                () -> select(
                        """
                        (select account_id
                              from account_search
                              where grams @> cast(:grams as text[])
                                and names like all (cast(:patterns as text[]))
                                -- Concatenated to rule out the index of usernames, all of which a rare term would read.
                                and username || '' > :after) as rare
                          join account on account.id = rare.account_id\
                        """, "true", filter, s -> s.bind("grams", grams).bind("patterns", patterns), after, limit));
    }

    private List<UUID> select(
            String from,
            String condition,
            AccountFilter filter,
            Consumer<SqlStatement<?>> binding,
            String after,
            int limit) {
        String role = filter.role() == null ? "" : filter.role().name().toLowerCase(Locale.ROOT);
        String conditions = condition
                // Constants, so that the indexes for administrators and disabled accounts are used.
                + (filter.role() == null ? "" : " and account.role = '" + role + "'")
                + (filter.disabled() == null
                        ? ""
                        : filter.disabled() ? " and account.disabled" : " and not account.disabled");
        return sql.list(
                """
                select account.id
                from %s
                where %s and not account.deleted
                order by account.username
                limit :limit
                """.formatted(from, conditions),
                s -> {
                    binding.accept(s.bind("limit", limit));
                    if (from.contains(":after") || conditions.contains(":after")) {
                        s.bind("after", after);
                    }
                },
                (row, context) -> uuid(row, "id"));
    }

    @Override
    public Optional<AccountOverview> account(AccountId id, Instant now) {
        return overviews(List.of(id.value()), now).stream().findFirst();
    }

    private List<AccountOverview> overviews(List<UUID> ids, Instant now) {
        return sql.list(
                """
                select account.*,
                       (select max(last_seen_at) from session where session.account_id = account.id) as seen,
                       (select count(*)
                        from session
                        where session.account_id = account.id and least(revoked_at, expires_at) > :now) as sessions,
                       (select count(*)
                        from membership
                          join room on room.id = membership.room_id
                        where membership.account_id = account.id and room.deleted_position is null) as rooms,
                       coalesce((select messages from account_figure
                                 where account_figure.account_id = account.id), 0) as messages,
                       coalesce((select sum(size) from file where owner_id = account.id and complete), 0) as bytes
                from account
                where account.id = any (cast(:ids as uuid[]))
                order by account.username
                """,
                s -> s.bind("ids", PgArray.uuids(ids, id -> id)).bind("now", now),
                (row, context) -> new AccountOverview(
                        AccountRows.account(row, context),
                        instantOrNull(row, "seen"),
                        row.getInt("sessions"),
                        row.getInt("rooms"),
                        row.getLong("messages"),
                        row.getLong("bytes")));
    }

    @Override
    public Page<RoomOverview> rooms(RoomFilter filter, PageRequest page) {
        return new RoomOverviews(sql).list(filter, page);
    }

    @Override
    public Optional<RoomOverview> room(RoomId id) {
        return new RoomOverviews(sql).load(List.of(id.value())).stream().findFirst();
    }

    @Override
    public Map<RoomId, String> roomNames(Collection<RoomId> rooms) {
        return sql
                .list(
                        "select id, name from room where id = any (cast(:ids as uuid[])) and name is not null",
                        s -> s.bind("ids", PgArray.rooms(rooms)),
                        (row, context) -> Map.entry(new RoomId(uuid(row, "id")), text(row, "name")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
