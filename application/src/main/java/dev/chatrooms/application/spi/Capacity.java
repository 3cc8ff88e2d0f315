package dev.chatrooms.application.spi;

/** The number of threads that a storage can serve at the same time. */
@FunctionalInterface
public interface Capacity {
    /** A storage that serves any number of threads. */
    Capacity UNLIMITED = (least, wanted) -> wanted;

    /**
     * Returns how many threads can be served, at most the wanted number. Called once, when a node starts, and may block
     * for a few seconds.
     *
     * @param least the number without which the node cannot work
     * @throws IllegalStateException if fewer than {@code least} can be served; its message gives the numbers
     */
    int reserve(int least, int wanted);
}
