package dev.chatrooms.bootstrap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The pages for administrators, in a real browser. */
class AdminPageTest extends PageTest {
    @BeforeAll
    static void register() throws Exception {
        site.register("rita", "Rita Moss");
        site.promote("rita");
        site.register("gina", "Gina Vale");
    }

    @Test
    void administratorsShouldCreateAndDisableAccounts() {
        Page page = administration("users", WIDE);
        page.getByText("New account").click();
        page.locator("dialog [name=username]").fill("odette");
        button(page, "Create").click();
        assertThat(page.locator(".one-time-link")).containsText("/#/reset/");
        check(page, "wide-admin-link");
        page.keyboard().press("Escape");
        page.getByPlaceholder("Search people").fill("odette");
        Locator row = page.locator(".table tbody tr");
        assertThat(row).hasCount(1);
        row.getByLabel("Actions for odette").click();
        page.getByRole(AriaRole.MENUITEM).getByText("Disable").click();
        button(page, "Disable").click();

        assertThat(row.locator(".tag")).hasText("Disabled");
    }

    @Test
    void noticeShouldBeShownUntilItIsReset() {
        Page page = administration("config", WIDE);
        Locator entry = page.locator(".entries > li", new Page.LocatorOptions().setHasText("site.notice"));
        assertThat(entry.getByText("Save")).isDisabled();
        entry.locator("textarea").fill("Upgrade on Sunday");
        entry.getByText("Save").click();
        assertThat(page.locator(".site-notice")).containsText("Upgrade on Sunday");
        check(page, "wide-notice");
        entry.getByText("Reset to default").click();

        assertThat(page.locator(".site-notice")).hasCount(0);
        assertThat(entry.locator("textarea")).hasValue("");
    }

    @Test
    void sizesShouldBeEnteredInUnits() throws Exception {
        Page page = administration("config", WIDE);
        Locator entry = page.locator(".entries > li", new Page.LocatorOptions().setHasText("uploads.quotaBytes"));
        entry.getByLabel("Space of an account").fill("1.5");
        entry.getByLabel("Unit").selectOption("GB");
        entry.getByText("Save").click();
        assertThat(entry.getByText("Reset to default")).isVisible();
        List<Long> quotas = new ArrayList<>();
        site.call("GET", "admin/config", null, site.login("rita")).get("items").forEach(each -> {
            if (each.get("key").asText().equals("uploads.quotaBytes")) {
                quotas.add(each.get("value").asLong());
            }
        });
        assertThat(quotas).containsExactly(1536L << 20);
        assertThat(entry.getByLabel("Unit")).hasValue("MB");
        entry.getByText("Reset to default").click();

        assertThat(entry.getByLabel("Space of an account")).hasValue("0");
        assertThat(entry.getByText("Save")).isDisabled();
    }

    @Test
    void rowsShouldBeCardsOnAPhone() {
        Page page = administration("users", PHONE);
        page.getByPlaceholder("Search people").fill("rita");
        Locator row = page.locator(".table tbody tr");

        assertThat(row).hasCount(1);
        assertThat(row.getByLabel("Actions for Rita Moss")).isInViewport();
        assertThat(row.locator("[data-label='Messages']")).isInViewport();
        assertThat(row.getByRole(AriaRole.CELL)).not().hasCount(0);
        assertThat(page.evaluate("() => document.querySelector('.page-scroll').scrollWidth"
                        + " - document.querySelector('.page-scroll').clientWidth"))
                .isEqualTo(0);
    }

    @Test
    void othersShouldNotSeeTheAdministration() {
        Page page = signedIn("gina", "admin/users", WIDE, false);
        assertThat(page.getByText("This page is for administrators.")).isVisible();
        page.locator(".account-button").click();

        assertThat(page.getByText("Keyboard shortcuts")).isVisible();
        assertThat(page.getByText("Administration", new Page.GetByTextOptions().setExact(true)))
                .hasCount(1);
    }

    @Test
    void roomsAuditTrailAndFiguresShouldBeShown() throws Exception {
        String owner = site.register("piet", "Piet Admiraal");
        String room = site.call("POST", "rooms", Map.of("kind", "private", "name", "Cellar"), owner)
                .get("id")
                .asText();
        site.fill(owner, room, 3);
        Page page = administration("rooms", WIDE);
        page.getByLabel("Search rooms").fill("cellar");
        Locator row = page.locator(".table tbody tr");
        assertThat(row).hasCount(1);
        assertThat(row).containsText("Piet Admiraal");
        row.getByLabel("Actions for Cellar").click();
        page.getByRole(AriaRole.MENUITEM).getByText("Delete").click();
        button(page, "Delete").click();
        assertThat(page.locator(".table tbody tr")).hasCount(0);

        show(page, "admin/audit");
        page.getByPlaceholder("Action").fill("room.deleted");
        page.locator(".filters button").click();
        assertThat(row.first()).containsText("room.deleted");
        show(page, "admin/stats");
        assertThat(page.locator("figure.chart svg rect").first()).isAttached();
        assertThat(page.locator(".figures dd").first()).hasText(Pattern.compile("[1-9].*"));
    }

    @Tag("thorough")
    @Test
    void pagesShouldBeAccessible() {
        for (int width : new int[] {PHONE, WIDE}) {
            Page page = administration("stats", width);
            for (String name : List.of("stats", "users", "rooms", "config", "audit")) {
                show(page, "admin/" + name);
                assertThat(page.locator(".tab[aria-current]")).isVisible();
                check(page, (width == PHONE ? "phone" : "wide") + "-admin-" + name);
            }
        }
    }

    private static Page administration(String name, int width) {
        Page page = signedIn("rita", "admin/" + name, width, width == PHONE);
        assertThat(page.locator(".admin")).isVisible();
        return page;
    }
}
