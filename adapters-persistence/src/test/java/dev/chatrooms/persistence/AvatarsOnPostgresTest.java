package dev.chatrooms.persistence;

import dev.chatrooms.application.spi.AvatarsContract;

class AvatarsOnPostgresTest extends OnPostgres implements AvatarsContract {}
