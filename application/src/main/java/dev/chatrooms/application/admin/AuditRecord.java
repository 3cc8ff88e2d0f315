package dev.chatrooms.application.admin;

/**
 * A stored audit entry.
 *
 * @param number the position in the audit trail, from 1, ascending; there may be gaps
 */
public record AuditRecord(long number, AuditEntry entry) {}
