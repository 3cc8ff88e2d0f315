package dev.chatrooms.bootstrap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A room of 100,000 messages, read from its end to its start. */
@Tag("thorough")
class LargeRoomTest extends PageTest {
    private static final int MESSAGES = 100_000;
    /** Messages, and the lines between days. */
    private static final int MAX_ROWS = 310;

    private static String room;

    @BeforeAll
    static void fill() throws Exception {
        String token = site.register("greta", "Greta Holm");
        room = site.call("POST", "rooms", Map.of("kind", "public", "name", "Archive"), token)
                .get("id")
                .asText();
        site.fill(token, room, MESSAGES);
    }

    @Test
    void placeShouldNeverJumpAndRowsShouldStayFew() throws Exception {
        Page page = signedIn("greta", "rooms/" + room, WIDE, false);
        assertThat(row(page, MESSAGES)).isVisible();

        Map<?, ?> up = scroll(page, -1, 1);
        page.navigate("http://" + ChatSite.DIRECT + "/#/rooms/" + room + "/" + MESSAGES / 2);
        assertThat(row(page, MESSAGES / 2)).isVisible();
        Map<?, ?> down = scroll(page, 1, MESSAGES / 2 + 5000);

        System.out.printf("from the newest to the oldest %s, from the middle on %s, heap %s%n", up, down, heap(page));
        for (Map<?, ?> result : new Map<?, ?>[] {up, down}) {
            assertThat(((Number) result.get("jump")).doubleValue()).isLessThanOrEqualTo(2);
            assertThat(((Number) result.get("rows")).intValue()).isLessThanOrEqualTo(MAX_ROWS);
            assertThat(result.get("gaps")).isEqualTo(0);
        }
    }

    /** Scrolls until a message is in the list, and returns what was seen on the way. */
    private static Map<?, ?> scroll(Page page, int direction, int until) throws Exception {
        try (InputStream script =
                LargeRoomTest.class.getResourceAsStream("/dev/chatrooms/bootstrap/browser/scroll.js")) {
            String source = new String(script.readAllBytes(), StandardCharsets.UTF_8);
            return (Map<?, ?>) page.evaluate(source, Map.of("direction", direction, "until", until));
        }
    }

    private static String heap(Page page) {
        CDPSession session = page.context().newCDPSession(page);
        session.send("HeapProfiler.collectGarbage");
        JsonObject usage = session.send("Runtime.getHeapUsage");
        return usage.get("usedSize").getAsLong() / 1_000_000 + " MB";
    }

    private static Locator row(Page page, int seq) {
        return page.locator("[data-seq='" + seq + "']");
    }
}
