package dev.chatrooms.persistence;

import dev.chatrooms.application.spi.ReactionsContract;

class ReactionsOnPostgresTest extends OnPostgres implements ReactionsContract {}
