package dev.chatrooms.persistence.room;

import static dev.chatrooms.persistence.sql.Columns.idOrNull;
import static dev.chatrooms.persistence.sql.Columns.instant;
import static dev.chatrooms.persistence.sql.Columns.instantOrNull;
import static dev.chatrooms.persistence.sql.Columns.textOrNull;
import static dev.chatrooms.persistence.sql.Columns.uuid;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.room.BanView;
import dev.chatrooms.application.spi.Bans;
import dev.chatrooms.domain.account.Profile;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Ban;
import dev.chatrooms.domain.room.BanReason;
import dev.chatrooms.persistence.rows.AccountRows;
import dev.chatrooms.persistence.sql.Keyed;
import dev.chatrooms.persistence.sql.Pages;
import dev.chatrooms.persistence.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;

/** {@link Bans} in the table {@code ban}. */
public final class JdbcBans implements Bans {
    private final Sql sql;

    public JdbcBans(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void put(Ban ban) {
        AccountId by = ban.by();
        BanReason reason = ban.reason();
        sql.updateOne(
                """
                insert into ban (room_id, account_id, by_id, reason, created_at, until)
                values (:room, :account, cast(:by as uuid), :reason, :createdAt, :until)
                on conflict (account_id, room_id) do update
                set number = default, by_id = excluded.by_id, reason = excluded.reason,
                    created_at = excluded.created_at, until = excluded.until
                """,
                s -> s.bind("room", ban.roomId().value())
                        .bind("account", ban.accountId().value())
                        .bindByType("by", by == null ? null : by.value(), UUID.class)
                        .bind("reason", reason == null ? null : reason.value())
                        .bind("createdAt", ban.createdAt())
                        .bindByType("until", ban.until(), Instant.class),
                "the ban was not stored");
    }

    @Override
    public boolean lift(RoomId room, AccountId account, Instant now) {
        sql.requireWritable();
        return sql.one(
                        """
                        delete from ban
                        where account_id = :account and room_id = :room
                        returning until is null or until > :now as in_force
                        """,
                        s -> s.bind("account", account.value())
                                .bind("room", room.value())
                                .bind("now", now),
                        (row, context) -> row.getBoolean("in_force"))
                .orElse(false);
    }

    @Override
    public Page<BanView> list(RoomId room, PageRequest page, Instant now) {
        Long before = PageKey.decode(page.cursor(), 1, parts -> Long.parseUnsignedLong(parts.get(0)));
        List<Keyed<BanView>> found = sql.list(
                """
                select account.*, ban.number as ban_number, ban.room_id as ban_room_id, ban.by_id as ban_by_id,
                       ban.reason as ban_reason, ban.created_at as ban_created_at, ban.until as ban_until
                from ban
                  join account on account.id = ban.account_id
                where ban.room_id = :room and ban.number < :before and (ban.until is null or ban.until > :now)
                order by ban.number desc
                limit :limit
                """,
                s -> s.bind("room", room.value())
                        .bind("before", before == null ? Long.MAX_VALUE : before)
                        .bind("now", now)
                        .bind("limit", page.limit() + 1),
                JdbcBans::ban);
        return Pages.cut(found, page);
    }

    private static Keyed<BanView> ban(ResultSet row, StatementContext context) throws SQLException {
        Profile user = AccountRows.account(row, context).profile();
        return new Keyed<>(
                PageKey.of(row.getLong("ban_number")),
                new BanView(
                        user,
                        new Ban(
                                new RoomId(uuid(row, "ban_room_id")),
                                user.id(),
                                idOrNull(row, "ban_by_id", AccountId::new),
                                textOrNull(row, "ban_reason", BanReason::new),
                                instant(row, "ban_created_at"),
                                instantOrNull(row, "ban_until"))));
    }
}
