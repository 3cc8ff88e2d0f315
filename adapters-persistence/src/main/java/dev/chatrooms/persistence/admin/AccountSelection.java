package dev.chatrooms.persistence.admin;

import static dev.chatrooms.persistence.sql.Columns.uuid;

import dev.chatrooms.application.admin.AccountFilter;
import dev.chatrooms.application.people.SearchTerm;
import dev.chatrooms.domain.account.AccountRole;
import dev.chatrooms.domain.account.EmailAddress;
import dev.chatrooms.persistence.sql.BitmapScans;
import dev.chatrooms.persistence.sql.LikePatterns;
import dev.chatrooms.persistence.sql.PgArray;
import dev.chatrooms.persistence.sql.SearchSteps;
import dev.chatrooms.persistence.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Finds the accounts of a page of the list for administrators, by username. Each filter that may select few accounts
 * has an index; without such a filter the accounts are read from {@code account_search}, which has no deleted ones.
 */
final class AccountSelection {
    private final Sql sql;
    private final AccountFilter filter;
    private final String after;
    private final int limit;

    /**
     * Prepares a selection.
     *
     * @param after the username before the first one; empty for the first page
     */
    AccountSelection(Sql sql, AccountFilter filter, String after, int limit) {
        this.sql = sql;
        this.filter = filter;
        this.after = after;
        this.limit = limit;
    }

    List<UUID> ids() {
        SearchTerm search = filter.search();
        if (search == null) {
            return hasIndex() ? indexed() : all();
        }
        EmailAddress email = search.email();
        return email == null ? named(search) : withAddress(email);
    }

    private boolean hasIndex() {
        return filter.role() == AccountRole.ADMIN || filter.disabled() != null;
    }

    /** Returns the conditions as constants, so that the partial indexes are used. */
    private String conditions() {
        String role = filter.role() == null ? "" : filter.role() == AccountRole.ADMIN ? "admin" : "user";
        return "not account.deleted"
                + (role.isEmpty() ? "" : " and account.role = '" + role + "'")
                + (filter.disabled() == null
                        ? ""
                        : filter.disabled() ? " and account.disabled" : " and not account.disabled");
    }

    private List<UUID> indexed() {
        return sql.list(
                """
                select account.id
                from account
                where %s and account.username > :after
                order by account.username
                limit :limit
                """.formatted(conditions()),
                s -> s.bind("after", after).bind("limit", limit),
                (row, context) -> uuid(row, "id"));
    }

    private List<UUID> all() {
        return sql.list(
                """
                select account.id
                from account_search
                  join account on account.id = account_search.account_id
                where account_search.username > :after and %s
                order by account_search.username
                limit :limit
                """.formatted(conditions()),
                s -> s.bind("after", after).bind("limit", limit),
                (row, context) -> uuid(row, "id"));
    }

    /** One account may have verified the address, and any number of others have it, too. */
    private List<UUID> withAddress(EmailAddress email) {
        return sql.list(
                """
                select id
                from ((select account.id, account.username
                       from account
                       where email_folded = :email and email_verified and account.username > :after and %1$s)
                      union all
                      (select account.id, account.username
                       from account
                       where (email_folded, account.username) > (:email, :after) and email_folded <= :email
                         and not email_verified and %1$s
                       order by email_folded, account.username
                       limit :limit)) as found
                order by username
                limit :limit
                """.formatted(conditions()),
                s -> s.bind("email", email.folded()).bind("after", after).bind("limit", limit),
                (row, context) -> uuid(row, "id"));
    }

    private List<UUID> named(SearchTerm search) {
        PgArray patterns = PgArray.texts(
                search.words().stream().map(LikePatterns::containing).collect(Collectors.toSet()), pattern -> pattern);
        return SearchSteps.run(
                limit, count -> next(patterns, count), count -> rare(search, patterns, count), () -> common(patterns));
    }

    /** Returns a query for the accounts in order, by the index that suits the filter, without the limit. */
    private String inOrder() {
        return hasIndex() ? """
                  select account.id, account.username, account_search.names
                  from account
                    join account_search on account_search.account_id = account.id
                  where account.username > :after and %s
                  order by account.username
                  """.formatted(conditions()) : """
                  select account_id as id, username, names
                  from account_search
                  where username > :after
                  order by username
                  """;
    }

    private List<SearchSteps.Row<UUID>> next(PgArray patterns, int count) {
        return sql.list(
                """
                with next as materialized (
                %slimit :count)
                select tested.count, found.id
                from (select count(*) as count from next) as tested
                  left join lateral (select account.id, account.username
                                     from next
                                       join account on account.id = next.id
                                     where next.names like all (cast(:patterns as text[])) and %s
                                     order by next.username
                                     limit :limit) as found on true
                order by found.username
                """.formatted(inOrder(), conditions()),
                s -> s.bind("after", after)
                        .bind("count", count)
                        .bind("patterns", patterns)
                        .bind("limit", limit),
                AccountSelection::row);
    }

    private static SearchSteps.Row<UUID> row(ResultSet row, StatementContext context) throws SQLException {
        return new SearchSteps.Row<>(row.getInt("count"), row.getObject("id", UUID.class));
    }

    private List<SearchSteps.Row<UUID>> rare(SearchTerm search, PgArray patterns, int count) {
        PgArray grams = PgArray.texts(search.grams(), gram -> gram);
        return BitmapScans.with(
                sql,
                () -> sql.list(
                        """
                        with rare as materialized (
                            select account_id, username
                            from account_search
                            where grams @> cast(:grams as text[]) and names like all (cast(:patterns as text[]))
                            limit :count)
                        select tested.count, found.id
                        from (select count(*) as count from rare) as tested
                          left join lateral (select account.id, account.username
                                             from rare
                                               join account on account.id = rare.account_id
                                             where rare.username > :after and %s
                                             order by rare.username
                                             limit :limit) as found on true
                        order by found.username
                        """.formatted(conditions()),
                        s -> s.bind("grams", grams)
                                .bind("patterns", patterns)
                                .bind("after", after)
                                .bind("count", count)
                                .bind("limit", limit),
                        AccountSelection::row));
    }

    private List<UUID> common(PgArray patterns) {
        return sql.list(
                """
                select account.id
                from (
                %s) as entry
                  join account on account.id = entry.id
                where entry.names like all (cast(:patterns as text[])) and %s
                order by entry.username
                limit :limit
                """.formatted(inOrder(), conditions()),
                s -> s.bind("after", after).bind("patterns", patterns).bind("limit", limit),
                (row, context) -> uuid(row, "id"));
    }
}
