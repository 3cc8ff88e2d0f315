package dev.chatrooms.persistence;

import dev.chatrooms.application.spi.ErasuresContract;

class ErasuresOnPostgresTest extends OnPostgres implements ErasuresContract {}
