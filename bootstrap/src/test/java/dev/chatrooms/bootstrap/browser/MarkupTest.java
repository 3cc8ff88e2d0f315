package dev.chatrooms.bootstrap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests that user input is shown as text everywhere: every trick of {@code tricks.txt} in every place. */
class MarkupTest extends PageTest {
    private static final int MAX_NAME = 64;
    private static final int MAX_ROOM_NAME = 80;
    private static final int FILES_PER_MESSAGE = 10;

    /** Elements that the client itself never makes, and attributes that run scripts. */
    private static final String MARKUP = "#app :is(script, iframe, object, embed, svg:not(.icon), style, base, math,"
            + " template, details, link, meta, [onerror], [onload], [onclick], [onfocus], [ontoggle], [onmouseover],"
            + " [srcdoc], [formaction])";

    private static List<String> tricks;
    private static String token;

    @BeforeAll
    static void register() throws Exception {
        tricks = tricks();
        assertThat(tricks).hasSizeGreaterThanOrEqualTo(60);
        token = site.register("wim", "Wim Vos");
    }

    @Test
    void textAndSnippetsShouldNeverBecomeMarkup() throws Exception {
        String room = room("public", "<b>Tricks</b>", "");
        for (String trick : tricks) {
            site.call("POST", "rooms/" + room + "/messages", Map.of("text", trick), token);
            site.call("POST", "rooms/" + room + "/messages", Map.of("text", "needle " + trick + " needle"), token);
        }
        Page page = signedIn("wim", "rooms/" + room + "/1", WIDE, false);
        assertThat(page.locator("[data-seq='1']")).isVisible();
        Locator last = page.locator("[data-seq='" + 2 * tricks.size() + "']");
        page.waitForCondition(() -> {
            page.locator(".message-scroll").evaluate("list => list.scrollTop = list.scrollHeight");
            return last.isVisible();
        });
        assertThat(page.locator(".message .text")).hasCount(2 * tricks.size());
        harmless(page);

        show(page, "search?q=needle");
        assertThat(page.locator(".found mark").first()).hasText("needle");
        AtomicInteger seen = new AtomicInteger();
        page.waitForCondition(() -> {
            int count = page.locator(".found").count();
            if (seen.getAndSet(count) != count) {
                // Not by a locator: the button may go between a look and a click.
                page.evaluate("document.querySelectorAll('.list-state .button').forEach(more => more.click())");
            }
            return count == tricks.size();
        });
        assertThat(page.locator(".found-body :not(mark)")).hasCount(0);
        harmless(page);
    }

    @Test
    void namesAndTopicsShouldNeverBecomeMarkup() throws Exception {
        List<String> names = new ArrayList<>();
        List<String> rooms = new ArrayList<>();
        String lobby = room("public", "Lobby of tricks", "");
        for (int i = 0; i < tricks.size(); i++) {
            String trick = tricks.get(i);
            String named = room("private", cut(trick, MAX_ROOM_NAME), trick);
            rooms.add(
                    site.call("GET", "rooms/" + named, null, token).get("name").asText());
            String sender = site.register("trick" + i, cut(trick, MAX_NAME));
            site.call("POST", "rooms/" + lobby + "/join", null, sender);
            JsonNode message = site.call("POST", "rooms/" + lobby + "/messages", Map.of("text", "hello"), sender);
            names.add(message.at("/sender/displayName").asText());
        }
        Page page = signedIn("wim", "rooms/" + lobby, WIDE, false);
        page.getByLabel("Details and members").click();
        assertThat(page.locator(".panel .person")).hasCount(tricks.size() + 1);
        assertThat(page.locator(".panel .person-name").allTextContents()).containsAll(names);
        assertThat(page.locator(".message-list .message-sender").allTextContents())
                .containsAnyElementsOf(names);
        assertThat(page.locator(".room-section .room-link .room-name").allTextContents())
                .containsAll(rooms);
        harmless(page);
        for (Locator link : page.locator(".room-section .room-link").all().subList(0, 12)) {
            link.click();
            assertThat(page.locator(".room-title h1"))
                    .hasText(link.locator(".room-name").textContent().strip());
            harmless(page);
        }
        openSwitcher(page);
        page.keyboard().type("hacked");
        assertThat(page.locator("[role=option]").first()).isVisible();
        harmless(page);
        page.keyboard().press("Escape");
        show(page, "people");
        page.getByPlaceholder("Search by name").fill("trick");
        assertThat(page.locator(".person .muted").first()).hasText("@trick0");
        harmless(page);
    }

    @Test
    void fileNamesShouldNeverBecomeMarkup() throws Exception {
        String room = room("private", "Files of tricks", "");
        Page page = signedIn("wim", "rooms/" + room, WIDE, false);
        for (int from = 0; from < tricks.size(); from += FILES_PER_MESSAGE) {
            List<String> names = tricks.subList(from, Math.min(tricks.size(), from + FILES_PER_MESSAGE));
            page.locator(".composer input[type=file]")
                    .setInputFiles(names.stream().map(MarkupTest::file).toArray(FilePayload[]::new));
            assertThat(page.locator(".tray-item")).hasCount(names.size());
            assertThat(page.locator(".send")).isEnabled();
            harmless(page);
            page.locator(".send").click();
            assertThat(page.locator(".tray-item, .unsent")).hasCount(0);
        }
        assertThat(page.locator(".message .file-name")).hasCount(tricks.size());
        harmless(page);
        page.getByLabel("Details and members").click();
        page.locator(".panel").getByText("Files").click();
        assertThat(page.locator(".panel .file-name").first()).isVisible();
        harmless(page);
        show(page, "settings/files");
        assertThat(page.locator(".settings-section .file-name").first()).isVisible();
        harmless(page);
    }

    private static void harmless(Page page) {
        assertThat(page.evaluate("window.hacked")).isNull();
        assertThat(page.locator(MARKUP)).hasCount(0);
        Object links = page.locator("#app a")
                .evaluateAll("links => links.filter(link => link.origin !== location.origin"
                        + " && !(/^(https?|mailto):/.test(link.href) && link.rel === 'noopener noreferrer'"
                        + " && link.target === '_blank')).map(link => link.href)");
        assertThat(links).isEqualTo(List.of());
    }

    private static String room(String kind, String name, String topic) throws Exception {
        return site.call("POST", "rooms", Map.of("kind", kind, "name", name, "topic", topic), token)
                .get("id")
                .asText();
    }

    private static String cut(String text, int length) {
        String line = text.replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= length
                ? line
                : line.substring(0, line.offsetByCodePoints(0, length)).strip();
    }

    private static FilePayload file(String name) {
        return new FilePayload(name, "text/plain", name.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> tricks() throws Exception {
        try (InputStream file = MarkupTest.class.getResourceAsStream("/dev/chatrooms/bootstrap/browser/tricks.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.translateEscapes())
                    .toList();
        }
    }
}
