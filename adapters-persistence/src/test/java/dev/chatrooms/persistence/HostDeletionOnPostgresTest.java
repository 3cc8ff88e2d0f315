package dev.chatrooms.persistence;

import dev.chatrooms.application.account.HostDeletionContract;

class HostDeletionOnPostgresTest extends OnPostgres implements HostDeletionContract {}
