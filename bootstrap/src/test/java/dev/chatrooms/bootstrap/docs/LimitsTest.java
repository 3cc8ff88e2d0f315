package dev.chatrooms.bootstrap.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the tables of bounds against the fields of the code that hold collections and pools. */
class LimitsTest {
    private static final String COLLECTIONS =
            "(?:Linked|Concurrent|Array|Hash|Tree|Enum|Copy|Priority|Weak|Identity)\\w*"
                    + "(?:Map|Set|List|Deque|Queue)\\w*";
    /** A field that is initialised with a collection, or a constructor that does so. */
    private static final Pattern FIELD = Pattern.compile(
            "^ +(?:(?:(?:private|protected|static|final|volatile) )*[A-Z][\\w.]*(?:<.*>)?(?: \\w+)|this\\.\\w+)"
                    + "\\s*=\\s*(?:new (?:" + COLLECTIONS + "|ThreadPoolExecutor)\\b|ConcurrentHashMap\\.newKeySet)",
            Pattern.MULTILINE);

    private static final Pattern LOCAL = Pattern.compile("^ {8,}[A-Z]", Pattern.MULTILINE);
    private static final Pattern ROW = Pattern.compile("^\\| `(\\w+)` \\|", Pattern.MULTILINE);
    /** Types without state of a node, tools, and the in-memory store, which is the database of its process. */
    private static final List<String> EXCLUDED =
            List.of("/benchmarks/", "/testkit/", "/docs/", "/domain/", "/wire/", "/application/memory/");

    @Test
    void everyFieldThatHoldsACollectionShouldHaveABoundInTheTables() throws IOException {
        Set<String> documented = Stream.of("Collections", "Collections that live for one call or for the process")
                .flatMap(heading -> ROW.matcher(Documents.section(Documents.read("docs/limits.md"), heading))
                        .results())
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(documented).isNotEmpty().isEqualTo(classesWithCollections());
    }

    private static Set<String> classesWithCollections() throws IOException {
        try (Stream<Path> files = Files.walk(Documents.ROOT)) {
            return files.filter(LimitsTest::isMain)
                    .filter(file ->
                            FIELD.matcher(Documents.read(file)).results().anyMatch(field -> isField(field.group())))
                    .map(file -> file.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static boolean isMain(Path file) {
        String path = "/" + Documents.ROOT.relativize(file);
        return path.endsWith(".java")
                && path.contains("/src/main/java/")
                && EXCLUDED.stream().noneMatch(path::contains);
    }

    /** Local variables have no modifier. */
    private static boolean isField(String declaration) {
        return declaration.contains("this.") || !LOCAL.matcher(declaration).find();
    }
}
