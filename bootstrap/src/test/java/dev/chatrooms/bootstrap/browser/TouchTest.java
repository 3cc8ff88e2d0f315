package dev.chatrooms.bootstrap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A phone that is used with fingers, in the hands of a reader whose language and time zone are others. */
class TouchTest extends PageTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Kolkata");
    private static final int HEIGHT = 740;

    private static String token;
    private static String room;
    private static JsonNode last;

    private Page page;

    @BeforeAll
    static void register() throws Exception {
        token = site.register("tilda", "Tilda Ek");
        room = site.call("POST", "rooms", Map.of("kind", "public", "name", "Fingers"), token)
                .get("id")
                .asText();
        site.fill(token, room, 30);
        last = site.call("POST", "rooms/" + room + "/messages", Map.of("text", "The last one"), token);
    }

    @BeforeEach
    void open() {
        page = browsers.phone(NARROW, HEIGHT, "de-DE", ZONE.getId());
        page.navigate("http://" + ChatSite.DIRECT + "/#/rooms/" + room);
        signIn(page, "tilda");
        assertThat(row(31)).isInViewport();
    }

    @Test
    void tapShouldShowWhatCanBeDoneWithAMessageUntilTheNextOne() {
        tap(31);
        assertThat(row(31).locator(".toolbar")).isVisible();
        assertInWindow(page.locator(".toolbar"));
        tap(30);
        assertThat(row(30).locator(".toolbar")).isVisible();
        assertThat(page.locator(".toolbar")).hasCount(1);
        tap(30);
        assertThat(page.locator(".toolbar")).hasCount(0);
        tap(30);
        assertThat(page.locator(".toolbar")).hasCount(1);
        BoundingBox messages = page.locator(".messages").boundingBox();
        assertThat(page.locator(".toolbar").boundingBox().y).isGreaterThanOrEqualTo(messages.y + messages.height - 1);
        page.locator(".toolbar").getByLabel("Close").tap();
        assertThat(page.locator(".toolbar")).hasCount(0);

        tap(31);
        page.locator(".toolbar").getByLabel("More actions").tap();
        assertInWindow(page.locator(".menu"));
        page.locator(".room-title").tap();
        assertThat(page.locator(".menu, .toolbar")).hasCount(0);
        tap(31);
        page.locator(".toolbar").getByLabel("Add reaction").tap();
        assertInWindow(page.locator(".picker"));
        page.locator(".emoji-grid button").first().tap();
        assertThat(row(31).locator(".reaction.own")).hasCount(1);
        page.locator(".toolbar").getByLabel("Reply", exactly()).tap();
        assertThat(page.locator(".composer-context")).containsText("Tilda Ek");
        assertThat(page.locator(".toolbar")).hasCount(0);
    }

    @Test
    void focusShouldGoToTheHeadingOfTheRoomsAfterTheLogin() {
        Page other = browsers.phone(true);
        other.navigate("http://" + ChatSite.DIRECT + "/");
        signIn(other, "tilda");

        assertThat(other.locator(".sidebar[role=main] h1")).isFocused();
    }

    @Test
    void scrollingShouldNotShowWhatCanBeDone() {
        double before = row(31).boundingBox().y;
        CDPSession session = page.context().newCDPSession(page);
        touch(session, "touchStart", 300);
        for (int y = 320; y <= 500; y += 20) {
            touch(session, "touchMove", y);
        }
        touch(session, "touchEnd", 0);
        page.waitForCondition(() -> row(31).boundingBox().y > before + 50);

        assertThat(page.locator(".toolbar")).hasCount(0);
    }

    @Test
    void timesShouldBeInTheLanguageAndZoneOfTheReader() {
        Instant at = Instant.parse(last.get("createdAt").asText());
        Locator time = row(31).locator("time");

        assertThat(page.locator("html")).hasAttribute("lang", "en");
        assertThat(time)
                .hasText(DateTimeFormatter.ofPattern("HH:mm").withZone(ZONE).format(at));
        String day = DateTimeFormatter.ofPattern("EEEE, d. MMMM yyyy", Locale.GERMAN)
                .withZone(ZONE)
                .format(at);
        assertThat(time).hasAttribute("title", Pattern.compile(day + " .*"));
        assertThat(page.locator(".day-line span").last()).hasAttribute("lang", "de-DE");
    }

    private void tap(int seq) {
        row(seq).locator(".text").tap();
    }

    private Locator row(int seq) {
        return page.locator(".room-main [data-seq='" + seq + "']");
    }

    private static void assertInWindow(Locator layer) {
        assertThat(layer).isVisible();
        BoundingBox box = layer.boundingBox();
        assertThat(box.x).isNotNegative();
        assertThat(box.y).isNotNegative();
        assertThat(box.x + box.width).isLessThanOrEqualTo(NARROW);
        assertThat(box.y + box.height).isLessThanOrEqualTo(HEIGHT);
    }

    private static void touch(CDPSession session, String type, int y) {
        JsonObject event = new JsonObject();
        event.addProperty("type", type);
        JsonArray points = new JsonArray();
        if (y > 0) {
            JsonObject point = new JsonObject();
            point.addProperty("x", 150);
            point.addProperty("y", y);
            points.add(point);
        }
        event.add("touchPoints", points);
        session.send("Input.dispatchTouchEvent", event);
    }

    private static Locator.GetByLabelOptions exactly() {
        return new Locator.GetByLabelOptions().setExact(true);
    }
}
