package dev.chatrooms.persistence;

import dev.chatrooms.application.event.LostRightsContract;

class LostRightsOnPostgresTest extends OnPostgres implements LostRightsContract {}
