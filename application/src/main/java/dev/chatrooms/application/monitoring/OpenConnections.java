package dev.chatrooms.application.monitoring;

/** The client connections of a transport that keeps them open. Thread-safe. */
public interface OpenConnections {
    /** Returns the number of open connections, including those that are not authenticated yet. Never blocks. */
    int openConnections();
}
