package dev.chatrooms.persistence.archive;

/** An import that cannot be done. The message is one sentence without a full stop. */
public final class ImportRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ImportRefused(String message) {
        super(message);
    }
}
