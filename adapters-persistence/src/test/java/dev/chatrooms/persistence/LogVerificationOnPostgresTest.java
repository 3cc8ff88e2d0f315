package dev.chatrooms.persistence;

import dev.chatrooms.application.spi.LogVerificationContract;

class LogVerificationOnPostgresTest extends OnPostgres implements LogVerificationContract {}
