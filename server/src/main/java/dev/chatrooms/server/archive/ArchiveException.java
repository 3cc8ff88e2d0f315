package dev.chatrooms.server.archive;

import dev.chatrooms.server.configuration.UnusableFolder;
import java.io.IOException;

/** An export or import that cannot be done. The message is one sentence without a full stop. */
public final class ArchiveException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ArchiveException(String message) {
        super(message);
    }

    private ArchiveException(String message, IOException cause) {
        super(message, cause);
    }

    static ArchiveException cannot(String verb, IOException failure) {
        return new ArchiveException("cannot " + verb + " the export: " + UnusableFolder.reason(failure), failure);
    }
}
