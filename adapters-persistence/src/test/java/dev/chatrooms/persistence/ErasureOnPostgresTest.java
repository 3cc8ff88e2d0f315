package dev.chatrooms.persistence;

import dev.chatrooms.application.event.ErasureContract;

class ErasureOnPostgresTest extends OnPostgres implements ErasureContract {}
