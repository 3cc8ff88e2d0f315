package dev.chatrooms.persistence.admin;

import static dev.chatrooms.persistence.sql.Columns.idOrNull;
import static dev.chatrooms.persistence.sql.Columns.instant;
import static dev.chatrooms.persistence.sql.Columns.instantOrNull;
import static dev.chatrooms.persistence.sql.Columns.text;

import dev.chatrooms.application.admin.AuditAction;
import dev.chatrooms.application.admin.AuditEntry;
import dev.chatrooms.application.admin.AuditFilter;
import dev.chatrooms.application.admin.AuditRecord;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.spi.AuditTrail;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.persistence.sql.Pages;
import dev.chatrooms.persistence.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** {@link AuditTrail} in the table {@code audit}. */
public final class JdbcAuditTrail implements AuditTrail {
    private static final String LIST = """
            select audit.*
            from audit
            where number < :before%1$s
            order by number desc
            limit :limit
            """;

    /** Reads each of the three indexes as far as the page goes. A single condition with "or" would read the others. */
    private static final String LIST_OF_TARGET = """
            select found.*
            from ((select *
                   from audit
                   where account_id = :target and number < :before%1$s
                   order by number desc
                   limit :limit)
                  union
                  (select *
                   from audit
                   where room_id = :target and number < :before%1$s
                   order by number desc
                   limit :limit)
                  union
                  (select *
                   from audit
                   where message_id = :target and number < :before%1$s
                   order by number desc
                   limit :limit)) as found
            order by number desc
            limit :limit
            """;

    private final Sql sql;

    public JdbcAuditTrail(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void record(AuditEntry entry) {
        AccountId actor = entry.actor();
        AccountId account = entry.account();
        RoomId room = entry.room();
        MessageId message = entry.message();
        sql.updateOne(
                """
                insert into audit (at, actor_id, action, account_id, room_id, message_id, key, address, detail)
                values (:at, cast(:actor as uuid), :action, cast(:account as uuid), cast(:room as uuid),
                        cast(:message as uuid), :key, :address, :detail)
                """,
                s -> s.bind("at", entry.at())
                        .bindByType("actor", actor == null ? null : actor.value(), UUID.class)
                        .bind("action", entry.action().code())
                        .bindByType("account", account == null ? null : account.value(), UUID.class)
                        .bindByType("room", room == null ? null : room.value(), UUID.class)
                        .bindByType("message", message == null ? null : message.value(), UUID.class)
                        .bind("key", entry.key())
                        .bind("address", entry.address())
                        .bind("detail", entry.detail()),
                "the audit entry was not added");
    }

    /** Only the conditions that are given are part of the statement, so that each of them can use its index. */
    @Override
    public Page<AuditRecord> list(AuditFilter filter, PageRequest page) {
        Long before = PageKey.decode(page.cursor(), 1, parts -> Long.parseUnsignedLong(parts.get(0)));
        AccountId actor = filter.actor();
        AuditAction action = filter.action();
        String conditions = condition(actor, "actor_id = :actor")
                + condition(filter.key(), "key = :key")
                + condition(action, "action = :action")
                + condition(filter.from(), "at >= :from")
                + condition(filter.to(), "at < :to");
        List<AuditRecord> found = sql.list(
                filter.target() == null ? LIST.formatted(conditions) : LIST_OF_TARGET.formatted(conditions),
                s -> {
                    s.bind("before", before == null ? Long.MAX_VALUE : before).bind("limit", page.limit() + 1);
                    bind(s, "actor", actor == null ? null : actor.value());
                    bind(s, "target", filter.target());
                    bind(s, "key", filter.key());
                    bind(s, "action", action == null ? null : action.code());
                    bind(s, "from", filter.from());
                    bind(s, "to", filter.to());
                },
                JdbcAuditTrail::entry);
        return Pages.cut(found, page, record -> PageKey.of(record.number()));
    }

    private static String condition(@Nullable Object value, String condition) {
        return value == null ? "" : "\n  and " + condition;
    }

    private static void bind(SqlStatement<?> statement, String name, @Nullable Object value) {
        if (value != null) {
            statement.bind(name, value);
        }
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
                        idOrNull(row, "message_id", MessageId::new),
                        row.getString("key"),
                        row.getString("address"),
                        row.getString("detail")));
    }

    /** The last failures of an account, after one more. */
    private record Failures(
            int count, Instant first, @Nullable Instant reportedAt) {}

    @Override
    public boolean loginFailed(AccountId account, Instant at) {
        sql.requireWritable();
        Failures failures = sql.single(
                """
                insert into failed_login as known (account_id, times)
                values (:account, array[cast(:at as timestamptz)])
                on conflict (account_id) do update
                set times = (known.times || excluded.times)[cardinality(known.times) + 2 - :burst :]
                returning cardinality(times) as count, times[1] as first, reported_at
                """,
                s -> s.bind("account", account.value()).bind("at", at).bind("burst", BURST),
                (row, context) ->
                        new Failures(row.getInt("count"), instant(row, "first"), instantOrNull(row, "reported_at")));
        Instant since = at.minus(BURST_TIME);
        Instant reported = failures.reportedAt();
        if (failures.count() < BURST
                || !failures.first().isAfter(since)
                || (reported != null && reported.isAfter(since))) {
            return false;
        }
        sql.updateOne(
                "update failed_login set reported_at = :at where account_id = :account",
                s -> s.bind("account", account.value()).bind("at", at),
                "the burst was not recorded");
        return true;
    }
}
