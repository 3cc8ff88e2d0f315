package dev.chatrooms.bootstrap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The documentation of the API in a real browser. */
class ManualTest extends PageTest {
    private static final String DOCS = "http://" + ChatSite.DIRECT + "/docs";

    /** The rules of axe that Swagger UI itself breaks. */
    private static final List<String> SWAGGER_RULES = List.of("heading-order", "nested-interactive", "region");

    private static String token;

    @BeforeAll
    static void register() throws Exception {
        token = site.register("dora", "Dora Klein");
        site.call("POST", "rooms", Map.of("kind", "private", "name", "Docs"), token);
    }

    @Test
    void callsShouldBeReadAndTried() {
        Page page = browsers.page(WIDE, 900, false);
        page.navigate(DOCS + "/");
        assertThat(page).hasURL(DOCS);
        page.locator(".btn.authorize").click();
        page.locator(".auth-container input").first().fill(token);
        page.locator(".auth-btn-wrapper .authorize").first().click();
        page.locator(".btn-done").first().click();
        Locator call = page.locator("#operations-accounts-getMe");
        assertThat(call).isVisible();
        call.locator(".opblock-summary-control").click();
        call.getByText("Try it out").click();
        call.locator(".execute").click();

        assertThat(call.locator(".live-responses-table")).containsText("dora");
        assertThat(page.locator(".errors-wrapper")).hasCount(0);
    }

    @Test
    void socketShouldBeTriedInTheConsole() {
        Page page = browsers.page(WIDE, 900, false);
        page.navigate(DOCS + "/socket");
        page.locator("#token").fill(token);
        page.locator("#toggle").click();
        assertThat(page.locator(".entry.in .entry-name").first()).hasText("welcome");
        page.locator("#examples").getByText("send").click();
        page.locator("#frame").press("Control+Enter");

        assertThat(page.locator(".entry.in .entry-name").getByText("ack 1")).hasCount(1);
        assertThat(page.locator(".entry.in .entry-name").getByText("event message.posted"))
                .hasCount(1);
        assertThat(page.locator("#log").innerText()).doesNotContain(token);
        page.locator("#toggle").click();
        assertThat(page.locator("#state")).hasText("Closed");
    }

    @Test
    void pagesShouldShareTheirHeader() {
        Page page = browsers.page(WIDE, 900, true);
        Locator links = page.locator("header nav a");
        String[] names = {"HTTP API", "WebSocket", "Errors", "openapi.yaml"};
        page.navigate(DOCS + "/socket");
        assertThat(links).hasText(names);
        links.getByText("Errors").click();
        assertThat(page.locator("main h1")).hasText("Errors");
        assertThat(links).hasText(names);
        assertThat(page.locator("body")).hasCSS("background-color", "rgb(24, 26, 32)");
        links.getByText("HTTP API").click();
        assertThat(page).hasURL(DOCS);
        assertThat(links).hasText(names);
        assertThat(page.locator(".opblock-summary-description").first())
                .hasCSS("font-family", Pattern.compile("\"Inter Variable\".*"));
    }

    @Tag("thorough")
    @Test
    void pagesShouldBeAccessible() {
        for (int width : new int[] {PHONE, 768, WIDE}) {
            boolean isDark = width != WIDE;
            Page page = browsers.page(width, 900, isDark);
            page.navigate(DOCS);
            assertThat(page.locator(".opblock").first()).isVisible();
            check(page, "docs-api-" + width, SWAGGER_RULES);
            page.navigate(DOCS + "/socket");
            check(page, "docs-socket-" + width);
            page.navigate(DOCS + "/errors");
            check(page, "docs-errors-" + width);
        }
    }
}
