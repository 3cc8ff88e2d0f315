package dev.chatrooms.server.archive;

/** An export or import that cannot be done. The message is one sentence without a full stop. */
public final class ArchiveException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ArchiveException(String message) {
        super(message);
    }
}
