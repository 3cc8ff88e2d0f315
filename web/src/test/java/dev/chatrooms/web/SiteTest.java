package dev.chatrooms.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiteTest {
    private static final Path FOLDER = Path.of("src/main/resources/dev/chatrooms/web/client");
    /** Files that are not served as they are. */
    private static final Set<String> TEMPLATES =
            Set.of("files.txt", "index.html", "manifest.webmanifest", "client/client.d.ts");

    /** An address that a module or the page loads: a static or a dynamic import, or a script. */
    private static final Pattern IMPORT =
            Pattern.compile("(?:\\bfrom\\s*|\\bimport\\(|<script[^>]* src=)[\"']([\\w./-]+)[\"']");

    private static final int MAX_BYTES = 250 * 1024;

    @Test
    void listOfFilesShouldNameEachFileInTheFolder() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            Set<String> names = files.filter(Files::isRegularFile)
                    .map(file -> FOLDER.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !TEMPLATES.contains(name))
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(Files.readAllLines(FOLDER.resolve("files.txt"))).containsExactlyElementsOf(names);
        }
    }

    @Test
    void pageShouldNameExistingAssetsOnly() {
        Site site = Site.load();
        String page = text(site, "/");

        Matcher address = Pattern.compile("\"\\.(/assets/[^\"]+)\"").matcher(page);
        List<String> addresses = address.results().map(found -> found.group(1)).toList();
        assertThat(addresses)
                .hasSizeGreaterThan(50)
                .allSatisfy(path -> assertThat(site.find(path)).as(path).isNotNull());
        assertThat(page).doesNotContain("{assets}", "{preloaded}");
    }

    @Test
    void scriptsAndStylesOfTheFirstPageShouldStaySmall() {
        Site site = Site.load();
        String page = text(site, "/");

        long bytes = Pattern.compile("\\.(/assets/[^\"]+\\.(?:js|css))")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .mapToLong(path -> site.find(path).plain().length)
                .sum();
        assertThat(bytes).isBetween(100_000L, (long) MAX_BYTES);
    }

    @Test
    void policyShouldAdmitNoInlineScript() {
        Site site = Site.load();

        String policy = site.find("/").headers("chat.example:8080").get("Content-Security-Policy");

        assertThat(text(site, "/")).doesNotContainPattern("<script[^>]*>[^<]");
        assertThat(policy)
                .contains("script-src 'self';")
                .contains("connect-src 'self' ws://chat.example:8080 wss://chat.example:8080;")
                .contains("require-trusted-types-for 'script'; trusted-types 'none'")
                .doesNotContain("unsafe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/embed.js", "/client.js"})
    void modulesShouldImportExistingAssetsOnlyWithoutAnImportMap(String entry) {
        Site site = Site.load();
        Deque<String> left = new ArrayDeque<>(List.of(entry));
        Set<String> seen = new TreeSet<>();
        while (!left.isEmpty()) {
            String path = left.remove();
            if (seen.add(path)) {
                assertThat(site.find(path)).as(path).isNotNull();
                IMPORT.matcher(text(site, path))
                        .results()
                        .map(found -> URI.create(path).resolve(found.group(1)).getPath())
                        .forEach(left::add);
            }
        }

        assertThat(seen).anyMatch(path -> path.endsWith("/client/client.js"));
    }

    @Test
    void policyShouldNotRepeatAHostThatIsNone() {
        String policy =
                Site.load().find("/").headers("evil.example; script-src *").get("Content-Security-Policy");

        assertThat(policy).doesNotContain("evil").contains("connect-src 'self';");
    }

    @Test
    void assetsShouldBeCachedForEverAndPagesNever() {
        Site site = Site.load();
        String script = Pattern.compile("/assets/[^\"]+/app\\.js")
                .matcher(text(site, "/"))
                .results()
                .findFirst()
                .orElseThrow()
                .group();

        assertThat(site.find(script).headers(null))
                .containsEntry("Cache-Control", "public, max-age=31536000, immutable");
        assertThat(site.find("/").headers(null)).containsEntry("Cache-Control", "no-cache");
        for (String path : List.of("/client.js", "/client.d.ts", "/embed.js")) {
            assertThat(site.find(path).headers(null))
                    .containsEntry("Cache-Control", "no-cache")
                    .containsEntry("Access-Control-Allow-Origin", "*");
        }
    }

    private static String text(Site site, String path) {
        return new String(site.find(path).plain(), StandardCharsets.UTF_8);
    }
}
