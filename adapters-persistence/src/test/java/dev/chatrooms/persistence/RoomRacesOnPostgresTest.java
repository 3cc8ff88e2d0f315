package dev.chatrooms.persistence;

import dev.chatrooms.application.room.RoomRacesContract;

class RoomRacesOnPostgresTest extends OnPostgres implements RoomRacesContract {}
