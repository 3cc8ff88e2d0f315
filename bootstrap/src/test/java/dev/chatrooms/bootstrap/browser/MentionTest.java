package dev.chatrooms.bootstrap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The names of people in messages, which open their profiles. */
class MentionTest extends PageTest {
    private static String ines;
    private static String room;

    @BeforeAll
    static void register() throws Exception {
        ines = site.register("ines", "Ines Amaro");
        room = site.call("POST", "rooms", Map.of("kind", "public", "name", "Atrium"), ines)
                .get("id")
                .asText();
        for (String name : List.of("kai", "lea")) {
            site.call("POST", "rooms/" + room + "/join", null, site.register(name, name.toUpperCase() + " Lund"));
        }
        say("Ask @kai about it, not `@lea`");
        say("@Kai, @ines and @lea, but not @nobody_here");
    }

    @Test
    void mentionsShouldOpenTheProfileAndUnknownNamesStayText() {
        Page page = signedIn("ines", "rooms/" + room, WIDE, false);
        assertThat(mentions(page, 1)).hasText(new String[] {"@kai"});
        assertThat(mentions(page, 2)).hasText(new String[] {"@Kai", "@ines", "@lea"});
        assertThat(page.locator("[data-seq='2'] .text")).hasText("@Kai, @ines and @lea, but not @nobody_here");
        assertThat(page.locator(".mention.me")).hasText("@ines");
        Locator lea = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("@lea"));
        lea.click();
        assertThat(page.locator("dialog .profile-name")).hasText("LEA Lund");
        page.keyboard().press("Escape");
        assertThat(page.locator("dialog")).hasCount(0);
        assertThat(lea).isFocused();
        check(page, "wide-mentions");

        page.locator("[data-seq='1'] .message-sender").focus();
        page.keyboard().press("Tab");
        assertThat(mentions(page, 1)).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("dialog .profile-name")).hasText("KAI Lund");
        page.locator("dialog").getByLabel("Close").click();
        page.locator(".mention.me").click();
        assertThat(page.locator("dialog .profile-name")).hasText("Ines Amaro");
    }

    @Test
    void mentionOfOnePersonShouldNeedNoSearchAndBeOpenedByTouch() {
        Page page = browsers.phone(true);
        List<String> searches = new ArrayList<>();
        page.onRequest(request -> {
            if (request.url().contains("users?search=kai")) {
                searches.add(request.url());
            }
        });
        page.navigate("http://" + ChatSite.DIRECT + "/#/rooms/" + room + "/1");
        signIn(page, "lea");
        assertThat(mentions(page, 2)).hasCount(3);
        int before = searches.size();
        mentions(page, 1).tap();
        assertThat(page.locator("dialog .profile-name")).hasText("KAI Lund");
        check(page, "phone-dark-mention");

        assertThat(searches).hasSize(before);
        page.goBack();
        assertThat(page.locator("dialog")).hasCount(0);
        assertThat(page.locator(".toolbar")).hasCount(0);
    }

    private static Locator mentions(Page page, int seq) {
        return page.locator("[data-seq='" + seq + "'] .mention");
    }

    private static void say(String text) throws Exception {
        site.call("POST", "rooms/" + room + "/messages", Map.of("text", text), ines);
    }
}
