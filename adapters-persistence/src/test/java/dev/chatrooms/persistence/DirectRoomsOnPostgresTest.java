package dev.chatrooms.persistence;

import dev.chatrooms.application.spi.DirectRoomsContract;

class DirectRoomsOnPostgresTest extends OnPostgres implements DirectRoomsContract {}
