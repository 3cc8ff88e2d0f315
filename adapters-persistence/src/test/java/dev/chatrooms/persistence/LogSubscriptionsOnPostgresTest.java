package dev.chatrooms.persistence;

import dev.chatrooms.application.event.LogSubscriptionsContract;

class LogSubscriptionsOnPostgresTest extends OnPostgres implements LogSubscriptionsContract {}
