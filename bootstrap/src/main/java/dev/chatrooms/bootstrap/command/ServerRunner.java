package dev.chatrooms.bootstrap.command;

import dev.chatrooms.server.configuration.Configuration;

/** Runs the server. */
@FunctionalInterface
public interface ServerRunner {

    /**
     * Serves until the process is asked to stop, then closes everything and returns.
     *
     * @param terminal for output that the operator should see
     * @throws Exception if the server cannot start; the message explains why in one line
     */
    void serve(Configuration configuration, Terminal terminal) throws Exception;
}
