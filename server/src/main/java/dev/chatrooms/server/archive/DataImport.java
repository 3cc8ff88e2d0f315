package dev.chatrooms.server.archive;

import dev.chatrooms.application.spi.FileStore;
import dev.chatrooms.domain.file.ContentHash;
import dev.chatrooms.domain.file.ContentKey;
import dev.chatrooms.persistence.DatabaseArchive;
import dev.chatrooms.persistence.archive.ArchiveTable;
import dev.chatrooms.persistence.archive.ImportRefused;
import dev.chatrooms.persistence.archive.ImportWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Reads an export into an empty database. The whole export is checked first. The rows are written in one transaction,
 * and the contents of files before its commit, so that the database is as it was if anything fails.
 */
public final class DataImport {
    private static final int BUFFER = 1 << 16;

    private final ArchiveReader archive;
    /** A new one: a content that an earlier import has left may be about to be deleted. */
    private final String generation = UUID.randomUUID().toString().replace("-", "");

    private DataImport(ArchiveReader archive) {
        this.archive = archive;
    }

    /**
     * Checks that the database is empty, so that an import is refused before its export is read. {@link #write} checks
     * it again.
     *
     * @param database may be without tables; not changed
     * @throws ArchiveException if the database is not empty
     */
    public static void requireEmpty(DataSource database) {
        try {
            DatabaseArchive.requireEmpty(database);
        } catch (ImportRefused e) {
            throw new ArchiveException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Opens an export and checks it.
     *
     * @throws ArchiveException if it is not a whole export that this version can read
     */
    public static DataImport open(Path folder, ProgressListener progress) {
        try {
            ArchiveReader archive = ArchiveReader.open(folder);
            archive.verify(progress);
            return new DataImport(archive);
        } catch (IOException e) {
            throw ArchiveException.cannot("read", e);
        }
    }

    /**
     * Writes everything into the database and the file store.
     *
     * @param database has the tables of this version
     * @return the number of contents that the export lacks
     * @throws ArchiveException if the database is not empty
     */
    public int write(DataSource database, FileStore files, ProgressListener progress) {
        try {
            DatabaseArchive.write(database, writer -> {
                writer.begin(archive.manifest().columns());
                rows(writer, progress);
                progress.begin("Indexes", writer.indexCount());
                writer.createIndexes(generation, progress::advance);
                changes(writer, progress);
                contents(files, progress);
                return writer.finish(archive.manifest().position());
            });
            return archive.manifest().missing().size();
        } catch (ImportRefused e) {
            throw new ArchiveException(String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            throw ArchiveException.cannot("read", Objects.requireNonNull(e.getCause()));
        }
    }

    private void rows(ImportWriter writer, ProgressListener progress) {
        begin(progress, "Rows", part -> !part.changed());
        for (String table : (Iterable<String>)
                Stream.concat(ArchiveTable.STATE.stream().map(ArchiveTable::name), Stream.of("event"))::iterator) {
            writer.table(table);
            parts(table).forEach(part -> read(part, lines -> writer.rows(table, lines, progress::advance)));
        }
        parts(Manifest.MESSAGE)
                .filter(part -> !part.changed())
                .forEach(part -> read(part, lines -> writer.messages(lines, progress::advance)));
    }

    private void changes(ImportWriter writer, ProgressListener progress) {
        begin(progress, "Changed messages", Manifest.Part::changed);
        parts(Manifest.MESSAGE)
                .filter(Manifest.Part::changed)
                .forEach(part -> read(part, lines -> writer.changedMessages(lines, progress::advance)));
    }

    private void begin(ProgressListener progress, String step, Predicate<Manifest.Part> parts) {
        progress.begin(
                step,
                archive.manifest().parts().stream()
                        .filter(parts)
                        .mapToLong(Manifest.Part::lines)
                        .sum());
    }

    private Stream<Manifest.Part> parts(String table) {
        return archive.manifest().parts().stream().filter(part -> part.table().equals(table));
    }

    private void read(Manifest.Part part, Consumer<InputStream> action) {
        try (InputStream lines = Files.newInputStream(archive.path(part))) {
            action.accept(lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void contents(FileStore files, ProgressListener progress) {
        progress.begin("Files", archive.manifest().contentBytes());
        Set<String> missing = new HashSet<>(archive.manifest().missing());
        for (Manifest.Part part : parts(Manifest.CONTENT).toList()) {
            try {
                ContentLines.forEach(archive.path(part), content -> {
                    if (!missing.contains(content.hash())) {
                        store(files, new ContentKey(new ContentHash(content.hash()), generation), progress);
                    }
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void store(FileStore files, ContentKey key, ProgressListener progress) throws IOException {
        try (InputStream in = Files.newInputStream(archive.content(key.hash().value()));
                FileStore.Upload upload = files.begin()) {
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                upload.write(ByteBuffer.wrap(buffer, 0, read));
                progress.advance(read);
            }
            if (!upload.finish().hash().equals(key.hash())) {
                throw new IOException("the content " + key.hash() + " has changed since it was checked");
            }
            upload.store(key);
        }
    }
}
