package dev.chatrooms.application.memory;

import dev.chatrooms.application.admin.AuditEntry;
import dev.chatrooms.application.admin.AuditRecord;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.spi.AuditTrail;
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
    public Page<AuditRecord> list(PageRequest page) {
        Long before = PageKey.decode(page.cursor(), 1, parts -> Long.parseUnsignedLong(parts.get(0)));
        return Pages.cut(before(before == null ? Long.MAX_VALUE : before), page, record -> PageKey.of(record.number()));
    }
}
