package dev.chatrooms.bootstrap.command;

import dev.chatrooms.bootstrap.configuration.Configuration;

/** Runs the server. */
@FunctionalInterface
public interface ServerRunner {

    /**
     * Serves until it is told to stop, then returns with everything closed.
     *
     * @param terminal for the lines that the person who started it should see
     * @throws Exception if it cannot start; the message says why in one line
     */
    void serve(Configuration configuration, Terminal terminal) throws Exception;
}
