package dev.chatrooms.persistence.admin;

import static dev.chatrooms.persistence.sql.Columns.idOrNull;
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

/** {@link AuditTrail} in the table {@code audit}. */
public final class JdbcAuditTrail implements AuditTrail {
    private final Sql sql;

    public JdbcAuditTrail(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void record(AuditEntry entry) {
        AccountId actor = entry.actor();
        AccountId account = entry.account();
        RoomId room = entry.room();
        sql.updateOne(
                """
                insert into audit (at, actor_id, action, account_id, room_id, detail)
                values (:at, cast(:actor as uuid), :action, cast(:account as uuid), cast(:room as uuid), :detail)
                """,
                s -> s.bind("at", entry.at())
                        .bindByType("actor", actor == null ? null : actor.value(), UUID.class)
                        .bind("action", entry.action().code())
                        .bindByType("account", account == null ? null : account.value(), UUID.class)
                        .bindByType("room", room == null ? null : room.value(), UUID.class)
                        .bind("detail", entry.detail()),
                "the audit entry was not added");
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
        String action = text(row, "action");
        return new AuditRecord(
                row.getLong("number"),
                new AuditEntry(
                        instant(row, "at"),
                        idOrNull(row, "actor_id", AccountId::new),
                        AuditAction.of(action).orElseThrow(() -> new IllegalStateException("unknown action " + action)),
                        idOrNull(row, "account_id", AccountId::new),
                        idOrNull(row, "room_id", RoomId::new),
                        row.getString("detail")));
    }
}
