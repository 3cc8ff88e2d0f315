package dev.chatrooms.persistence.admin;

import static dev.chatrooms.persistence.sql.Columns.instant;
import static dev.chatrooms.persistence.sql.Columns.text;

import dev.chatrooms.application.admin.AuditAction;
import dev.chatrooms.application.admin.AuditEntry;
import dev.chatrooms.application.admin.AuditRecord;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.spi.AuditTrail;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.persistence.sql.Pages;
import dev.chatrooms.persistence.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** {@link AuditTrail} in {@code audit}. */
public record JdbcAuditTrail(Sql sql) implements AuditTrail {
    @Override
    public void record(AuditEntry entry) {
        AccountId actor = entry.actor();
        AccountId account = entry.account();
        RoomId room = entry.room();
        int added = sql.update(
                """
                insert into audit (at, actor_id, action, account_id, room_id, detail)
                values (:at, cast(:actor as uuid), :action, cast(:account as uuid), cast(:room as uuid), :detail)
                """,
                s -> s.bind("at", entry.at())
                        .bindByType("actor", actor == null ? null : actor.value(), UUID.class)
                        .bind("action", entry.action().code())
                        .bindByType("account", account == null ? null : account.value(), UUID.class)
                        .bindByType("room", room == null ? null : room.value(), UUID.class)
                        .bind("detail", entry.detail()));
        if (added != 1) {
            throw new IllegalStateException("nothing was written down");
        }
    }

    @Override
    public Page<AuditRecord> list(PageRequest page) {
        Long before = PageKey.decode(page.cursor(), 1, parts -> Long.parseUnsignedLong(parts.get(0)));
        List<AuditRecord> found = sql.list(
                """
                select audit.*
                from audit
                where number < :before
                order by number desc
                limit :limit
                """,
                s -> s.bind("before", before == null ? Long.MAX_VALUE : before).bind("limit", page.limit() + 1),
                JdbcAuditTrail::entry);
        return Pages.cut(found, page, record -> PageKey.of(record.number()));
    }

    private static AuditRecord entry(ResultSet row, StatementContext context) throws SQLException {
        UUID actor = uuidOrNull(row, "actor_id");
        UUID account = uuidOrNull(row, "account_id");
        UUID room = uuidOrNull(row, "room_id");
        String action = text(row, "action");
        return new AuditRecord(
                row.getLong("number"),
                new AuditEntry(
                        instant(row, "at"),
                        actor == null ? null : new AccountId(actor),
                        AuditAction.of(action)
                                .orElseThrow(() -> new IllegalStateException("no action is called " + action)),
                        account == null ? null : new AccountId(account),
                        room == null ? null : new RoomId(room),
                        row.getString("detail")));
    }

    private static @Nullable UUID uuidOrNull(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }
}
