package dev.chatrooms.persistence;

import dev.chatrooms.application.spi.AuditTrailContract;

class AuditTrailOnPostgresTest extends OnPostgres implements AuditTrailContract {}
