package dev.chatrooms.persistence;

import dev.chatrooms.application.room.EnsureRoomContract;

class EnsureRoomOnPostgresTest extends OnPostgres implements EnsureRoomContract {}
