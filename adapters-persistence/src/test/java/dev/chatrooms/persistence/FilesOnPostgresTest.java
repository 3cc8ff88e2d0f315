package dev.chatrooms.persistence;

import dev.chatrooms.application.spi.FilesContract;

class FilesOnPostgresTest extends OnPostgres implements FilesContract {}
