package dev.chatrooms.bootstrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.bootstrap.docs.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Limits the length of all source lines. The formatter wraps code and Javadoc, but not comments and strings. */
class LineLengthTest {
    /** The same as in {@code .editorconfig}. */
    private static final int MAX_COLUMNS = 120;

    /** A table of data, with a group per line. */
    private static final String GENERATED = "emoji/table.js";

    @Test
    void noSourceLineShouldExceedTheLimit() throws IOException {
        List<Path> sources = sources();
        assertThat(sources)
                .as("Java sources")
                .filteredOn(file -> file.toString().endsWith(".java"))
                .hasSizeGreaterThan(500);
        assertThat(sources)
                .as("scripts")
                .filteredOn(file -> file.toString().endsWith(".js"))
                .hasSizeGreaterThan(100);

        List<String> tooLong = new ArrayList<>();
        for (Path source : sources) {
            List<String> lines = Files.readAllLines(source);
            for (int i = 0; i < lines.size(); i++) {
                int columns = lines.get(i).codePointCount(0, lines.get(i).length());
                if (columns > MAX_COLUMNS) {
                    tooLong.add(Documents.ROOT.relativize(source) + ":" + (i + 1) + " has " + columns + " columns");
                }
            }
        }
        assertThat(tooLong).as("lines over %d columns", MAX_COLUMNS).isEmpty();
    }

    /** Returns the main and test sources of all modules. */
    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Path module : Documents.modules()) {
            Path folder = module.resolve("src");
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.filter(LineLengthTest::isSource).forEach(sources::add);
                }
            }
        }
        return sources;
    }

    private static boolean isSource(Path file) {
        return file.toString().matches(".*\\.(java|js)") && !file.endsWith(GENERATED);
    }
}
