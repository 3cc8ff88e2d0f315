package dev.chatrooms.bootstrap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Tests what the page shows while it is in the background. */
class NotificationTest extends PageTest {
    /** Records notifications, and lets a test say whether the page has the focus. */
    private static final String RECORDER = """
            window.notes = [];
            window.questions = 0;
            window.isAway = false;
            document.hasFocus = () => !window.isAway;
            window.Notification = class {
              static permission = 'default';
              static async requestPermission() {
                window.questions++;
                return (this.permission = 'granted');
              }
              constructor(title, { body }) {
                window.notes.push(`${title}: ${body}`);
              }
              close() {}
            };""";

    @Test
    void directMessagesShouldBeAnnouncedOnlyWhileThePageIsInTheBackground() throws Exception {
        site.register("nora", "Nora Lind");
        String otto = site.register("otto", "Otto Falk");
        Page page = browsers.page(WIDE, 900, false);
        page.addInitScript(RECORDER);
        page.navigate("http://" + ChatSite.DIRECT + "/#/settings/notifications");
        signIn(page, "nora");
        assertThat(page.getByText("Turn on notifications")).isVisible();
        assertThat(page.evaluate("questions")).isEqualTo(0);
        page.getByText("Turn on notifications").click();
        assertThat(page.getByText("Notifications are on in this browser.")).isVisible();
        assertThat(page.evaluate("questions")).isEqualTo(1);
        String room = site.call("POST", "rooms", Map.of("kind", "direct", "members", List.of("nora")), otto)
                .get("id")
                .asText();
        assertThat(page.locator(".room-section").getByText("Otto Falk")).isVisible();
        say(room, "In front", otto);
        assertThat(page).hasTitle(Pattern.compile("\\(1\\) .*"));
        page.evaluate("isAway = true");
        say(room, "In the background", otto);
        assertThat(page).hasTitle(Pattern.compile("\\(2\\) .*"));
        page.waitForCondition(
                () -> page.locator("link[rel=icon]").getAttribute("href").startsWith("blob:"));

        // A function that waits in the page would be evaluated there, which its policy forbids.
        page.waitForCondition(() -> page.evaluate("notes.length > 0").equals(true));
        assertThat(page.evaluate("notes")).isEqualTo(List.of("Otto Falk: In the background"));
        page.locator(".account-button").click();
        page.getByText("Sign out").click();
        assertThat(page.locator("[name=username]")).isVisible();
        assertThat(page).hasTitle("Chatrooms");
        page.waitForCondition(
                () -> !page.locator("link[rel=icon]").getAttribute("href").startsWith("blob:"));
    }

    private static void say(String room, String text, String token) throws Exception {
        site.call("POST", "rooms/" + room + "/messages", Map.of("text", text), token);
    }
}
