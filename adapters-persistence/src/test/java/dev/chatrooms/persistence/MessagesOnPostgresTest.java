package dev.chatrooms.persistence;

import dev.chatrooms.application.spi.MessagesContract;

class MessagesOnPostgresTest extends OnPostgres implements MessagesContract {}
