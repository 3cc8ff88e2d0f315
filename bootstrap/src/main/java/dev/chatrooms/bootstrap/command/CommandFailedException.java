package dev.chatrooms.bootstrap.command;

import java.io.Serial;

/** A command could not do its work; the message is the one line that says why. */
public final class CommandFailedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public CommandFailedException(String sentence) {
        super(sentence);
    }

    public CommandFailedException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
