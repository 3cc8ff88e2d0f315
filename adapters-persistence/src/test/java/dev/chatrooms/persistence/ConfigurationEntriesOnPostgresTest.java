package dev.chatrooms.persistence;

import dev.chatrooms.application.spi.ConfigurationEntriesContract;

class ConfigurationEntriesOnPostgresTest extends OnPostgres implements ConfigurationEntriesContract {}
