package dev.chatrooms.persistence;

import dev.chatrooms.application.spi.SessionsContract;

class SessionsOnPostgresTest extends OnPostgres implements SessionsContract {}
