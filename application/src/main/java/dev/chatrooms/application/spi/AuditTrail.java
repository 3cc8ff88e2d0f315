package dev.chatrooms.application.spi;

import dev.chatrooms.application.admin.AuditEntry;
import dev.chatrooms.application.admin.AuditRecord;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;

/** The append-only record of administrative actions. */
public interface AuditTrail {
    /** Appends an entry if the transaction commits. The accounts and rooms it names need not exist. */
    void record(AuditEntry entry);

    /**
     * Lists all entries, newest first.
     *
     * @throws dev.chatrooms.application.common.InvalidCursor if the cursor does not belong to this list
     */
    Page<AuditRecord> list(PageRequest page);
}
