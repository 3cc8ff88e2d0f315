package dev.chatrooms.application.spi;

/** The ports of a storage adapter: the transactions, and the bus that connects the nodes sharing the store. */
public record Storage(Transactions transactions, EventBus bus) {}
