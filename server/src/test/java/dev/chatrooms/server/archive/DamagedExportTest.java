package dev.chatrooms.server.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.persistence.Schema;
import dev.chatrooms.wire.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports that are not what was written are refused without a database. */
class DamagedExportTest {
    private static final byte[] CONTENT = "Earl Grey".getBytes(StandardCharsets.UTF_8);
    private static final String HASH = Hashes.of(CONTENT);

    private static final String DRAFT = Manifest.FILE + ".partial";

    @TempDir
    private Path folder;

    private Path export;

    @BeforeEach
    void write() throws IOException {
        export = folder.resolve("export");
        write(export, Manifest.FORMAT, Schema.version());
    }

    private static void write(Path target, int format, int schema) throws IOException {
        try (ArchiveWriter archive = ArchiveWriter.create(target)) {
            archive.part("account", "account", false, ProgressListener.NONE, part -> {
                part.accept("{\"username\": \"ann\"}");
                part.accept("{\"username\": \"žofie\"}");
            });
            archive.part(
                    Manifest.CONTENT,
                    Manifest.CONTENT,
                    false,
                    ProgressListener.NONE,
                    part -> part.accept("{\"hash\":\"" + HASH + "\",\"generation\":\"\",\"size\":9}"));
            archive.copyContent(HASH, new ByteArrayInputStream(CONTENT));
            publish(archive, format, schema);
        }
    }

    private static void publish(ArchiveWriter archive, int format, int schema) throws IOException {
        archive.publish(new Manifest(
                format,
                schema,
                Instant.EPOCH,
                7,
                Map.of("account", List.of("username")),
                archive.parts(),
                1,
                archive.contentBytes(),
                List.of()));
    }

    private void open() {
        DataImport.open(export, ProgressListener.NONE);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(export)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void wholeExportShouldBeAccepted() {
        assertThatCode(this::open).doesNotThrowAnyException();
    }

    @Test
    void exportShouldBeRefusedWhenAFileIsCutAtAnyByte() throws IOException {
        for (Path file : files()) {
            byte[] whole = Files.readAllBytes(file);
            for (int length = 0; length < whole.length; length++) {
                Files.write(file, Arrays.copyOf(whole, length));
                assertThatThrownBy(this::open)
                        .as("%s cut to %d bytes", file, length)
                        .isInstanceOf(ArchiveException.class)
                        .hasMessageStartingWith("the export is ");
            }
            Files.write(file, whole);
        }
        open();
    }

    @Test
    void exportShouldBeRefusedWhenABitIsFlipped() throws IOException {
        for (Path file : files()) {
            byte[] bytes = Files.readAllBytes(file);
            for (int i = 0; i < bytes.length; i++) {
                byte right = bytes[i];
                bytes[i] ^= (byte) (1 << (i % 8));
                Files.write(file, bytes);
                assertThatThrownBy(this::open)
                        .as("%s changed at byte %d", file, i)
                        .isInstanceOf(ArchiveException.class)
                        .hasMessageStartingWith("the export is ");
                bytes[i] = right;
            }
            Files.write(file, bytes);
        }
    }

    @Test
    void exportShouldBeRefusedWhenSomethingIsAdded() throws IOException {
        for (Path file : files()) {
            byte[] bytes = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(bytes, bytes.length + 1));
            assertThatThrownBy(this::open).as(file.toString()).isInstanceOf(ArchiveException.class);
            Files.write(file, bytes);
        }
    }

    @Test
    void exportShouldBeRefusedWhenAFileIsMissing() throws IOException {
        for (Path file : files()) {
            byte[] bytes = Files.readAllBytes(file);
            Files.delete(file);
            assertThatThrownBy(this::open)
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining(file.getFileName().toString());
            Files.write(file, bytes);
        }
    }

    @Test
    void exportOfANewerFormatShouldBeRefused() throws IOException {
        export = folder.resolve("newer-format");
        write(export, Manifest.FORMAT + 1, Schema.version());

        assertThatThrownBy(this::open)
                .isInstanceOf(ArchiveException.class)
                .hasMessage("the export was made by a newer version (format 2, this version reads 1)");
    }

    @Test
    void exportOfANewerFormatShouldBeRefusedWhateverElseItsManifestHas() throws IOException {
        byte[] manifest = Json.encode(Map.of("format", Manifest.FORMAT + 1, "parts", "elsewhere"));
        Files.write(export.resolve(Manifest.FILE), manifest);
        Files.writeString(export.resolve(Manifest.CHECK_FILE), Manifest.check(Hashes.of(manifest)));

        assertThatThrownBy(this::open).isInstanceOf(ArchiveException.class).hasMessageContaining("newer version");
    }

    @Test
    void exportOfANewerSchemaShouldBeRefused() throws IOException {
        export = folder.resolve("newer-schema");
        write(export, Manifest.FORMAT, Schema.version() + 1);

        assertThatThrownBy(this::open)
                .isInstanceOf(ArchiveException.class)
                .hasMessageStartingWith("the export was made by a newer version (schema ");
    }

    @Test
    void exportWithAnUnknownTableShouldBeRefused() throws IOException {
        export = folder.resolve("unknown-table");
        try (ArchiveWriter archive = ArchiveWriter.create(export)) {
            archive.part("poll", "poll", false, ProgressListener.NONE, part -> part.accept("{}"));
            publish(archive, Manifest.FORMAT, Schema.version());
        }

        assertThatThrownBy(this::open)
                .isInstanceOf(ArchiveException.class)
                .hasMessage("the export was made by a newer version (table poll, which this version does not have)");
    }

    @Test
    void manifestThatIsNotOneShouldBeRefused() throws IOException {
        for (String text :
                List.of("{}", "[]", "null", "{\"format\":1}", "{\"format\":\"x\"}", "{\"format\":1,\"parts\":[{}]}")) {
            byte[] manifest = text.getBytes(StandardCharsets.UTF_8);
            Files.write(export.resolve(Manifest.FILE), manifest);
            Files.writeString(export.resolve(Manifest.CHECK_FILE), Manifest.check(Hashes.of(manifest)));
            assertThatThrownBy(this::open).as(text).isInstanceOf(ArchiveException.class);
        }
    }

    @Test
    void exportShouldLeaveNothingWhenItFails() throws IOException {
        Path target = folder.resolve("failed");
        assertThatThrownBy(() -> {
                    try (ArchiveWriter archive = ArchiveWriter.create(target)) {
                        archive.part("account", "account", false, ProgressListener.NONE, part -> {
                            part.accept("{}");
                            throw new IllegalStateException("the database is gone");
                        });
                    }
                })
                .isInstanceOf(IllegalStateException.class);

        try (Stream<Path> left = Files.list(folder)) {
            assertThat(new ArrayList<>(left.toList())).containsExactly(export);
        }
    }

    @Test
    void exportShouldRefuseAFolderThatIsNotEmpty() {
        assertThatThrownBy(() -> ArchiveWriter.create(export))
                .isInstanceOf(ArchiveException.class)
                .hasMessageEndingWith("is not empty; an export needs a new folder");
    }

    @Test
    void exportShouldFillAnEmptyFolderWhichMayBeMounted() throws IOException {
        export = Files.createDirectory(folder.resolve("empty"));
        Object before = Files.readAttributes(export, BasicFileAttributes.class).fileKey();

        write(export, Manifest.FORMAT, Schema.version());

        assertThatCode(this::open).doesNotThrowAnyException();
        // A mounted folder cannot be replaced by another one.
        assertThat(Files.readAttributes(export, BasicFileAttributes.class).fileKey())
                .isEqualTo(before);
        assertThat(files())
                .extracting(Path::getFileName)
                .extracting(Path::toString)
                .doesNotContain(DRAFT);
    }

    @Test
    void exportIntoAnEmptyFolderShouldBeNoneUntilItIsComplete() throws IOException {
        export = Files.createDirectory(folder.resolve("empty"));
        ArchiveWriter archive = ArchiveWriter.create(export);
        archive.part("account", "account", false, ProgressListener.NONE, part -> part.accept("{}"));

        assertThatThrownBy(this::open).isInstanceOf(ArchiveException.class).hasMessageContaining("is not an export");
        assertThatThrownBy(() -> ArchiveWriter.create(export))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("or one is running");
        archive.close();
        assertThat(export).isEmptyDirectory();
    }
}
