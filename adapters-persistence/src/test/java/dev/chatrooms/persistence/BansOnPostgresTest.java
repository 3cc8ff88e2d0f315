package dev.chatrooms.persistence;

import dev.chatrooms.application.spi.BansContract;

class BansOnPostgresTest extends OnPostgres implements BansContract {}
