package dev.chatrooms.persistence;

import dev.chatrooms.application.spi.BlocksContract;

class BlocksOnPostgresTest extends OnPostgres implements BlocksContract {}
