package dev.chatrooms.persistence;

import dev.chatrooms.application.spi.PeopleSearchContract;

class PeopleSearchOnPostgresTest extends OnPostgres implements PeopleSearchContract {}
