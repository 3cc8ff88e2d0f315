package dev.chatrooms.persistence;

import dev.chatrooms.application.account.HostIdentityContract;

class HostIdentityOnPostgresTest extends OnPostgres implements HostIdentityContract {}
