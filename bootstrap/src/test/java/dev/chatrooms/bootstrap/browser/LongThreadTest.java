package dev.chatrooms.bootstrap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A thread with more replies than the page keeps. */
@Tag("thorough")
class LongThreadTest extends PageTest {
    private static final int REPLIES = 1200;
    /** Replies, the root, and the line after it. */
    private static final int MAX_ROWS = 302;

    private static String token;
    private static String room;
    private static String root;

    @BeforeAll
    static void fill() throws Exception {
        token = site.register("theo", "Theo Brandt");
        room = site.call("POST", "rooms", Map.of("kind", "public", "name", "Threads"), token)
                .get("id")
                .asText();
        root = site.call("POST", "rooms/" + room + "/messages", Map.of("text", "The root"), token)
                .get("id")
                .asText();
        site.fill(token, room, root, REPLIES);
    }

    @Test
    void threadShouldKeepFewRowsAndLoadTheOthersOnTheWay() throws Exception {
        Page page = signedIn("theo", "rooms/" + room, WIDE, false);
        page.locator(".room-main .thread-link").last().click();
        Locator thread = page.locator(".panel-scroll.thread");
        assertThat(reply(thread, REPLIES)).isVisible();
        assertThat(thread.locator("li").count()).isLessThanOrEqualTo(MAX_ROWS);
        assertThat(reply(thread, 1)).hasCount(0);

        page.waitForCondition(() -> {
            thread.evaluate("list => list.scrollTop = 0");
            return reply(thread, 1).count() == 1;
        });
        assertThat(thread.locator("li").count()).isLessThanOrEqualTo(MAX_ROWS);
        assertThat(reply(thread, REPLIES)).hasCount(0);
        page.waitForCondition(() -> {
            thread.evaluate("list => list.scrollTop = list.scrollHeight");
            return reply(thread, REPLIES).count() == 1;
        });

        assertThat(thread.locator("li").count()).isLessThanOrEqualTo(MAX_ROWS);
        page.locator(".panel .composer textarea").fill("One more");
        page.locator(".panel .composer textarea").press("Enter");
        assertThat(thread.locator(".message:not(.unsent) .text").getByText("One more"))
                .isVisible();
        assertThat(thread.locator(".thread-line")).containsText("1,201 replies");
    }

    @Test
    void replyShouldBeShownInItsPlace() {
        Page page = signedIn("theo", "rooms/" + room + "/101", WIDE, false);
        Locator row = page.locator(".room-main [data-seq='101']");
        row.getByText("In a thread").click();
        Locator thread = page.locator(".panel-scroll.thread");
        assertThat(reply(thread, 100)).isInViewport();
        assertThat(thread.locator("li").count()).isLessThanOrEqualTo(MAX_ROWS);

        page.navigate("http://" + ChatSite.DIRECT + "/#/rooms/" + room + "/1101");
        page.locator(".room-main [data-seq='1101']").getByText("In a thread").click();
        assertThat(reply(thread, 1100)).isInViewport();
        assertThat(thread.locator("li").count()).isLessThanOrEqualTo(MAX_ROWS);
        page.navigate("http://" + ChatSite.DIRECT + "/#/rooms/" + room + "/101");
        row.getByText("In a thread").click();
        assertThat(reply(thread, 100)).isInViewport();
        page.locator(".panel .to-end").click();
        assertThat(reply(thread, REPLIES)).isInViewport();
        assertThat(page.locator(".panel .to-end")).hasCount(0);
    }

    private static Locator reply(Locator thread, int number) {
        return thread.locator(".text").getByText(Pattern.compile("^message " + number + " of"));
    }
}
