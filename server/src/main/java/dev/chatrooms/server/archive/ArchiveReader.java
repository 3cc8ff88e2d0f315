package dev.chatrooms.server.archive;

import com.fasterxml.jackson.core.JacksonException;
import dev.chatrooms.persistence.Schema;
import dev.chatrooms.persistence.archive.ArchiveTable;
import dev.chatrooms.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the folder of an export. {@link #verify} checks every byte of it before anything is used. */
final class ArchiveReader {
    private static final long MAX_MANIFEST_BYTES = 16L << 20;
    private static final Pattern PART_NAME = Pattern.compile("[a-z0-9_-]{1,64}");

    private final Path folder;
    private final Manifest manifest;

    private ArchiveReader(Path folder, Manifest manifest) {
        this.folder = folder;
        this.manifest = manifest;
    }

    /**
     * Reads the manifest.
     *
     * @throws ArchiveException if there is none, if it is damaged, or if its format is newer than this program
     */
    static ArchiveReader open(Path folder) throws IOException {
        Path file = folder.resolve(Manifest.FILE);
        Path check = folder.resolve(Manifest.CHECK_FILE);
        if (!Files.isRegularFile(file)) {
            throw new ArchiveException("the folder " + folder + " is not an export: it has no " + Manifest.FILE);
        }
        if (!Files.isRegularFile(check)) {
            throw new ArchiveException("the export is incomplete: " + Manifest.CHECK_FILE + " is missing");
        }
        if (Files.size(file) > MAX_MANIFEST_BYTES || Files.size(check) > MAX_MANIFEST_BYTES) {
            throw damaged(Manifest.FILE);
        }
        byte[] bytes = Files.readAllBytes(file);
        if (!new String(Files.readAllBytes(check), StandardCharsets.ISO_8859_1)
                .equals(Manifest.check(Hashes.of(bytes)))) {
            throw damaged(Manifest.FILE);
        }
        return new ArchiveReader(folder, manifest(bytes));
    }

    private static Manifest manifest(byte[] bytes) throws IOException {
        try {
            @Nullable Format read = Json.reader(Format.class).readValue(bytes);
            int format = read == null ? 0 : read.format();
            if (format < 1) {
                throw damaged(Manifest.FILE);
            }
            if (format > Manifest.FORMAT) {
                throw newer("format " + format + ", this version reads " + Manifest.FORMAT);
            }
            Manifest manifest = Json.reader(Manifest.class).readValue(bytes);
            if (manifest.schema() > Schema.version()) {
                throw newer("schema " + manifest.schema() + ", this version has " + Schema.version());
            }
            if (!manifest.parts().stream()
                    .allMatch(part -> PART_NAME.matcher(part.name()).matches())) {
                throw damaged(Manifest.FILE);
            }
            manifest.parts().stream()
                    .map(Manifest.Part::table)
                    .filter(table -> !table.equals(Manifest.CONTENT)
                            && ArchiveTable.exported()
                                    .noneMatch(known -> known.name().equals(table)))
                    .findFirst()
                    .ifPresent(table -> {
                        throw newer("table " + table + ", which this version does not have");
                    });
            return manifest;
        } catch (JacksonException e) {
            throw damaged(Manifest.FILE);
        }
    }

    /** The field that every format has. */
    private record Format(int format) {}

    private static ArchiveException newer(String detail) {
        return new ArchiveException("the export was made by a newer version (" + detail + ")");
    }

    private static ArchiveException damaged(String file) {
        return new ArchiveException("the export is damaged or incomplete: " + file + " is not what was written");
    }

    Manifest manifest() {
        return manifest;
    }

    Path path(Manifest.Part part) {
        return folder.resolve(part.file());
    }

    static Path contents(Path folder) {
        return folder.resolve("files");
    }

    static Path content(Path folder, String hash) {
        return contents(folder).resolve(hash.substring(0, 2)).resolve(hash);
    }

    Path content(String hash) {
        return content(folder, hash);
    }

    /**
     * Compares all parts and contents with the manifest.
     *
     * @throws ArchiveException if one differs
     */
    void verify(ProgressListener progress) throws IOException {
        progress.begin(
                "Checking",
                manifest.parts().stream().mapToLong(Manifest.Part::bytes).sum() + manifest.contentBytes());
        for (Manifest.Part part : manifest.parts()) {
            verify(part, progress);
        }
        Set<String> missing = new HashSet<>(manifest.missing());
        for (Manifest.Part part : manifest.parts()) {
            if (part.table().equals(Manifest.CONTENT)) {
                ContentLines.forEach(path(part), content -> {
                    if (!missing.contains(content.hash())) {
                        verifyContent(content.hash(), progress);
                    }
                });
            }
        }
    }

    private void verify(Manifest.Part part, ProgressListener progress) throws IOException {
        long[] lines = new long[1];
        String hash = hash(path(part), part.file(), (buffer, length) -> {
            for (int i = 0; i < length; i++) {
                lines[0] += buffer[i] == '\n' ? 1 : 0;
            }
            progress.advance(length);
        });
        if (!hash.equals(part.sha256()) || lines[0] != part.lines()) {
            throw damaged(part.file());
        }
    }

    private void verifyContent(String hash, ProgressListener progress) throws IOException {
        Path file = content(hash);
        String name = folder.relativize(file).toString();
        if (!hash(file, name, (buffer, length) -> progress.advance(length)).equals(hash)) {
            throw damaged(name);
        }
    }

    private static String hash(Path file, String name, Hashes.Pieces pieces) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Hashes.of(in, pieces);
        } catch (NoSuchFileException e) {
            throw new ArchiveException("the export is incomplete: " + name + " is missing");
        }
    }
}
