package dev.chatrooms.bootstrap.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Chromium that is installed on this machine, driven by Playwright's script on a Node that is installed as well.
 * Where one of them is missing, the tests are left out; on CI they fail.
 */
final class Browsers implements AutoCloseable {
    /** Long, because it only bounds a test that fails: at a load of 14, a page took more than 15 seconds. */
    static final double WAIT_MILLIS = 60_000;

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> violations = Collections.synchronizedList(new ArrayList<>());

    /** @param hosts the local ports by the names under which pages reach them */
    Browsers(Map<String, Integer> hosts) {
        Path node = node();
        Optional<Path> chromium = Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> program(name).stream())
                .findFirst();
        require(chromium, "Chromium");
        playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_NODEJS_PATH", node.toString(), "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        List<String> rules = new ArrayList<>();
        hosts.forEach((host, port) -> rules.add("MAP " + host + ":80 127.0.0.1:" + port));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium.get())
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-dev-shm-usage",
                                "--disable-background-networking",
                                "--host-resolver-rules=" + String.join(",", rules))));
    }

    /** Returns the Node that is installed. */
    static Path node() {
        Optional<Path> node = program("node");
        require(node, "Node");
        return node.orElseThrow();
    }

    private static void require(Optional<Path> program, String name) {
        assertThat(program.isPresent() || System.getenv("CI") == null)
                .as(name + " is installed on CI")
                .isTrue();
        assumeTrue(program.isPresent(), name + " is not installed: the tests in a browser are left out");
    }

    /** Opens a page with cookies and storage of its own. */
    Page page(int width, int height, boolean isDark) {
        return page(new Browser.NewContextOptions().setViewportSize(width, height), isDark);
    }

    /** Opens a page on a phone, which is used by touch. */
    Page phone(boolean isDark) {
        return page(touch(360, 740), isDark);
    }

    /** Opens a page on the phone of a reader with a language and a time zone. */
    Page phone(int width, int height, String language, String zone) {
        return page(touch(width, height).setLocale(language).setTimezoneId(zone), false);
    }

    private static Browser.NewContextOptions touch(int width, int height) {
        return new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setHasTouch(true)
                .setIsMobile(true);
    }

    private Page page(Browser.NewContextOptions options, boolean isDark) {
        BrowserContext context =
                browser.newContext(options.setColorScheme(isDark ? ColorScheme.DARK : ColorScheme.LIGHT)
                        .setReducedMotion(ReducedMotion.REDUCE));
        context.setDefaultTimeout(WAIT_MILLIS);
        context.onWebError(error -> violations.add(error.error()));
        context.onConsoleMessage(message -> {
            if (message.text().matches("(?s).*(Content Security Policy|Trusted(Type|HTML|Script)).*")) {
                violations.add(message.text());
            }
        });
        return context.newPage();
    }

    /** Returns what the open pages have done against their policy, and the exceptions that no code has caught. */
    List<String> violations() {
        return List.copyOf(violations);
    }

    /** Closes all pages, and returns their violations, which the pages of the next test do not inherit. */
    List<String> closePages() {
        List.copyOf(browser.contexts()).forEach(BrowserContext::close);
        List<String> found = violations();
        violations.clear();
        return found;
    }

    @Override
    public void close() {
        playwright.close();
    }

    private static Optional<Path> program(String name) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
