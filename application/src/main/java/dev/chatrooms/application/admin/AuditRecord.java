package dev.chatrooms.application.admin;

/**
 * An entry as it is kept.
 *
 * @param number which one it is, from 1, later ones higher; there may be gaps
 */
public record AuditRecord(long number, AuditEntry entry) {}
