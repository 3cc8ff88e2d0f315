package dev.chatrooms.server.archive;

import dev.chatrooms.application.spi.FileStore;
import dev.chatrooms.persistence.DatabaseArchive;
import dev.chatrooms.persistence.Schema;
import dev.chatrooms.persistence.archive.ArchiveTable;
import dev.chatrooms.persistence.archive.ExportReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import javax.sql.DataSource;

/**
 * Writes an export while servers use the database. The export contains the state at one position of the log; see
 * {@link ExportReader}. The contents of files are copied before the last snapshot and after it: a content that was
 * deleted in between belongs to a file that is gone as well, which the next snapshot shows.
 */
public final class DataExport {
    /** Messages that few events have changed are read in the last snapshot. */
    private static final int FEW_EVENTS = 1000;

    private static final int MAX_ROUNDS = 20;
    private static final int MAX_SNAPSHOTS = 5;
    private static final int MAX_MISSING = 10_000;

    private final FileStore files;
    private final ArchiveWriter archive;
    private final ExportReader reader;
    private final ProgressListener progress;
    private int changes;
    /** The position up to which the log is read before the snapshots. */
    private long logged;

    private SortedSet<String> missing = new TreeSet<>();

    private DataExport(FileStore files, ArchiveWriter archive, ExportReader reader, ProgressListener progress) {
        this.files = files;
        this.archive = archive;
        this.reader = reader;
        this.progress = progress;
    }

    /**
     * What an export contains.
     *
     * @param missing the number of contents that the file store did not have, or had damaged
     */
    public record Result(long messages, long contents, int missing) {}

    /**
     * Writes an export.
     *
     * @param target a folder that does not exist, or is empty
     * @throws ArchiveException if it cannot be written; nothing is left
     */
    public static Result write(
            DataSource database, FileStore files, Path target, Instant now, ProgressListener progress) {
        try (ArchiveWriter archive = ArchiveWriter.create(target)) {
            return DatabaseArchive.read(
                    database, reader -> new DataExport(files, archive, reader, progress).write(now));
        } catch (IOException e) {
            throw ArchiveException.cannot("write", e);
        } catch (UncheckedIOException e) {
            throw ArchiveException.cannot("write", Objects.requireNonNull(e.getCause()));
        }
    }

    private Result write(Instant now) {
        try {
            long read = reader.head();
            step("Messages", reader.messageCount());
            archive.part(Manifest.MESSAGE, Manifest.MESSAGE, false, progress, reader::messages);
            archive.part(Manifest.CONTENT, Manifest.CONTENT, false, ProgressListener.NONE, reader::contents);
            copyContents();
            logged = reader.head();
            step("Events", logged);
            archive.part("event", "event", false, progress, lines -> reader.events(0, logged, lines));
            long position = readState(read);
            long contents = lines(part -> part.table().equals(Manifest.CONTENT)) - missing.size();
            archive.publish(new Manifest(
                    Manifest.FORMAT,
                    Schema.version(),
                    now,
                    position,
                    reader.columns(),
                    archive.parts(),
                    contents,
                    archive.contentBytes(),
                    List.copyOf(missing)));
            return new Result(
                    lines(part -> part.table().equals(Manifest.MESSAGE) && !part.changed()), contents, missing.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void step(String name, long total) {
        progress.begin(name, total);
    }

    private long lines(Predicate<Manifest.Part> which) {
        return archive.parts().stream()
                .filter(which)
                .mapToLong(Manifest.Part::lines)
                .sum();
    }

    /** Reads the state in a snapshot, again if contents have been deleted since, and returns its position. */
    private long readState(long after) throws IOException {
        long position = after;
        SortedSet<String> before;
        int snapshots = 0;
        do {
            before = missing;
            position = snapshot(catchUp(position));
            copyContents();
            snapshots++;
        } while (!missing.equals(before) && snapshots < MAX_SNAPSHOTS);
        return position;
    }

    /** Reads changed messages until few are left, and returns the position up to which they are read. */
    private long catchUp(long after) throws IOException {
        long from = after;
        long head = reader.head();
        for (int round = 0; head - from > FEW_EVENTS && round < MAX_ROUNDS; round++) {
            long first = from;
            long last = head;
            step("Changed messages", ProgressListener.UNKNOWN);
            changedPart(lines -> reader.changedMessages(first, last, lines));
            from = head;
            head = reader.head();
        }
        return from;
    }

    private void changedPart(ArchiveWriter.Lines lines) throws IOException {
        changes++;
        archive.part("message-changed-" + changes, Manifest.MESSAGE, true, progress, lines);
    }

    private long snapshot(long after) throws IOException {
        step("Accounts and rooms", ProgressListener.UNKNOWN);
        try (ExportReader.Snapshot snapshot = reader.snapshot()) {
            changedPart(lines -> snapshot.changedMessages(after, lines));
            for (ArchiveTable table : ArchiveTable.STATE) {
                archive.part(table.name(), table.name(), false, progress, lines -> snapshot.rows(table, lines));
            }
            // In the snapshot, because entries that it has may be removed afterwards.
            archive.part("event-last", "event", false, progress, lines -> snapshot.events(logged, lines));
            archive.part(Manifest.CONTENT, Manifest.CONTENT, false, ProgressListener.NONE, snapshot::contents);
            return snapshot.position();
        }
    }

    /** Copies the listed contents that are not copied yet, and notes those that cannot be. */
    private void copyContents() throws IOException {
        missing = new TreeSet<>();
        step(
                "contents of files",
                archive.parts().stream()
                        .filter(part -> part.table().equals(Manifest.CONTENT))
                        .mapToLong(Manifest.Part::lines)
                        .sum());
        ContentLines.forEach(archive.part(Manifest.CONTENT), this::copyContent);
    }

    private void copyContent(ContentLines.Line content) throws IOException {
        if (!archive.hasContent(content.hash()) && !copied(content)) {
            missing.add(content.hash());
            if (missing.size() > MAX_MISSING) {
                throw new ArchiveException("the file store lacks more than " + MAX_MISSING
                        + " contents; check its folder or bucket, or run files check");
            }
        }
        progress.advance(1);
    }

    private boolean copied(ContentLines.Line content) throws IOException {
        Optional<InputStream> stored = files.open(content.key(), 0, Long.MAX_VALUE);
        if (stored.isEmpty()) {
            return false;
        }
        try (InputStream in = stored.get()) {
            return archive.copyContent(content.hash(), in);
        }
    }
}
