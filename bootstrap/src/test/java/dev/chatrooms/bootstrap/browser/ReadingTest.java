package dev.chatrooms.bootstrap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Where a reader is in a room, what counts as read, and how messages are found again. Each test has its own reader: the
 * read marker of another one may be stored only after its test.
 */
class ReadingTest extends PageTest {
    private static final int MESSAGES = 90;
    private static final int FIRST_UNREAD = 41;

    private static String nils;
    private static String pier;
    private static String cove;

    @BeforeAll
    static void register() throws Exception {
        nils = site.register("nils", "Nils Wik");
        String mira = site.register("mira", "Mira Dahl");
        pier = room("Pier", mira);
        cove = room("Cove", mira);
        for (int i = 1; i <= MESSAGES; i++) {
            say(pier, i == 7 ? "The beacon is lit" : "Line " + i);
        }
        site.call("PUT", "rooms/" + pier + "/read", Map.of("seq", FIRST_UNREAD - 1), mira);
    }

    @Test
    void longMessagesShouldBeWholeOnDemandWhileTheReaderStays() throws Exception {
        String jetty = room("Jetty", site.register("runa", "Runa By"));
        site.fill(nils, jetty, 20);
        say(jetty, IntStream.rangeClosed(1, 100).mapToObj(i -> "Plank " + i).collect(Collectors.joining("\n")));
        Page page = signedIn("runa", "rooms/" + jetty, WIDE, false);
        page.locator(".to-end").click();
        assertThat(page.locator(".to-end")).hasCount(0);
        Locator text = row(page, 21).locator(".text");
        assertThat(text).containsText("Plank 20…");
        page.evaluate("document.fonts.ready.then(() => true)");
        double before = row(page, 21).boundingBox().y;
        text.getByText("Show more").click();
        assertThat(text).containsText("Plank 100");
        assertThat(text.getByText("Show more")).hasCount(0);

        assertThat(page.locator(".to-end")).isVisible();
        assertThat(row(page, 21).boundingBox().y).isCloseTo(before, within(1.0));
    }

    @Test
    void readerShouldBeginAtTheFirstUnreadMessageAndNeverBeMoved() throws Exception {
        Page page = signedIn("mira", "rooms/" + pier, WIDE, false);
        assertThat(page.locator(".new-line + [data-seq='" + FIRST_UNREAD + "']"))
                .isInViewport();
        assertThat(page.locator(".to-end .badge")).hasText(Pattern.compile("\\d+"));
        page.evaluate("document.fonts.ready.then(() => true)");
        Locator row = row(page, FIRST_UNREAD + 2);
        double before = row.boundingBox().y;
        say(pier, "Arrives below");
        // Events arrive in order, so the mention comes after the message.
        say(cove, "@mira see the pier");
        Locator other = page.locator(".room-link", new Page.LocatorOptions().setHasText("Cove"));
        assertThat(other.locator(".badge.attention")).hasText("1");
        assertThat(page).hasTitle(Pattern.compile("\\(1\\) Pier .*"));
        assertThat(row.boundingBox().y).isCloseTo(before, within(1.0));
        page.locator(".to-end").click();
        assertThat(message(page, "Arrives below")).isInViewport();
        assertThat(page.locator(".to-end")).hasCount(0);
        assertThat(page.locator(".new-line")).hasCount(1);

        page.waitForCondition(() -> {
            page.locator(".message-scroll").evaluate("list => list.scrollTop = 0");
            return row(page, 1).isVisible();
        });
        assertThat(page.locator(".room-start")).isVisible();
        row(page, 3).hover();
        row(page, 3).getByLabel("More actions").click();
        page.getByText("Mark as unread").click();
        Locator pierLink = page.locator(".room-link", new Page.LocatorOptions().setHasText("Pier"));
        assertThat(pierLink.locator(".badge")).hasText(Integer.toString(MESSAGES - 1));
        page.locator(".composer textarea").fill("Half a thought");
        page.keyboard().press("Alt+Shift+ArrowDown");
        assertThat(page.locator(".room-title h1")).hasText("Cove");
        assertThat(other.locator(".badge")).hasCount(0);
        assertThat(page.locator(".composer textarea")).hasValue("");
        pierLink.click();
        assertThat(page.locator(".new-line + [data-seq='3']")).isInViewport();
        assertThat(page.locator(".composer textarea")).hasValue("Half a thought");
        page.reload();
        assertThat(page.locator(".composer textarea")).hasValue("Half a thought");
    }

    @Test
    void dayLinesShouldChangeAtMidnight() throws Exception {
        String token = site.register("dagny", "Dagny Holm");
        String dusk = room("Dusk", token);
        JsonNode message = site.call("POST", "rooms/" + dusk + "/messages", Map.of("text", "Good night"), token);
        Instant day = Instant.parse(message.get("createdAt").asText()).truncatedTo(ChronoUnit.DAYS);
        Page page = browsers.phone(PHONE, 740, "en-US", "UTC");
        page.clock()
                .install(new Clock.InstallOptions().setTime(day.plusSeconds(1).toEpochMilli()));
        page.navigate("http://" + ChatSite.DIRECT + "/#/rooms/" + dusk);
        signIn(page, "dagny");
        Locator line = page.locator(".day-line");
        assertThat(line).hasText("Today");

        page.clock().fastForward("24:00:00");
        assertThat(line).hasText("Yesterday");
        page.clock().fastForward("24:00:00");
        assertThat(line).hasText(Pattern.compile("\\w+day, .*"));
    }

    @Test
    void foundMessagesAndPermalinksShouldLeadToTheirPlace() throws Exception {
        String maja = site.register("maja", "Maja Foss");
        site.call("POST", "rooms/" + pier + "/join", null, maja);
        String creek = room("Creek", maja);
        Page page = signedIn("maja", "search", WIDE, false);
        page.getByLabel("Search messages").fill("beacon from:nils in:Pier after:2020-01-01 before:2100-01-01");
        assertThat(page.locator(".found mark")).hasText("beacon");
        page.locator(".found").click();
        assertThat(row(page, 7)).isInViewport();
        assertThat(page).hasURL(Pattern.compile(".*/#/rooms/" + pier + "/7"));
        page.goBack();
        assertThat(page.locator(".found")).hasCount(1);
        page.getByLabel("Search messages").fill("beacon before:2020-01-01");
        assertThat(page.locator(".found")).hasCount(0);
        page.getByLabel("Search messages").fill("beacon in:Nowhere");
        assertThat(page.locator("[role=alert]")).containsText("in:Nowhere");

        say(creek, "@maja this one");
        show(page, "mentions");
        page.locator(".found", new Page.LocatorOptions().setHasText("this one")).click();
        assertThat(message(page, "@maja this one")).isInViewport();
        page.navigate("http://" + ChatSite.DIRECT + "/#/rooms/" + pier + "/12");
        assertThat(row(page, 12)).isInViewport();
        page.locator(".to-end").click();
        assertThat(row(page, 12)).not().isInViewport();
        page.navigate("http://" + ChatSite.DIRECT + "/#/rooms/" + pier + "/30");
        assertThat(row(page, 30)).isInViewport();
    }

    @Test
    void tabsShouldAgreeOnWhatIsRead() throws Exception {
        String token = site.register("olaf", "Olaf Ruud");
        String room = room("Deck", token);
        Page first = signedIn("olaf", "people", WIDE, false);
        say(room, "@olaf twice");
        Page second = first.context().newPage();
        second.navigate("http://" + ChatSite.DIRECT + "/#/people");
        for (Page page : List.of(first, second)) {
            assertThat(page.locator(".badge.attention")).hasText("1");
            assertThat(page).hasTitle(Pattern.compile("\\(1\\) .*"));
        }
        second.locator(".room-link", new Page.LocatorOptions().setHasText("Deck"))
                .click();

        for (Page page : List.of(first, second)) {
            assertThat(page.locator(".badge")).hasCount(0);
            assertThat(page).not().hasTitle(Pattern.compile("\\(.*"));
        }
    }

    private static Locator row(Page page, int seq) {
        return page.locator("[data-seq='" + seq + "']");
    }

    private static String room(String name, String member) throws Exception {
        String id = site.call("POST", "rooms", Map.of("kind", "public", "name", name), nils)
                .get("id")
                .asText();
        site.call("POST", "rooms/" + id + "/join", null, member);
        return id;
    }

    private static void say(String room, String text) throws Exception {
        site.call("POST", "rooms/" + room + "/messages", Map.of("text", text), nils);
    }
}
