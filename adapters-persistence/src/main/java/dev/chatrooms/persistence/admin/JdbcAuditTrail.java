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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * {@link AuditTrail} in the table {@code audit}. Entries of a period are a range of numbers, which is found by a binary
 * search, so that a page of an old period costs as much as the first of all.
 */
public final class JdbcAuditTrail implements AuditTrail {
    /**
     * Reads a range of an index on a column and {@code number}. Rows are compared, since with equality the planner may
     * prefer to read all entries by number: it does not know how many have the value.
     *
     * @param conditions more conditions
     */
    private static String range(String column, String value, String conditions) {
        return """
                select *
                from audit
                where (%1$s, number) < (%2$s, :before) and (%1$s, number) > (%2$s, :after)%3$s
                order by %1$s desc, number desc
                limit :limit""".formatted(column, value, conditions);
    }

    /** The condition of the indexes on columns that may be null. */
    private static final String PRESENT = "\n  and %s is not null";

    /** How far times may deviate from the order of numbers, by the clocks of nodes and the time until the commit. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

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

    @Override
    public Page<AuditRecord> list(AuditFilter filter, PageRequest page) {
        Long cursor = PageKey.decode(page.cursor(), 1, parts -> Long.parseUnsignedLong(parts.get(0)));
        long end =
                filter.to() == null ? Long.MAX_VALUE : lastNumberAt(filter.to().plus(CLOCK_TOLERANCE)) + 1;
        long before = cursor == null ? end : Math.min(cursor, end);
        long after = filter.from() == null ? 0 : lastNumberAt(filter.from().minus(CLOCK_TOLERANCE));
        AccountId actor = filter.actor();
        AuditAction action = filter.action();
        List<AuditRecord> found = sql.list(
                statement(filter),
                s -> {
                    s.bind("before", before).bind("after", after).bind("limit", page.limit() + 1);
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

    /** Returns the statement for the most selective index, with only the conditions that are given. */
    private static String statement(AuditFilter filter) {
        String period = condition(filter.from(), "at >= :from") + condition(filter.to(), "at < :to");
        // Not by equality: no other index is to be used.
        String actor = condition(filter.actor(), "actor_id is not distinct from :actor");
        String key = condition(filter.key(), "key is not distinct from :key");
        String action = condition(filter.action(), "action is not distinct from :action");
        if (filter.target() != null) {
            String others = actor + key + period;
            return Stream.of(
                            range("account_id", ":target", PRESENT.formatted("account_id") + action + others),
                            filter.action() == null
                                    ? range("room_id", ":target", PRESENT.formatted("room_id") + others)
                                    : range("action", ":action", "\n  and room_id = :target" + others),
                            range("message_id", ":target", PRESENT.formatted("message_id") + action + others))
                    .collect(Collectors.joining(
                            ")\nunion\n(", "select *\nfrom ((", ")) as found\norder by number desc\nlimit :limit"));
        }
        if (filter.key() != null) {
            return range("key", ":key", PRESENT.formatted("key") + actor + action + period);
        }
        if (filter.action() != null) {
            return range("action", ":action", condition(filter.actor(), "actor_id = :actor") + period);
        }
        if (filter.actor() != null) {
            return range("actor_id", ":actor", PRESENT.formatted("actor_id") + period);
        }
        return """
                select *
                from audit
                where number < :before and number > :after%s
                order by number desc
                limit :limit""".formatted(period);
    }

    /** Returns the last number at or before a time, or 0 if all are later. There are gaps between numbers. */
    private long lastNumberAt(Instant at) {
        return sql.single("""
                with recursive halved (low, high) as (
                    select coalesce((select number from audit order by number limit 1), 1) - 1,
                           coalesce((select number from audit order by number desc limit 1), 0) + 1
                    union all
                    select case when middle.at <= :at then middle.number else halved.low end,
                           case when middle.at <= :at then halved.high else (halved.low + halved.high) / 2 end
                    from halved
                      left join lateral (select number, at
                                         from audit
                                         where number >= (halved.low + halved.high) / 2 and number < halved.high
                                         order by number
                                         limit 1) as middle on true
                    where halved.high - halved.low > 1
                )
                select low from halved order by high - low limit 1
                """, s -> s.bind("at", at), (row, context) -> row.getLong("low"));
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
