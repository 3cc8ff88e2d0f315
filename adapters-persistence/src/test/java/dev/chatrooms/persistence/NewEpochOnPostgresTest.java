package dev.chatrooms.persistence;

import dev.chatrooms.application.event.NewEpochContract;

class NewEpochOnPostgresTest extends OnPostgres implements NewEpochContract {}
