package dev.chatrooms.bootstrap.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The project's Markdown files, for tests that compare them with the code. */
public final class Documents {
    /** The project's root folder. Tests run in the folder of their module. */
    public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final Pattern BLOCK = Pattern.compile("^```(\\S*)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    /** A fenced block. */
    public record Block(String language, String text) {}

    private Documents() {}

    /** Returns the folders of all modules, the examples included. */
    public static List<Path> modules() {
        List<Path> modules = MODULE.matcher(read("pom.xml"))
                .results()
                .map(module -> ROOT.resolve(module.group(1)))
                .toList();
        assertThat(modules).as("modules").hasSizeGreaterThan(10);
        return modules;
    }

    /** Returns the Markdown files in the root folder, in {@code benchmarks}, and anywhere below {@code docs}. */
    public static List<Path> all() {
        List<Path> found = new ArrayList<>(markdownIn(ROOT, 1));
        found.addAll(markdownIn(ROOT.resolve("benchmarks"), 1));
        found.addAll(markdownIn(ROOT.resolve("docs"), Integer.MAX_VALUE));
        assertThat(found).as("Markdown files").isNotEmpty();
        return found;
    }

    private static List<Path> markdownIn(Path folder, int depth) {
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String read(String path) {
        return read(ROOT.resolve(path));
    }

    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the text between a second-level heading and the next one. */
    public static String section(String document, String heading) {
        Matcher matcher = Pattern.compile(
                        "^## " + Pattern.quote(heading) + "$(.*?)(?=^## |\\z)", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(document);
        assertThat(matcher.find()).as("the heading '%s'", heading).isTrue();
        return matcher.group(1);
    }

    /** Returns the fenced blocks in order. */
    public static List<Block> blocks(String text) {
        return BLOCK.matcher(text)
                .results()
                .map(block -> new Block(block.group(1), block.group(2)))
                .toList();
    }
}
