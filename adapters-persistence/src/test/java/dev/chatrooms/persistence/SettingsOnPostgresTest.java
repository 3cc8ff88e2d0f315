package dev.chatrooms.persistence;

import dev.chatrooms.application.spi.SettingsContract;

class SettingsOnPostgresTest extends OnPostgres implements SettingsContract {}
