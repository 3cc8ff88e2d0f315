package dev.chatrooms.persistence;

import dev.chatrooms.application.account.RefreshContract;

class RefreshOnPostgresTest extends OnPostgres implements RefreshContract {}
