package dev.chatrooms.server.archive;

import com.fasterxml.jackson.databind.ObjectReader;
import dev.chatrooms.domain.file.ContentHash;
import dev.chatrooms.domain.file.ContentKey;
import dev.chatrooms.wire.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the part that lists the contents of files. */
final class ContentLines {
    private static final ObjectReader READER = Json.reader(Line.class);

    private ContentLines() {}

    /**
     * A content.
     *
     * @param generation that of its key in the file store of the export
     */
    record Line(String hash, String generation, long size) {
        Line {
            // Becomes a part of a path.
            new ContentHash(hash);
        }

        ContentKey key() {
            return new ContentKey(new ContentHash(hash), generation);
        }
    }

    /** Receives the contents. */
    interface Action {
        void accept(Line content) throws IOException;
    }

    static void forEach(Path part, Action action) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(part)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                action.accept(READER.readValue(line));
            }
        }
    }
}
