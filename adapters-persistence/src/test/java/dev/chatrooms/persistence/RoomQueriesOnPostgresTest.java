package dev.chatrooms.persistence;

import dev.chatrooms.application.spi.RoomQueriesContract;

class RoomQueriesOnPostgresTest extends OnPostgres implements RoomQueriesContract {}
