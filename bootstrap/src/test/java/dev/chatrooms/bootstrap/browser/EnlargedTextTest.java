package dev.chatrooms.bootstrap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests pages with a default font of twice the size: no text is cut off, and nothing gets too wide. */
class EnlargedTextTest extends PageTest {
    /** The policy of the page forbids style elements, but not style sheets that a script adopts. */
    private static final String ENLARGE = """
            const large = new CSSStyleSheet();
            large.replaceSync('html { font-size: 200% }');
            document.adoptedStyleSheets = [large];""";

    private static String token;
    private static String room;
    private static String clipped;

    @BeforeAll
    static void register() throws Exception {
        token = site.register("wilhelmina", "Wilhelmina Oosterhout");
        String other = site.register("xerxes", "Xerxes Yildirim");
        site.promote("wilhelmina");
        room = create("Enlarged");
        site.fill(token, room, 5);
        String unread = create("Never opened");
        site.call("POST", "rooms/" + unread + "/messages", Map.of("text", "@wilhelmina, have a look"), other);
        try (InputStream script = EnlargedTextTest.class.getResourceAsStream("clipped.js")) {
            clipped = new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void enlargedTextShouldFitPhonesAndDesktops() {
        Page page = browsers.page(WIDE, 900, false);
        page.addInitScript(ENLARGE);
        page.navigate("http://" + ChatSite.DIRECT + "/");
        assertThat(page.locator("[name=password]")).isVisible();
        assertReadable(page, "sign-in");

        signIn(page, "wilhelmina");
        assertThat(page.locator(".sidebar .badge").first()).isVisible();
        assertThat((String) page.evaluate("() => getComputedStyle(document.documentElement).fontSize"))
                .isEqualTo("32px");
        for (String place : List.of("", "directory", "people", "settings/profile", "admin/stats", "admin/users")) {
            show(page, place);
            assertReadable(page, place.isEmpty() ? "home" : place);
        }
        show(page, "rooms/" + room);
        assertThat(page.locator("[data-seq='5']")).isVisible();
        assertReadable(page, "room");
        page.locator(".composer").getByLabel("Emoji").click();
        assertThat(page.locator(".emoji-grid button").first()).isVisible();
        assertReadable(page, "emoji");
        page.keyboard().press("Escape");
        openSwitcher(page);
        assertReadable(page, "switcher");
        page.keyboard().press("Escape");
        page.locator(".room-header").getByLabel("Details and members").click();
        assertThat(page.locator(".panel .person").first()).isVisible();
        assertReadable(page, "details");
        page.locator(".panel").getByText("Invite links").click();
        assertThat(page.locator("dialog[open] .button").first()).isVisible();
        assertReadable(page, "invites");
    }

    private static String create(String name) throws Exception {
        String topic = "What is easy to read, for all who use large letters";
        Map<String, Object> body = Map.of("kind", "public", "name", name, "topic", topic, "members", List.of("xerxes"));
        return site.call("POST", "rooms", body, token).get("id").asText();
    }

    private static void assertReadable(Page page, String name) {
        for (int width : new int[] {PHONE, WIDE}) {
            page.setViewportSize(width, 900);
            assertThat(page.evaluate(clipped)).as(name + " at " + width).isEqualTo(List.of());
            assertFits(page, name + " at " + width);
        }
    }
}
