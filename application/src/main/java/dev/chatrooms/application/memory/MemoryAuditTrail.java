package dev.chatrooms.application.memory;

import dev.chatrooms.application.admin.AuditEntry;
import dev.chatrooms.application.admin.AuditFilter;
import dev.chatrooms.application.admin.AuditRecord;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.memory.Tables.FailedLoginRow;
import dev.chatrooms.application.spi.AuditTrail;
import dev.chatrooms.domain.id.AccountId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

record MemoryAuditTrail(MemoryTransaction tx) implements AuditTrail {
    @Override
    public void record(AuditEntry entry) {
        tx.requireWritable();
        // There is one writer at a time, so no number is used twice.
        long number =
                before(Long.MAX_VALUE).findFirst().map(AuditRecord::number).orElse(0L) + 1;
        tx.put(tx.tables.audit, number, new AuditRecord(number, entry));
    }

    private Stream<AuditRecord> before(long number) {
        return tx.rangeDown(tx.tables.audit, 0L, number);
    }

    @Override
    public Page<AuditRecord> list(AuditFilter filter, PageRequest page) {
        Long before = PageKey.decode(page.cursor(), 1, parts -> Long.parseUnsignedLong(parts.get(0)));
        Stream<AuditRecord> found =
                before(before == null ? Long.MAX_VALUE : before).filter(record -> matches(record.entry(), filter));
        return Pages.cut(found, page, record -> PageKey.of(record.number()));
    }

    private static boolean matches(AuditEntry entry, AuditFilter filter) {
        Instant from = filter.from();
        Instant to = filter.to();
        return (filter.actor() == null || filter.actor().equals(entry.actor()))
                && (filter.action() == null || filter.action() == entry.action())
                && (filter.key() == null || filter.key().equals(entry.key()))
                && (filter.target() == null || isOn(entry, filter.target()))
                && (from == null || !entry.at().isBefore(from))
                && (to == null || entry.at().isBefore(to));
    }

    private static boolean isOn(AuditEntry entry, UUID target) {
        return (entry.account() != null && entry.account().value().equals(target))
                || (entry.room() != null && entry.room().value().equals(target))
                || (entry.message() != null && entry.message().value().equals(target));
    }

    @Override
    public boolean loginFailed(AccountId account, Instant at) {
        tx.requireWritable();
        FailedLoginRow row = tx.get(tx.tables.failedLogins, account.value());
        List<Instant> times = new ArrayList<>(row == null ? List.of() : row.times());
        times.add(at);
        List<Instant> last = times.subList(Math.max(0, times.size() - BURST), times.size());
        Instant reported = row == null ? null : row.reportedAt();
        Instant since = at.minus(BURST_TIME);
        boolean isBurst =
                last.size() == BURST && last.get(0).isAfter(since) && (reported == null || !reported.isAfter(since));
        tx.put(tx.tables.failedLogins, account.value(), new FailedLoginRow(List.copyOf(last), isBurst ? at : reported));
        return isBurst;
    }
}
