package dev.chatrooms.persistence;

import dev.chatrooms.application.event.LiveFeedContract;

class LiveFeedOnPostgresTest extends OnPostgres implements LiveFeedContract {}
