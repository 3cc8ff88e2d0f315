package dev.chatrooms.persistence;

import dev.chatrooms.application.configuration.ConfigurationContract;

class ConfigurationOnPostgresTest extends OnPostgres implements ConfigurationContract {}
