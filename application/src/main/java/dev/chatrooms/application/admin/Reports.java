package dev.chatrooms.application.admin;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;

/** What administrators read about the chat. */
public interface Reports {
    /** Lists audit entries, newest first. */
    Page<AuditView> audit(AuditQuery query, PageRequest page);
}
