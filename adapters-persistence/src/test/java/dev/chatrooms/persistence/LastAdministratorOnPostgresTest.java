package dev.chatrooms.persistence;

import dev.chatrooms.application.admin.LastAdministratorContract;

class LastAdministratorOnPostgresTest extends OnPostgres implements LastAdministratorContract {}
