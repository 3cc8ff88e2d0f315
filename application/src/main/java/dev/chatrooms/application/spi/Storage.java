package dev.chatrooms.application.spi;

/** What a storage adapter provides: the transactions, and the bus that connects the nodes sharing the store. */
public record Storage(Transactions transactions, EventBus bus) {}
