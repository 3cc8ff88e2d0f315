package dev.chatrooms.persistence;

import dev.chatrooms.application.room.OwnRoomsContract;

class OwnRoomsOnPostgresTest extends OnPostgres implements OwnRoomsContract {}
