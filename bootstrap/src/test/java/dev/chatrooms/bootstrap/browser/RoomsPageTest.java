package dev.chatrooms.bootstrap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.BoundingBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The list of rooms, people, and what the members of a room may do. */
class RoomsPageTest extends PageTest {
    private static String rolf;
    private static String saga;
    private static String quay;

    @BeforeAll
    static void register() throws Exception {
        rolf = site.register("rolf", "Rolf Aker");
        saga = site.register("saga", "Saga Nord");
        site.register("tove", "Tove Holt");
        quay = site.call("POST", "rooms", Map.of("kind", "private", "name", "Quay", "members", List.of("saga")), rolf)
                .get("id")
                .asText();
        site.call("POST", "rooms", Map.of("kind", "private", "name", "Zinc works"), rolf);
        site.call("POST", "rooms", Map.of("kind", "direct", "members", List.of("saga")), rolf);
    }

    @Test
    void listShouldHaveFavouritesOnTopAndCountsAndPresence() throws Exception {
        Page page = signedIn("rolf", "rooms/" + quay, WIDE, false);
        page.getByLabel("Add to favourites").click();
        assertThat(page.locator(".room-section h2")).hasText(new String[] {"Favourites", "Rooms", "Direct messages"});
        assertThat(page.locator(".room-section").first()).containsText("Quay");
        Page other = signedIn("saga", "people", PHONE, true);
        assertThat(page.locator(".room-link .presence.online")).hasCount(1);
        other.context().close();
        show(page, "people");
        say("Plain");
        assertThat(link(page).locator(".badge")).hasText("1");
        assertThat(link(page).locator(".badge.attention")).hasCount(0);
        say("@rolf for you");
        assertThat(link(page).locator(".badge.attention")).hasText("1");
        page.keyboard().press("Escape");
        page.locator("h1").first().click();
        page.keyboard().press("?");
        assertThat(page.locator("dialog[open]")).containsText("Keyboard shortcuts");
        check(page, "wide-keys");
        page.keyboard().press("Escape");
        page.keyboard().press("Alt+Shift+ArrowUp");

        assertThat(page.locator(".room-title h1")).hasText("Quay");
        assertThat(link(page).locator(".badge")).hasCount(0);
        assertThat(page.locator(".presence.offline").first()).isVisible();
    }

    @Test
    void peopleShouldBeFoundKeptAndBlocked() {
        Page page = signedIn("saga", "people", WIDE, false);
        page.getByPlaceholder("Search by name").fill("tove");
        assertThat(page.locator(".person")).hasCount(1);
        page.locator(".person-name").click();
        page.locator("dialog").getByText("Add to contacts").click();
        assertThat(page.locator("dialog").getByText("Remove from contacts")).isVisible();
        page.locator("dialog").getByText("Block", exact()).click();
        assertThat(page.locator("dialog").getByText("Unblock")).isVisible();
        page.keyboard().press("Escape");
        page.getByPlaceholder("Search by name").fill("");
        assertThat(page.locator(".group-title").getByText("Contacts")).isVisible();
        assertThat(page.locator(".group-title").getByText("Blocked")).isVisible();
        page.locator(".person-name").getByText("Tove Holt").first().click();
        page.locator("dialog").getByText("Unblock").click();
        page.locator("dialog").getByText("Remove from contacts").click();
        assertThat(page.locator("dialog").getByText("Add to contacts")).isVisible();
        page.keyboard().press("Escape");

        assertThat(page.locator(".group-title")).hasText(new String[] {"Everyone"});
        page.getByLabel("Message Tove Holt").click();
        assertThat(page.locator(".room-title h1")).hasText("Tove Holt");
        openSwitcher(page);
        page.goBack();
        assertThat(page.locator("dialog[open]")).hasCount(0);
        assertThat(page.locator(".room-title h1")).hasText("Tove Holt");
        page.goBack();
        assertThat(page.locator(".page h1")).hasText("People");
    }

    @Test
    void dialogShouldNotMoveWhenItsContentArrives() throws Exception {
        Map<String, Object> body = Map.of("kind", "private", "name", "Weir", "members", List.of("saga"));
        String weir = site.call("POST", "rooms", body, rolf).get("id").asText();
        for (int i = 0; i < 3; i++) {
            site.call("POST", "rooms/" + weir + "/invites", Map.of(), rolf);
        }
        Page page = signedIn("rolf", "rooms/" + weir, WIDE, false);
        List<Route> held = new ArrayList<>();
        page.route(Pattern.compile("/rooms/[^/]+/invites$"), held::add);
        page.getByLabel("Details and members").click();
        page.locator(".panel").getByText("Invite links").click();
        Locator heading = page.locator("dialog h2");
        assertThat(heading).isVisible();
        page.waitForCondition(() -> !held.isEmpty());
        page.locator("dialog").evaluate("dialog => Promise.all(dialog.getAnimations().map(one => one.finished))");
        double before = heading.boundingBox().y;
        double height = page.locator("dialog").boundingBox().height;
        held.forEach(Route::resume);
        assertThat(page.locator("dialog .person")).hasCount(3);

        assertThat(page.locator("dialog").boundingBox().height).isNotEqualTo(height);
        assertThat(heading.boundingBox().y).isEqualTo(before);
    }

    @Test
    void ownersShouldManageMembersAndTheRoom() throws Exception {
        Map<String, Object> body = Map.of("kind", "private", "name", "Mill", "members", List.of("saga"));
        String mill = site.call("POST", "rooms", body, rolf).get("id").asText();
        Page page = signedIn("rolf", "rooms/" + mill, WIDE, false);
        page.getByLabel("Details and members").click();
        page.getByLabel("Add people").click();
        page.locator("dialog").getByPlaceholder("Search by name").fill("tove");
        assertThat(page.locator("dialog .person")).hasCount(1);
        page.locator("dialog").getByText("Add", exact()).click();
        assertThat(page.locator("dialog").getByText("Member", exact())).isVisible();
        page.keyboard().press("Escape");
        choose(page, "Saga Nord", "Make moderator");
        assertThat(member(page, "Saga Nord").locator(".tag")).hasText("Moderator");
        choose(page, "Tove Holt", "Remove from room");
        button(page, "Remove").click();
        assertThat(page.locator(".panel .person")).hasCount(2);
        choose(page, "Saga Nord", "Ban");
        button(page, "Ban").click();
        assertThat(page.locator(".panel .person")).hasCount(1);

        page.locator(".panel").getByText("Room settings").click();
        page.locator("dialog").getByText("Lift ban").click();
        assertThat(page.locator("dialog").getByText("Nobody is banned.")).isVisible();
        page.locator("dialog [name=name]").fill("Old mill");
        page.locator("dialog [name=topic]").fill("Flour");
        page.locator("dialog").getByText("Public", exact()).click();
        button(page, "Save").click();
        assertThat(page.locator(".room-title h1")).hasText("Old mill");
        assertThat(page.locator(".room-topic")).hasText("Flour");
        page.locator(".panel").getByText("Invite links").click();
        page.locator("dialog").getByText("Create and copy link").dblclick();
        assertThat(page.locator("dialog .person-name.code")).containsText("/#/invite/");
        page.locator("dialog").getByLabel("Revoke").click();
        assertThat(page.locator("dialog").getByText("There are no open links.")).isVisible();
        page.keyboard().press("Escape");
        page.locator(".panel").getByText("Delete room").click();
        button(page, "Delete").click();

        assertThat(page).hasURL(Pattern.compile(".*/#/"));
        assertThat(page.locator(".room-link", new Page.LocatorOptions().setHasText("Old mill")))
                .hasCount(0);
    }

    @Test
    void dialogsShouldKeepWhatIsTypedWhileTextIsSelectedAndOthersChangeTheRoom() throws Exception {
        String dock = site.call("POST", "rooms", Map.of("kind", "private", "name", "Dock"), rolf)
                .get("id")
                .asText();
        Page page = signedIn("rolf", "rooms/" + dock, WIDE, false);
        page.getByLabel("Details and members").click();
        page.locator(".panel").getByText("Room settings").click();
        Locator topic = page.locator("dialog [name=topic]");
        topic.fill("Boats");
        BoundingBox field = topic.boundingBox();
        page.mouse().move(field.x + field.width - 10, field.y + field.height / 2);
        page.mouse().down();
        page.mouse().move(5, field.y);
        page.mouse().up();
        assertThat(topic).hasValue("Boats");
        site.call("PATCH", "rooms/" + dock, Map.of("name", "New dock"), rolf);
        assertThat(page.locator(".room-title h1")).hasText("New dock");
        button(page, "Save").click();

        assertThat(page.locator(".room-topic")).hasText("Boats");
        assertThat(page.locator(".room-title h1")).hasText("New dock");
    }

    @Test
    void pagesShouldFitANarrowScreenAndHaveAWayBack() throws Exception {
        say("A_word_without_any_space_that_is_far_longer_than_the_screen_is_wide_and_still_goes_on_and_on");
        String wide = site.call("POST", "rooms", Map.of("kind", "private", "name", "W".repeat(80)), rolf)
                .get("id")
                .asText();
        Page page = signedIn("rolf", "", NARROW, false);
        assertThat(page.locator(".sidebar")).isVisible();
        for (String place : List.of(
                "rooms/" + quay,
                "directory",
                "people",
                "search",
                "mentions",
                "settings/profile",
                "settings/security",
                "settings/files")) {
            show(page, place);
            assertThat(page.locator(".sidebar")).isHidden();
            assertFits(page, place);
            page.locator("a.back").click();
            assertThat(page.locator(".sidebar")).isVisible();
            assertFits(page, "list of rooms");
        }
        show(page, "rooms/" + wide);
        assertThat(page.locator(".room-main")).isVisible();
        page.waitForCondition(() -> page.locator(".composer textarea").boundingBox().height < 60);
        show(page, "rooms/" + quay);
        page.locator(".room-header").getByLabel("Details and members").click();
        assertThat(page.locator(".panel .person")).hasCount(2);
        assertFits(page, "details");
        for (String dialog : List.of("Room settings", "Invite links", "Leave room", "Delete room")) {
            page.locator(".panel").getByText(dialog).click();
            assertThat(page.locator("dialog[open] h2")).isVisible();
            assertFits(page, dialog);
            page.keyboard().press("Escape");
        }
        page.locator(".panel").getByText("Files").click();
        assertThat(page.getByLabel("Types of files")).isVisible();
        assertFits(page, "files");
        page.locator(".panel-header").getByLabel("Close").click();
        page.locator(".message").last().hover();
        page.locator(".toolbar").getByLabel("Reply in thread").click();
        assertThat(page.locator(".panel .composer textarea")).isVisible();
        assertFits(page, "thread");
        openSwitcher(page);
        assertThat(page.locator("dialog[open] [role=option]").first()).isVisible();
        assertFits(page, "switcher");
    }

    @Test
    void roomShouldBeUsableInASmallWindowAtAHighZoom() throws Exception {
        say("Read me at 400 %");
        Page page = signedIn("rolf", "rooms/" + quay, NARROW, false);
        page.setViewportSize(NARROW, 256);
        assertThat(message(page, "Read me at 400 %")).isInViewport();
        send(page, "Written at 400 %");
        assertThat(message(page, "Written at 400 %")).isInViewport();
        page.locator(".room-header").getByLabel("Details and members").click();
        page.locator(".panel").getByText("Room settings").click();
        button(page, "Save").click();

        assertThat(page.locator("dialog")).hasCount(0);
    }

    private static Locator link(Page page) {
        return page.locator(".room-link", new Page.LocatorOptions().setHasText("Quay"));
    }

    private static Locator member(Page page, String name) {
        return page.locator(".panel .person", new Page.LocatorOptions().setHasText(name));
    }

    private static void choose(Page page, String name, String item) {
        page.getByLabel("Actions for " + name).click();
        page.locator(".menu-item").getByText(item, exact()).click();
    }

    private static Locator.GetByTextOptions exact() {
        return new Locator.GetByTextOptions().setExact(true);
    }

    private static void say(String text) throws Exception {
        site.call("POST", "rooms/" + quay + "/messages", Map.of("text", text), saga);
    }
}
