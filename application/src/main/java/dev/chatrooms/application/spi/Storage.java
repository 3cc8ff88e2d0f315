package dev.chatrooms.application.spi;

/**
 * Where everything is kept and how nodes that keep it in the same place hear of each other: the pair that an adapter
 * delivers.
 */
public record Storage(Transactions transactions, EventBus bus) {}
