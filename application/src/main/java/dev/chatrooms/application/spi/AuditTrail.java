package dev.chatrooms.application.spi;

import dev.chatrooms.application.admin.AuditEntry;
import dev.chatrooms.application.admin.AuditFilter;
import dev.chatrooms.application.admin.AuditRecord;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.domain.id.AccountId;
import java.time.Duration;
import java.time.Instant;

/** The append-only record of administrative actions. The store refuses to change and to remove entries. */
public interface AuditTrail {
    /** The number of failed logins that make a burst. */
    int BURST = 10;

    /** The time in which they make a burst. */
    Duration BURST_TIME = Duration.ofMinutes(10);

    /** Appends an entry if the transaction commits. The accounts and rooms it names need not exist. */
    void record(AuditEntry entry);

    /**
     * Lists entries, newest first.
     *
     * @throws dev.chatrooms.application.common.InvalidCursor if the cursor does not belong to this list
     */
    Page<AuditRecord> list(AuditFilter filter, PageRequest page);

    /** Lists all entries, newest first. */
    default Page<AuditRecord> list(PageRequest page) {
        return list(AuditFilter.ALL, page);
    }

    /**
     * Records that a login failed, if the transaction commits.
     *
     * @return whether this is the {@value #BURST}th failure within {@link #BURST_TIME}, for the first time in such a
     *     time
     */
    boolean loginFailed(AccountId account, Instant at);
}
