package dev.chatrooms.files.internal;

import dev.chatrooms.application.spi.FileStore.Upload;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;

/**
 * The folder of uploads in progress. A content is written to a file of its own first: its hash, which is its name in
 * the store, is known only at its end, and thumbnails need it in any order.
 */
public final class Spool {
    private static final String SUFFIX = ".part";

    private final Path folder;
    private final DiskSpace space;

    /** Creates the folder if it is missing. */
    public Spool(Path folder) throws IOException {
        this.folder = Folders.create(folder);
        this.space = new DiskSpace(folder);
    }

    /** Begins an upload that the store takes over by this action. */
    public Upload begin(SpooledUpload.Publication publication) {
        space.require();
        Path file = folder.resolve(UUID.randomUUID() + SUFFIX);
        try {
            return new SpooledUpload(file, Folders.createFile(file), space, publication);
        } catch (IOException e) {
            throw space.failure(e);
        }
    }

    public DiskSpace space() {
        return space;
    }

    /** Deletes the files that were not written to since the given time, and returns their number. */
    public int removeAbandoned(Instant idleSince) {
        int removed = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                if (removeIfIdle(file, idleSince)) {
                    removed++;
                }
            }
        } catch (IOException e) {
            throw space.failure(e);
        }
        return removed;
    }

    private static boolean removeIfIdle(Path file, Instant since) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(since) && Files.deleteIfExists(file);
        } catch (NoSuchFileException e) {
            // Its upload has ended.
            return false;
        }
    }
}
