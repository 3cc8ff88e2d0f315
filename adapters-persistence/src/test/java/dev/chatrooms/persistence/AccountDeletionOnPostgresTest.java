package dev.chatrooms.persistence;

import dev.chatrooms.application.account.AccountDeletionContract;

class AccountDeletionOnPostgresTest extends OnPostgres implements AccountDeletionContract {}
