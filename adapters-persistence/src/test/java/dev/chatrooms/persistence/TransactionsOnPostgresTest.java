package dev.chatrooms.persistence;

import dev.chatrooms.application.spi.TransactionsContract;

class TransactionsOnPostgresTest extends OnPostgres implements TransactionsContract {}
