package dev.chatrooms.bootstrap.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.domain.event.EventKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the list of places that handle all event kinds against the code. */
class EventKindPlacesTest {
    private static final Pattern NAMED = Pattern.compile("^\\| `(\\w+)` \\|", Pattern.MULTILINE);
    private static final Path MAIN = Path.of("src", "main", "java");

    @Test
    void architectureShouldNameEachClassThatSwitchesOverAllKinds() throws IOException {
        List<String> named = NAMED.matcher(
                        Documents.section(Documents.read("docs/architecture.md"), "Adding an event kind"))
                .results()
                .map(result -> result.group(1))
                .toList();

        assertThat(named).isNotEmpty().containsExactlyInAnyOrderElementsOf(classesWithAllKinds());
    }

    private static List<String> classesWithAllKinds() throws IOException {
        try (Stream<Path> files = Files.walk(Documents.ROOT)) {
            return files.filter(file -> file.toString().endsWith(".java") && isMain(file) && namesAllKinds(file))
                    .map(file -> file.getFileName().toString().replace(".java", ""))
                    .filter(name -> !name.equals(EventKind.class.getSimpleName()))
                    .toList();
        }
    }

    private static boolean isMain(Path file) {
        return Documents.ROOT.relativize(file).toString().contains(MAIN.toString());
    }

    private static boolean namesAllKinds(Path file) {
        String text = Documents.read(file);
        return Stream.of(EventKind.values())
                .allMatch(kind ->
                        Pattern.compile("\\b" + kind + "\\b").matcher(text).find());
    }
}
