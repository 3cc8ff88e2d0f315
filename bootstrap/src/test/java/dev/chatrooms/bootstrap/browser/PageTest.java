package dev.chatrooms.bootstrap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRuleOptions;
import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Tests of pages in a browser. All classes share one server, whose accounts have different names, and one browser. */
@ExtendWith(PageTest.Shared.class)
@Tag("any-jdk")
abstract class PageTest {
    static final int WIDE = 1440;
    static final int PHONE = 360;
    /** The width that WCAG asks for: 1280 pixels at a zoom of 400 %. */
    static final int NARROW = 320;

    static final String TOO_WIDE = """
            () => [...document.querySelectorAll(`html, main, [role=main], dialog[open], .sidebar-scroll, .panel, .page,
                .message-scroll, .panel-scroll, .tabs, .dialog-body, [popover]:popover-open`)]
              .filter(pane => pane.scrollWidth > pane.clientWidth)
              .map(pane => `${pane.localName}.${pane.className} is ${pane.scrollWidth} px wide`)""";

    static ChatSite site;
    static Browsers browsers;

    @AfterEach
    void pagesShouldKeepToTheirPolicy() {
        assertThat(browsers.closePages()).isEmpty();
    }

    /** Opens a place of the client, such as {@code rooms/…}, and signs in there. */
    static Page signedIn(String username, String place, int width, boolean isDark) {
        Page page = browsers.page(width, 900, isDark);
        page.navigate("http://" + ChatSite.DIRECT + "/#/" + place);
        signIn(page, username);
        return page;
    }

    static void signIn(Page page, String username) {
        page.locator("[name=username]").fill(username);
        page.locator("[name=password]").fill(ChatSite.PASSWORD);
        button(page, "Sign in").click();
    }

    /** Keeps a picture of the screen, and holds it against the rules of axe. */
    static void check(Page page, String name) {
        check(page, name, List.of());
    }

    /** Does so but for some rules. */
    static void check(Page page, String name, List<String> otherRules) {
        Map<String, AxeRuleOptions> rules = new HashMap<>();
        // Axe leaves these out by default: one is of WCAG 2.2, the other one may be wrong about icons.
        List.of("target-size", "label-content-name-mismatch").forEach(rule -> rules.put(rule, enabled(true)));
        otherRules.forEach(rule -> rules.put(rule, enabled(false)));
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots", name + ".png")));
        AxeRunOptions options = new AxeRunOptions();
        options.setResultTypes(List.of("violations"));
        options.setRules(rules);
        // No page of ours has frames, and for these axe would open another page each time.
        AxeBuilder axe = new AxeBuilder(page).options(options).setLegacyMode(true);
        List<Rule> violations = axe.analyze().getViolations();
        assertThat(violations)
                .as(name)
                .flatExtracting(rule -> rule.getNodes().stream()
                        .map(node -> rule.getId() + ": " + node.getHtml())
                        .toList())
                .isEmpty();
    }

    private static AxeRuleOptions enabled(boolean isEnabled) {
        AxeRuleOptions options = new AxeRuleOptions();
        options.setEnabled(isEnabled);
        return options;
    }

    /** Goes to a place of the client, and waits until it is loaded. */
    static void show(Page page, String place) {
        page.navigate("http://" + ChatSite.DIRECT + "/#/" + place);
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 100)))");
        assertThat(page.locator(".spinner, .skeleton")).hasCount(0);
    }

    /** Asserts that nothing has to be scrolled sideways; tables and code may. */
    static void assertFits(Page page, String name) {
        assertThat(page.evaluate(TOO_WIDE)).as(name).isEqualTo(List.of());
    }

    /** Opens the switcher by its shortcut, and waits until its field has the focus. */
    static void openSwitcher(Page page) {
        page.keyboard().press("Control+k");
        assertThat(page.locator("[role=combobox]")).isFocused();
    }

    static Locator button(Page page, String name) {
        return page.locator(".form-actions button", new Page.LocatorOptions().setHasText(name))
                .last();
    }

    static void send(Page page, String text) {
        page.locator(".composer textarea").fill(text);
        page.locator(".composer textarea").press("Enter");
    }

    /** Returns the texts that the page shows, in their order. */
    static List<String> texts(Page page) {
        return page.locator(".room-main .message .text").allInnerTexts();
    }

    /** Returns the texts that the server has stored, in their order. */
    static List<String> storedTexts(String room, String token) throws Exception {
        return site.call("GET", "rooms/" + room + "/messages?limit=200", null, token)
                .get("items")
                .findValuesAsText("text");
    }

    static Locator message(Page page, String text) {
        return page.locator(".message .text").getByText(text, new Locator.GetByTextOptions().setExact(true));
    }

    /** Starts the server and the browser before the first class, and stops them after the last one. */
    static final class Shared implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .computeIfAbsent(Running.class, key -> new Running(), Running.class);
        }
    }

    private static final class Running implements AutoCloseable {
        Running() {
            PlaywrightAssertions.setDefaultAssertionTimeout(Browsers.WAIT_MILLIS);
            site = ChatSite.start();
            try {
                browsers = new Browsers(site.hosts());
            } catch (RuntimeException e) {
                site.close();
                throw e;
            }
        }

        @Override
        public void close() {
            browsers.close();
            site.close();
        }
    }
}
