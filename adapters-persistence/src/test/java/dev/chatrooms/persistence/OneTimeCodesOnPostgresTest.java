package dev.chatrooms.persistence;

import dev.chatrooms.application.spi.OneTimeCodesContract;

class OneTimeCodesOnPostgresTest extends OnPostgres implements OneTimeCodesContract {}
