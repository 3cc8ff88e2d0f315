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
import dev.chatrooms.application.spi.AdminQueries;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.persistence.rows.AccountRows;
import dev.chatrooms.persistence.sql.Pages;
import dev.chatrooms.persistence.sql.PgArray;
import dev.chatrooms.persistence.sql.Sql;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * {@link AdminQueries}: the first statements find the accounts or rooms of a page by key, the last loads their figures,
 * which are counts of a few rows of an index each or kept by {@link JdbcStatistics}.
 */
public final class JdbcAdminQueries implements AdminQueries {
    private final Sql sql;

    public JdbcAdminQueries(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Page<AccountOverview> accounts(AccountFilter filter, PageRequest page, Instant now) {
        String after = PageKey.decode(page.cursor(), 1, parts -> new Username(parts.get(0)).value());
        List<UUID> ids = new AccountSelection(sql, filter, after == null ? "" : after, page.limit() + 1).ids();
        return Pages.cut(
                overviews(ids, now),
                page,
                overview -> PageKey.of(overview.account().username()));
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
