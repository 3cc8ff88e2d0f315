package dev.chatrooms.persistence;

import dev.chatrooms.application.spi.RoomListsContract;

class RoomListsOnPostgresTest extends OnPostgres implements RoomListsContract {}
