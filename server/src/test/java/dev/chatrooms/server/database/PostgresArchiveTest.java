package dev.chatrooms.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive that the build repacks, and the original one of zonky, which other platforms use. */
class PostgresArchiveTest {

    /** Files that the build leaves out because only compilers need them. */
    private static final Pattern DEVELOPMENT_FILES =
            Pattern.compile(".*(\\.a|/pgxs|/pgxs/.*|/pkgconfig|/pkgconfig/.*)");

    @TempDir
    private Path folder;

    @Test
    void publishedArchiveShouldRunAndEqualRepackedOne() throws Exception {
        PostgresArchive published = PostgresArchive.ofThisSystem(only(name -> name.endsWith(".txz")));
        PostgresBinaries binaries = PostgresBinaries.in(folder, published);
        assertThat(binaries.run(Duration.ofSeconds(120), "", "initdb", "--version"))
                .contains("PostgreSQL", Integer.toString(binaries.majorVersion()));

        PostgresArchive repacked = PostgresArchive.ofThisSystem(only(name -> !name.endsWith(".txz")));
        assertThat(repacked.name()).isNotEqualTo(published.name());
        repacked.unpackTo(folder.resolve(repacked.name()));

        Path expected = folder.resolve(published.name());
        Path actual = folder.resolve(repacked.name());
        Map<String, String> expectedContent = content(expected);
        expectedContent.keySet().removeIf(DEVELOPMENT_FILES.asMatchPredicate());
        assertThat(content(actual)).isEqualTo(expectedContent);
        for (String file : expectedContent.keySet()) {
            if (Files.isRegularFile(expected.resolve(file))) {
                assertThat(Files.mismatch(expected.resolve(file), actual.resolve(file)))
                        .as(file)
                        .isEqualTo(-1);
            }
        }
    }

    @Test
    void nameShouldComeFromDigestFileWithoutReadingArchive() throws Exception {
        PostgresArchive.Source noArchive = only(name -> name.endsWith(".sha256"));

        assertThat(PostgresArchive.ofThisSystem(noArchive).name())
                .isEqualTo(PostgresArchive.ofThisSystem().name())
                .matches("postgres-[0-9a-f]{16}");
    }

    @Test
    void archiveShouldBeMissingWhenSystemIsUnsupported() {
        assertThatExceptionOfType(EmbeddedDatabaseException.class)
                .isThrownBy(() -> PostgresArchive.ofThisSystem(only(name -> false)))
                .withMessageContaining("CHATROOMS_DATABASE_URL");
    }

    private static PostgresArchive.Source only(Predicate<String> available) {
        return name -> available.test(name) ? PostgresArchiveTest.class.getResourceAsStream("/" + name) : null;
    }

    private static Map<String, String> content(Path root) throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                content.put(root.relativize(file).toString().replace('\\', '/'), kind(file));
            }
        }
        return content;
    }

    private static String kind(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            return "link to " + Files.readSymbolicLink(file);
        }
        return Files.isDirectory(file) ? "folder" : Files.isExecutable(file) ? "executable" : "file";
    }
}
