package dev.chatrooms.bootstrap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where the focus is, and what a page that has just been opened shows. */
class FocusTest extends PageTest {
    private static String room;

    @BeforeAll
    static void register() throws Exception {
        String token = site.register("hugo", "Hugo Falk");
        room = site.call("POST", "rooms", Map.of("kind", "public", "name", "Light house"), token)
                .get("id")
                .asText();
        for (int i = 1; i <= 3; i++) {
            Map<String, Object> body = Map.of("text", "beacon " + i + " at https://example.org/" + i);
            site.call("POST", "rooms/" + room + "/messages", body, token);
        }
    }

    @Test
    void popupsShouldGiveTheFocusBack() {
        Page page = signedIn("hugo", "rooms/" + room, WIDE, false);
        Locator smile = page.locator(".composer").getByLabel("Emoji");
        smile.click();
        assertThat(page.getByLabel("Search emoji")).isFocused();
        page.keyboard().press("Escape");
        assertThat(smile).isFocused();

        // The link in the message comes first, then what can be done with it.
        page.locator("[data-seq]").last().focus();
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(page.getByLabel("Search emoji")).isFocused();
        page.keyboard().press("Escape");
        assertThat(page.locator(".toolbar").getByLabel("Add reaction")).isFocused();
    }

    @Test
    void listOfMessagesShouldBeOneStopForTheTabKey() {
        Page page = signedIn("hugo", "rooms/" + room, WIDE, false);
        assertThat(page.locator("[data-seq='3']")).isVisible();

        assertThat(page.locator(".message-list > [tabindex='0']")).hasCount(1);
        page.locator("[data-seq='1']").focus();
        assertThat(page.locator("[data-seq='1'] a")).not().hasAttribute("tabindex", "-1");
        assertThat(page.locator("[data-seq='2'] a")).hasAttribute("tabindex", "-1");
        page.keyboard().press("ArrowDown");
        assertThat(page.locator("[data-seq='2']")).isFocused();
    }

    @Test
    void dialogsShouldShowNotices() {
        Page page = signedIn("hugo", "rooms/" + room, WIDE, false);
        page.locator(".room-header").getByLabel("Details and members").click();
        page.getByText("Invite links").click();
        page.locator("dialog .button.primary").click();

        assertThat(page.locator("dialog .toast")).isVisible();
        assertThat(page.locator("#app > .toasts")).isHidden();
    }

    @Test
    void searchShouldKeepItsFiltersOverAReload() {
        Page page = signedIn("hugo", "search?q=in%3A%22Light%20house%22%20beacon", WIDE, false);
        assertThat(page.locator(".found")).hasCount(3);
        page.reload();

        assertThat(page.locator(".found")).hasCount(3);
        assertThat(page.locator(".list-state[role=alert]")).hasCount(0);
    }

    @Test
    void skipLinkShouldLeadToTheContentOfTheStartPage() {
        Page page = signedIn("hugo", "", WIDE, false);
        assertThat(page.locator("main h1")).isVisible();
        page.locator(".skip").focus();
        page.keyboard().press("Enter");

        assertThat(page.locator("main h1")).isFocused();
        assertThat(page.url()).endsWith("#/");
    }
}
