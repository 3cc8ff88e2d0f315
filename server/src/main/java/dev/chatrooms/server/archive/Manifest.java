package dev.chatrooms.server.archive;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The description of an export: {@code manifest.json} in its folder.
 *
 * @param format the version of the format, {@value #FORMAT} now; a program reads its own and earlier ones
 * @param schema the version of the database's schema
 * @param position the position of the log that the export shows
 * @param columns the exported columns of each table
 * @param parts the files with the rows, in the order in which they are read
 * @param contents the number of the files' contents
 * @param contentBytes their size together
 * @param missing the hashes of contents that the file store did not have, or had damaged
 */
record Manifest(
        int format,
        int schema,
        Instant createdAt,
        long position,
        Map<String, List<String>> columns,
        List<Part> parts,
        long contents,
        long contentBytes,
        List<String> missing) {
    static final int FORMAT = 1;
    static final String FILE = "manifest.json";
    /** The hash of the manifest, as {@code sha256sum} writes it. */
    static final String CHECK_FILE = "manifest.json.sha256";
    /** The part that lists the contents. */
    static final String CONTENT = "content";

    static final String MESSAGE = "message";

    Manifest {
        columns = Map.copyOf(columns);
        parts = List.copyOf(parts);
        missing = List.copyOf(missing);
    }

    /**
     * A file of lines.
     *
     * @param name the name of the file without its ending
     * @param table the table whose rows it has
     * @param changed whether its messages replace those of earlier parts, because they changed during the export
     */
    record Part(String name, String table, boolean changed, long lines, long bytes, String sha256) {
        Part {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(table, "table");
            Objects.requireNonNull(sha256, "sha256");
        }

        String file() {
            return name + ".ndjson";
        }
    }

    /** Returns the content of the file with the hash of the manifest. */
    static String check(String sha256) {
        return sha256 + "  " + FILE + "\n";
    }
}
