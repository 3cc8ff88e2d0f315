package dev.chatrooms.persistence;

import dev.chatrooms.application.spi.LogReadersContract;

class LogReadersOnPostgresTest extends OnPostgres implements LogReadersContract {}
