package dev.chatrooms.persistence;

import dev.chatrooms.application.spi.RoomsContract;

class RoomsOnPostgresTest extends OnPostgres implements RoomsContract {}
