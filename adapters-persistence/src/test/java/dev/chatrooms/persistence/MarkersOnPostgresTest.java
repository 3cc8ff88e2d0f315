package dev.chatrooms.persistence;

import dev.chatrooms.application.spi.MarkersContract;

class MarkersOnPostgresTest extends OnPostgres implements MarkersContract {}
