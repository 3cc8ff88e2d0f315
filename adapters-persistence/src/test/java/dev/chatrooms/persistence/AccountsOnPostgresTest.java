package dev.chatrooms.persistence;

import dev.chatrooms.application.spi.AccountsContract;

class AccountsOnPostgresTest extends OnPostgres implements AccountsContract {}
