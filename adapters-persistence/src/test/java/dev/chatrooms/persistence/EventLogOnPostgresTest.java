package dev.chatrooms.persistence;

import dev.chatrooms.application.spi.EventLogContract;

class EventLogOnPostgresTest extends OnPostgres implements EventLogContract {}
