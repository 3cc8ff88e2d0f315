package dev.chatrooms.bootstrap.command;

import java.io.Serial;

/** Signals that a command failed. The message is the one line that is printed to explain why. */
public final class CommandFailedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public CommandFailedException(String message) {
        super(message);
    }

    public CommandFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
