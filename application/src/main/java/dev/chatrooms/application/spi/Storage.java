package dev.chatrooms.application.spi;

/**
 * The ports of a storage adapter: the transactions, and the bus that connects the nodes sharing the store.
 *
 * @param capacity the number of threads that the store can serve
 */
public record Storage(Transactions transactions, EventBus bus, Capacity capacity) {
    /** Creates a storage that serves any number of threads. */
    public Storage(Transactions transactions, EventBus bus) {
        this(transactions, bus, Capacity.UNLIMITED);
    }
}
