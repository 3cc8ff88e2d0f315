package dev.chatrooms.bootstrap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every screen at the widths of a phone, a tablet and a desktop, light and dark. The pictures are kept in
 * {@code target/screens}. Nothing may be wider than the page, and everything that can be pressed is large enough. The
 * property {@code chatrooms.screens} is a pattern of the names to take, such as {@code room.*-360-dark}, or {@code .*}
 * for all. Without it, each width is taken in one theme, which is half of the time.
 */
@Tag("thorough")
class ScreensTest {
    private static final int[] WIDTHS = {360, 768, 1440};
    private static final Pattern WANTED =
            Pattern.compile(System.getProperty("chatrooms.screens", ".*-(360-dark|768-light|1440-light)"));

    /** A tenth of the sum of layout shifts that Web Vitals call good. */
    private static final double MAX_SHIFT = 0.01;

    /** The screens that load without an act: what the user does may move something. */
    private static final Pattern LOADED =
            Pattern.compile("(sign-in|setup|reset|docs-errors|home.*|room|room-(launch|private"
                    + "|direct|empty|long-name|read-only)|search.*|mentions.*|people.*|directory|invite.*|settings-.*"
                    + "|admin-(stats|users|rooms|config|audit))-\\d+-.*");

    /** Sums up the layout shifts of each page, but for those that follow an act of the user. */
    private static final String WATCH_SHIFTS = """
            window.shifts = [];
            new PerformanceObserver(list => window.shifts.push(...list.getEntries().filter(one => !one.hadRecentInput)))
              .observe({ type: 'layout-shift', buffered: true });""";

    private static final String SHIFTS = """
            () => {
              const sum = window.shifts.reduce((total, { value }) => total + value, 0);
              const name = node => `${node?.nodeName}.${node?.className}`;
              const moved = window.shifts.flatMap(({ sources }) => sources.map(({ node }) => name(node)));
              return { sum, moved: [...new Set(moved)].join(', ') };
            }""";

    private static final String STARTED = """
            () => new Promise(done => {
              const [paint] = performance.getEntriesByName('first-contentful-paint');
              new PerformanceObserver(list => {
                const shift = list.getEntries().reduce((sum, entry) => sum + entry.value, 0);
                done({ paint: Math.round(paint.startTime), shift: Math.round(shift * 1000) / 1000 });
              }).observe({ type: 'layout-shift', buffered: true });
              setTimeout(() => done({ paint: Math.round(paint.startTime), shift: 0 }), 500);
            })""";

    private static ChatSite site;
    private static ScreenContent content;
    private static Browsers browsers;
    private static Screens screens;

    @BeforeAll
    static void start() throws Exception {
        PlaywrightAssertions.setDefaultAssertionTimeout(Browsers.WAIT_MILLIS);
        site = ChatSite.startWithDemo();
        browsers = new Browsers(site.hosts());
        content = new ScreenContent(site);
        screens = new Screens(content);
    }

    @AfterAll
    static void stop() {
        if (browsers != null) {
            browsers.close();
        }
        site.close();
    }

    @Test
    void screensShouldFitEveryWidth() throws Exception {
        List<String> faults = new ArrayList<>();
        for (int width : WIDTHS) {
            for (boolean isDark : new boolean[] {false, true}) {
                faults.addAll(take(screens.open, null, width, isDark));
                faults.addAll(take(screens.empty, "newcomer", width, isDark));
                faults.addAll(take(screens.filled, "ada", width, isDark));
            }
        }

        assertThat(faults).isEmpty();
        assertThat(browsers.violations()).isEmpty();
    }

    @Test
    void laterVisitsShouldShowTheRoomWithoutMovingAnything() {
        Page page = page("ada", 1440, false);
        for (String place : List.of("", "rooms/" + content.room("Launch"), "directory")) {
            PageTest.show(page, place);
            page.reload();
            assertThat(page.locator("main :is(.message, .found, .card)").first())
                    .isVisible();
            settle(page);
            Map<?, ?> start = (Map<?, ?>) page.evaluate(STARTED);
            System.out.printf("second visit of '%s': %s%n", place.replaceAll("/.*", ""), start);
            assertThat(((Number) start.get("shift")).doubleValue()).as(place).isLessThan(MAX_SHIFT);
        }
        page.context().close();
    }

    /** Opens screens one after the other, keeps their pictures, and returns what is wrong with them. */
    private static List<String> take(Map<String, Consumer<Page>> all, String username, int width, boolean isDark)
            throws IOException {
        List<String> faults = new ArrayList<>();
        Page page = null;
        for (Map.Entry<String, Consumer<Page>> screen : all.entrySet()) {
            String name = screen.getKey() + "-" + width + (isDark ? "-dark" : "-light");
            if (!WANTED.matcher(name).matches()) {
                continue;
            }
            if (page == null) {
                page = page(username, width, isDark);
            }
            screen.getValue().accept(page);
            settle(page);
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screens", name + ".png")));
            for (Object fault : (List<?>) page.evaluate(script(), width < 768 ? 40 : 24)) {
                faults.add(name + ": " + fault);
            }
            Map<?, ?> shifts = (Map<?, ?>) page.evaluate(SHIFTS);
            if (LOADED.matcher(name).matches() && ((Number) shifts.get("sum")).doubleValue() >= MAX_SHIFT) {
                faults.add(name + ": shifts by " + shifts.get("sum") + ": " + shifts.get("moved"));
            }
            if (width < 768) {
                page.setViewportSize(PageTest.NARROW, 640);
                for (Object fault : (List<?>) page.evaluate(PageTest.TOO_WIDE)) {
                    faults.add(name + " at a width of " + PageTest.NARROW + ": " + fault);
                }
                page.setViewportSize(width, 740);
            }
            page.unrouteAll();
        }
        if (page != null) {
            page.context().close();
        }
        return faults;
    }

    private static Page page(String username, int width, boolean isDark) {
        Page page = width < 768 ? browsers.phone(isDark) : browsers.page(width, 900, isDark);
        page.addInitScript(WATCH_SHIFTS);
        // The first visit loads the typeface.
        page.navigate("http://" + ChatSite.DIRECT + "/");
        page.evaluate("() => document.fonts.ready");
        if (username != null) {
            PageTest.signIn(page, username);
            assertThat(page.locator(".sidebar")).isVisible();
        }
        return page;
    }

    /** Waits for pictures and layers. */
    private static void settle(Page page) {
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 250)))");
    }

    private static String script() throws IOException {
        try (InputStream script = ScreensTest.class.getResourceAsStream("/dev/chatrooms/bootstrap/browser/screen.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
