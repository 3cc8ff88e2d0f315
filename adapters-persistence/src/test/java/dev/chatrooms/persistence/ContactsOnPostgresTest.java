package dev.chatrooms.persistence;

import dev.chatrooms.application.spi.ContactsContract;

class ContactsOnPostgresTest extends OnPostgres implements ContactsContract {}
