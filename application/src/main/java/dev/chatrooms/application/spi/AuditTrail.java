package dev.chatrooms.application.spi;

import dev.chatrooms.application.admin.AuditEntry;
import dev.chatrooms.application.admin.AuditRecord;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;

/** Who did what to whom. Only ever grows: what is written stays as it is. */
public interface AuditTrail {
    /** Writes it down, if the transaction commits. What it names need not exist. */
    void record(AuditEntry entry);

    /**
     * All of it, the newest first. @throws dev.chatrooms.application.common.InvalidCursor for a cursor that is none of
     * this list's
     */
    Page<AuditRecord> list(PageRequest page);
}
