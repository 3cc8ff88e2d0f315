package dev.chatrooms.persistence;

import dev.chatrooms.application.room.DirectConversationContract;

class DirectConversationOnPostgresTest extends OnPostgres implements DirectConversationContract {}
