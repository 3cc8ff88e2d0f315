package dev.chatrooms.persistence;

import dev.chatrooms.application.spi.InvitesContract;

class InvitesOnPostgresTest extends OnPostgres implements InvitesContract {}
