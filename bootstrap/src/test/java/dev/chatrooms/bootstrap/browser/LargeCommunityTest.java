package dev.chatrooms.bootstrap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A room with more members than the client loads together. */
class LargeCommunityTest extends PageTest {
    private static final int READERS = 1050;

    private static String room;

    @BeforeAll
    static void fill() throws Exception {
        String token = site.register("vera", "Vera Holm");
        room = site.call("POST", "rooms", Map.of("kind", "private", "name", "Commons"), token)
                .get("id")
                .asText();
        site.populate(token, room, READERS);
        site.register("zygmunt", "Zygmunt Last");
        site.call("PUT", "rooms/" + room + "/members/zygmunt", null, token);
        site.call("POST", "rooms/" + room + "/messages", Map.of("text", "Welcome"), token);
    }

    @Test
    void listOfMembersShouldGrowByPagesAndFindAnyMember() {
        Page page = signedIn("vera", "rooms/" + room, WIDE, false);
        page.getByLabel("Details and members").click();
        Locator rows = page.locator(".panel .person");
        assertThat(rows).hasCount(100);
        assertThat(rows.first()).containsText("Vera Holm");

        for (int shown : new int[] {200, 300, 300}) {
            page.locator(".panel").getByText("Load more").click();
            assertThat(rows).hasCount(shown);
        }
        assertThat(rows.getByText("Vera Holm")).hasCount(0);
        page.locator(".panel").getByText("Show earlier").click();
        assertThat(rows.first()).containsText("Vera Holm");
        assertThat(rows).hasCount(300);

        page.getByLabel("Find a member").fill("last zyg");
        assertThat(rows).hasCount(1);
        assertThat(rows).containsText("Zygmunt Last");
        rows.locator(".icon-button").click();
        page.locator("[popover]:popover-open").getByText("Make moderator").click();
        assertThat(rows.locator(".tag")).hasText("Moderator");
        check(page, "members-of-a-large-room");
        page.getByLabel("Find a member").fill("nobody at all");
        assertThat(page.locator(".panel .list-state")).hasText("Nothing found");
    }

    @Test
    void mentionsShouldCompleteToAnyMember() {
        Page page = signedIn("vera", "rooms/" + room, WIDE, false);
        Locator area = page.locator(".composer textarea");
        area.pressSequentially("@zyg");
        assertThat(page.getByRole(AriaRole.OPTION)).hasCount(1);
        assertThat(page.locator(".completions .option")).containsText("Zygmunt Last");
        area.press("Enter");
        assertThat(area).hasValue("@zygmunt ");
    }

    @Test
    void readersShouldBeThoseOfTheFirstMembers() throws Exception {
        String token = site.login("zygmunt");
        site.call("PUT", "rooms/" + room + "/read", Map.of("seq", 1), token);
        Page page = signedIn("vera", "rooms/" + room, WIDE, false);
        message(page, "Welcome").hover();
        page.locator(".message .toolbar").getByLabel("More actions").click();
        page.locator("[popover]:popover-open").getByText("Read by").click();

        assertThat(page.locator(".toast")).containsText("among the first 1,000 members");
    }
}
