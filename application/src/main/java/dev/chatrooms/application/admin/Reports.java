package dev.chatrooms.application.admin;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import java.util.concurrent.CompletableFuture;

/** What administrators read about the chat. */
public interface Reports {
    /** Lists audit entries, newest first. */
    Page<AuditView> audit(AuditQuery query, PageRequest page);

    /** Returns the figures. */
    Statistics statistics();

    /**
     * Drops this node's state in memory: recent events, the rooms and contacts of connected accounts, and what is known
     * of callers. Open streams end, and clients resume at their cursors, with the state read from the store again.
     */
    CompletableFuture<Resync> resync();
}
