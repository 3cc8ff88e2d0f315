package dev.chatrooms.persistence;

import dev.chatrooms.application.spi.OutboxContract;

class OutboxOnPostgresTest extends OnPostgres implements OutboxContract {}
