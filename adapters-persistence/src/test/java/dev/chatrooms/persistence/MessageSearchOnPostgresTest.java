package dev.chatrooms.persistence;

import dev.chatrooms.application.search.MessageSearchContract;

class MessageSearchOnPostgresTest extends OnPostgres implements MessageSearchContract {}
