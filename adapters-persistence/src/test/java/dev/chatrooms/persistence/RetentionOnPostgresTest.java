package dev.chatrooms.persistence;

import dev.chatrooms.application.event.RetentionContract;

class RetentionOnPostgresTest extends OnPostgres implements RetentionContract {}
