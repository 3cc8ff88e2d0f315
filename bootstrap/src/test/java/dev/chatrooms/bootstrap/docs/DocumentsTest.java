package dev.chatrooms.bootstrap.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.server.configuration.Variable;
import dev.chatrooms.wire.ErrorCode;
import dev.chatrooms.wire.FieldCode;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the documentation with the project. */
class DocumentsTest {
    private static final Pattern FENCED = Pattern.compile("^```.*?^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\[[^\\]\\[]*]\\(([^)\\s]+)\\)");
    private static final Pattern REFERENCE = Pattern.compile("`([\\w.]+)(?:\\([^`\\n]*\\))?`");
    private static final Pattern TYPE_NAME = Pattern.compile("\\b(?:[A-Z][a-z0-9]+){2,}\\b");
    private static final Pattern WORD = Pattern.compile("\\w+");
    private static final Set<String> TYPES_OF_BROWSERS = Set.of("EventSource", "CloseWatcher");
    private static final Pattern TEST = Pattern.compile("`(\\w+#\\w+)`");
    private static final Pattern TEST_METHOD = Pattern.compile("\\bvoid (\\w+Should\\w+)\\(");
    private static final Pattern THREAD_NAME = Pattern.compile("(?<!TempDirectory\\()\"(chatrooms-[a-z-]*[a-z])-?\"");
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);
    private static final Pattern QUOTE = Pattern.compile(
            "<!-- quoted: (\\S+)#(\\S+) -->\\n+```java\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    @Test
    void linksShouldHaveTargets() {
        List<String> broken = new ArrayList<>();
        int valid = 0;
        for (Path file : Documents.all()) {
            Matcher link = LINK.matcher(withoutCode(file));
            while (link.find()) {
                if (link.group(1).matches("[a-z]+:.*")) {
                    continue;
                }
                if (hasTarget(file, link.group(1))) {
                    valid++;
                } else {
                    broken.add(Documents.ROOT.relativize(file) + " -> " + link.group(1));
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(valid).isPositive();
    }

    private static boolean hasTarget(Path from, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? from : from.resolveSibling(parts[0]).normalize();
        if (!target.startsWith(Documents.ROOT) || !Files.exists(target)) {
            return false;
        }
        return parts.length == 1
                || HEADING.matcher(withoutCode(target))
                        .results()
                        .anyMatch(heading -> anchor(heading.group(1)).equals(parts[1]));
    }

    /** Returns the anchor of a heading as GitHub generates it. */
    private static String anchor(String heading) {
        return heading.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    private static String withoutCode(Path file) {
        return FENCED.matcher(Documents.read(file)).replaceAll("");
    }

    @Test
    void quotedCodeShouldEqualTestSource() {
        int quotes = 0;
        for (Path file : Documents.all()) {
            Matcher quote = QUOTE.matcher(Documents.read(file));
            while (quote.find()) {
                quotes++;
                assertThat(quote.group(3))
                        .as("%s quotes %s#%s", Documents.ROOT.relativize(file), quote.group(1), quote.group(2))
                        .isEqualTo(
                                file.endsWith("docs/embedding.md")
                                        ? regionWithImports(quote.group(1), quote.group(2))
                                        : region(quote.group(1), quote.group(2)));
            }
        }
        assertThat(quotes).isPositive();
    }

    /** Returns the lines between {@code // tag::name[]} and {@code // end::name[]} without common indentation. */
    private static String region(String path, String name) {
        List<String> lines = Documents.read(path).lines().toList();
        int begin = marker(lines, "// tag::" + name + "[]");
        int end = marker(lines, "// end::" + name + "[]");
        List<String> region = lines.subList(begin + 1, end).stream()
                .filter(line -> !line.strip().matches("// (tag|end)::.*"))
                .toList();
        return String.join("\n", region).stripIndent() + "\n";
    }

    /** Returns a region after the imports that its types need, so that a reader can paste it. */
    private static String regionWithImports(String path, String name) {
        String region = region(path, name);
        Set<String> words =
                WORD.matcher(region).results().map(MatchResult::group).collect(Collectors.toSet());
        String imports = Documents.read(path)
                .lines()
                .filter(line -> line.matches("import (static )?[\\w.]+;") && !region.contains(line))
                .filter(line -> words.contains(line.substring(line.lastIndexOf('.') + 1, line.length() - 1)))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        return imports.isEmpty() ? region : imports + "\n" + region;
    }

    private static int marker(List<String> lines, String marker) {
        List<String> stripped = lines.stream().map(String::strip).toList();
        assertThat(stripped).containsOnlyOnce(marker);
        return stripped.indexOf(marker);
    }

    @Test
    void javaInDocumentsShouldBeQuoted() {
        for (Path file : Documents.all()) {
            String text = Documents.read(file);
            assertThat(QUOTE.matcher(text).results().count())
                    .as("quoted blocks of %s", file)
                    .isEqualTo(Documents.blocks(text).stream()
                            .filter(block -> block.language().equals("java"))
                            .count());
        }
    }

    @Test
    void typesNamedInDocumentsShouldExist() throws IOException {
        Set<String> known = wordsOfJavaSources();
        List<String> unknown = new ArrayList<>();
        int found = 0;
        for (Path file : Documents.all()) {
            for (MatchResult reference :
                    REFERENCE.matcher(withoutCode(file)).results().toList()) {
                for (MatchResult type :
                        TYPE_NAME.matcher(reference.group(1)).results().toList()) {
                    found++;
                    if (!known.contains(type.group()) && !TYPES_OF_BROWSERS.contains(type.group())) {
                        unknown.add(Documents.ROOT.relativize(file) + ": " + type.group());
                    }
                }
            }
        }
        assertThat(unknown).isEmpty();
        assertThat(found).isPositive();
    }

    @Test
    void testsNamedInDocumentsShouldExist() throws IOException {
        Set<String> known = new HashSet<>();
        for (Path source : javaSources()) {
            String type = source.getFileName().toString().replace(".java", "");
            TEST_METHOD
                    .matcher(Documents.read(source))
                    .results()
                    .forEach(method -> known.add(type + "#" + method.group(1)));
        }
        for (Path file : Documents.all()) {
            assertThat(TEST.matcher(withoutCode(file)).results().map(test -> test.group(1)))
                    .as("tests named in %s", file)
                    .isSubsetOf(known);
        }
    }

    @Test
    void everyThreatShouldNameTheTestOfItsAnswer() {
        List<List<String>> threats =
                found("^\\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\|$", Documents.read("docs/security.md"));

        assertThat(threats)
                .filteredOn(row -> !row.equals(List.of("threat", "answer", "test")))
                .filteredOn(row -> !row.get(0).startsWith("-"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.get(2)).containsPattern(TEST));
    }

    private static Set<String> wordsOfJavaSources() throws IOException {
        Set<String> words = new HashSet<>();
        for (Path source : javaSources()) {
            WORD.matcher(Documents.read(source))
                    .results()
                    .map(MatchResult::group)
                    .forEach(words::add);
        }
        return words;
    }

    private static List<Path> javaSources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Path module : Documents.modules()) {
            Path folder = module.resolve("src");
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                }
            }
        }
        return sources;
    }

    @Test
    void everyErrorShouldBeDocumented() {
        assertThat(rows("docs/protocol.md", "Errors", "`([a-z_]+)` \\| ([^|]+)"))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ErrorCode.values())
                        .map(code -> List.of(code.code(), code.title()))
                        .toList());
    }

    @Test
    void everyFieldCodeShouldBeDocumented() {
        assertThat(rows("docs/protocol.md", "Codes of fields", "`([a-z_]+)` \\| ([^|]+)"))
                .isEqualTo(Arrays.stream(FieldCode.values())
                        .map(code -> List.of(code.code(), code.meaning()))
                        .toList());
    }

    @Test
    void everyEventShouldBeDocumented() {
        assertThat(rows("docs/protocol.md", "Events and cursors", "`([a-z]+\\.[a-z]+)`"))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(EventKind.values())
                        .map(kind -> List.of(kind.wireName()))
                        .toList());
    }

    @Test
    void everyCloseCodeShouldBeDocumented() {
        String codes = "adapters-websocket/src/main/java/dev/chatrooms/websocket/CloseCode.java";
        // Servlet containers close sockets whose HTTP session has ended with 1008.
        assertThat(rows("docs/protocol.md", "WebSocket", "(\\d{4})"))
                .containsOnlyOnce(List.of("1008"))
                .filteredOn(row -> !row.equals(List.of("1008")))
                .containsExactlyInAnyOrderElementsOf(found("^    [A-Z_0-9]+\\((\\d{4})\\)", Documents.read(codes)));
    }

    /** The page of the protocol beside its console. */
    @Test
    void pageOfTheSocketShouldListEveryEventAndCloseCode() {
        String page = Documents.read("web/src/main/resources/dev/chatrooms/web/docs/socket.html");

        assertThat(found("<code>([a-z]+\\.[a-z]+)</code>", page))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(EventKind.values())
                        .map(kind -> List.of(kind.wireName()))
                        .toList());
        assertThat(found("^<tr><td>(\\d{4})</td>", page))
                .containsExactlyElementsOf(rows("docs/protocol.md", "WebSocket", "(\\d{4})"));
    }

    @Test
    void everyRouteShouldBeDocumented() {
        List<List<String>> contract = new ArrayList<>();
        String path = "";
        for (String line : Documents.read("adapters-http/src/main/resources/dev/chatrooms/http/openapi.yaml")
                .lines()
                .takeWhile(line -> !line.equals("components:"))
                .toList()) {
            if (line.matches("  /.*:")) {
                path = line.strip().replaceAll(":$", "");
            } else if (line.matches("    (get|put|post|patch|delete):")) {
                String method = line.strip().replace(":", "").toUpperCase(Locale.ROOT);
                contract.add(List.of(method, path));
            }
        }
        assertThat(contract).isNotEmpty();
        assertThat(rows("docs/protocol.md", "HTTP", "`([A-Z]+) (/[^`]+)`"))
                .containsExactlyInAnyOrderElementsOf(contract);
    }

    @Test
    void everySettingShouldBeDocumented() {
        assertThat(rows("docs/operations.md", "Settings", "`(CHATROOMS_[A-Z0-9_]+)` \\| (`[^`]*`|)"))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Variable.values())
                        .map(variable -> List.of(variable.fullName(), quoted(variable.defaultValue())))
                        .toList());
    }

    @Test
    void everyServiceOfTheChatShouldBeDocumented() {
        List<List<String>> services = Arrays.stream(Chat.class.getMethods())
                .filter(method -> method.getDeclaringClass() == Chat.class
                        && !Modifier.isStatic(method.getModifiers())
                        && method.getReturnType() != void.class)
                .map(method -> List.of(method.getName(), method.getReturnType().getSimpleName()))
                .toList();
        assertThat(rows("docs/embedding.md", "Services", "`([a-zA-Z]+)\\(\\)` \\| `([A-Za-z]+)`"))
                .containsExactlyInAnyOrderElementsOf(services);
    }

    @Test
    void everyThreadShouldBeDocumented() throws IOException {
        Set<String> inCode = javaSources().stream()
                .filter(source -> source.toString().contains("/src/main/")
                        && !source.toString().contains("/benchmarks/"))
                .flatMap(source -> THREAD_NAME.matcher(Documents.read(source)).results())
                .map(name -> name.group(1))
                .collect(Collectors.toSet());
        String table = Documents.section(Documents.read("docs/architecture.md"), "Threads");
        assertThat(found("`(chatrooms-[a-z-]*[a-z])[-…` ]", table))
                .containsExactlyInAnyOrderElementsOf(
                        inCode.stream().map(List::of).toList());
    }

    private static String quoted(String value) {
        return value.isEmpty() ? "" : "`" + value + "`";
    }

    /** Returns the leading cells of a section's table rows that match the pattern. */
    private static List<List<String>> rows(String document, String section, String cells) {
        return found("^\\| " + cells + " ?\\|", Documents.section(Documents.read(document), section));
    }

    private static List<List<String>> found(String pattern, String text) {
        List<List<String>> found = Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map(result -> IntStream.rangeClosed(1, result.groupCount())
                        .mapToObj(group -> result.group(group).strip())
                        .toList())
                .toList();
        assertThat(found).as(pattern).isNotEmpty();
        return found;
    }
}
