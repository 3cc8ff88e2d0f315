package dev.chatrooms.bootstrap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The web client in a real browser. */
class WebClientTest extends PageTest {
    /** Notes each message that is shown twice or vanishes, whenever the page changes. */
    private static final String WATCH = """
            () => {
              const list = document.querySelector('.message-list');
              const seen = new Set();
              globalThis.faults = [];
              new MutationObserver(() => {
                const texts = [...list.querySelectorAll('.text')].map(text => text.textContent);
                const shown = texts.filter(text => text.includes(' cut '));
                const twice = shown.filter((text, i) => shown.indexOf(text) !== i).map(text => `twice: ${text}`);
                const lost = [...seen].filter(text => !shown.includes(text)).map(text => `vanished: ${text}`);
                globalThis.faults.push(...twice, ...lost);
                shown.forEach(text => seen.add(text));
              }).observe(list, { childList: true, subtree: true });
            }""";

    private static String ann;
    private static String room;

    @BeforeAll
    static void start() throws Exception {
        ann = site.register("ann", "Ann Marlowe");
        site.register("ben", "Ben Okafor");
        room = site.call("POST", "rooms", Map.of("kind", "public", "name", "Tea"), ann)
                .get("id")
                .asText();
    }

    @Test
    void newcomersShouldRegisterMakeARoomAndTalk() {
        Page cyd = browsers.page(WIDE, 900, false);
        register(cyd, "cyd");
        cyd.getByLabel("Create room").click();
        cyd.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Coffee");
        button(cyd, "Create").click();
        assertThat(cyd.locator(".room-title h1")).hasText("Coffee");
        Page dan = browsers.page(PHONE, 740, true);
        register(dan, "dan");
        dan.getByText("Find rooms").first().click();
        dan.locator(".card", new Page.LocatorOptions().setHasText("Coffee"))
                .getByText("Join")
                .click();

        send(cyd, "Good morning");
        assertThat(message(dan, "Good morning")).hasCount(1);
        send(dan, "Oh");
        assertThat(message(cyd, "Oh")).hasCount(1);
        dan.locator(".composer textarea").pressSequentially("Morning!");
        assertThat(cyd.locator(".typing-line")).containsText("dan is typing");
        dan.keyboard().press("Enter");

        assertThat(message(cyd, "Morning!")).hasCount(1);
        assertThat(cyd.locator(".typing-line")).not().containsText("dan");
    }

    @Test
    void firstVisitShouldLogNoErrors() {
        Page page = browsers.page(WIDE, 900, false);
        List<String> errors = new ArrayList<>();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text() + " " + message.location());
            }
        });
        page.navigate("http://" + ChatSite.DIRECT + "/");
        signIn(page, "ann");
        page.locator(".room-link").getByText("Tea").click();
        assertThat(page.locator(".composer")).isVisible();
        page.reload();
        assertThat(page.locator(".composer")).isVisible();

        assertThat(errors).isEmpty();
    }

    @Tag("rounds")
    @Test
    void messagesShouldArriveOnceWhenTheConnectionIsCutWhileTyping() throws Exception {
        Map<String, Object> body = Map.of("kind", "public", "name", "Tunnels");
        String tunnels = site.call("POST", "rooms", body, ann).get("id").asText();
        Page ben = open(ChatSite.CUTTABLE, "ben", tunnels);
        ben.getByText("Join room").click();
        Page reader = open(ChatSite.DIRECT, "ann", tunnels);
        for (Page page : List.of(ben, reader)) {
            page.evaluate(WATCH);
        }
        int cuts = Boolean.getBoolean("chatrooms.thorough") ? 20 : 4;
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < cuts; i++) {
            for (String text : List.of("one before cut ", "two before cut ", "three before cut ")) {
                sent.add(text + i);
                send(ben, text + i);
            }
            site.proxy().cut();
            sent.add("sent during cut " + i);
            send(ben, "sent during cut " + i);
            say(tunnels, "missed by Ben, cut " + i);
            site.proxy().restore();
            sent.add("sent after cut " + i);
            send(ben, "sent after cut " + i);
            // The next cut has to find a connection. A device that finds its network again announces it.
            ben.waitForCondition(() -> {
                ben.evaluate("dispatchEvent(new Event('online'))");
                return ben.locator(".unsent").count() == 0;
            });
        }

        List<String> stored = storedTexts(tunnels, ann);
        assertThat(stored).filteredOn(sent::contains).isEqualTo(sent);
        for (Page page : List.of(ben, reader)) {
            for (int i = 0; i < cuts; i++) {
                assertThat(message(page, "missed by Ben, cut " + i)).hasCount(1);
            }
            assertThat(message(page, sent.get(sent.size() - 1))).hasCount(1);
            assertThat(page.locator(".unsent, .failed")).hasCount(0);
            assertThat(texts(page)).isEqualTo(stored);
            assertThat(page.evaluate("faults")).isEqualTo(List.of());
        }
    }

    @Test
    void everythingShouldBePossibleByKeyboard() {
        Page page = browsers.page(WIDE, 900, false);
        page.navigate("http://" + ChatSite.DIRECT + "/");
        assertThat(page.locator("[name=username]")).isFocused();
        page.keyboard().type("ann");
        page.keyboard().press("Tab");
        page.keyboard().type(ChatSite.PASSWORD);
        page.keyboard().press("Enter");
        assertThat(page.locator(".room-section").getByText("Tea")).isVisible();
        openSwitcher(page);
        page.keyboard().type("tea");
        assertThat(page.locator("[role=option]").first()).hasText("Tea");
        page.keyboard().press("Enter");
        assertThat(page.locator(".composer textarea")).isFocused();
        page.keyboard().type("by keyboard");
        page.keyboard().press("Enter");
        assertThat(message(page, "by keyboard")).hasCount(1);
        assertThat(page.locator(".unsent")).hasCount(0);
        page.keyboard().press("ArrowUp");
        assertThat(page.locator(".composer textarea")).hasValue("by keyboard");
        page.keyboard().type(", changed");
        page.keyboard().press("Enter");
        assertThat(message(page, "by keyboard, changed")).hasCount(1);
        page.keyboard().type("@an");
        assertThat(page.locator(".completions [role=option]").first()).containsText("Ann Marlowe");
        page.keyboard().press("Enter");
        assertThat(page.locator(".composer textarea")).hasValue("@ann ");
        page.keyboard().press("Enter");
        assertThat(page.locator(".message .text").last()).hasText("@ann");
        assertThat(page.locator(".unsent")).hasCount(0);
        page.locator("[data-seq]").last().focus();
        page.keyboard().press("Tab");
        assertThat(page.locator("[data-seq] .mention").last()).isFocused();
        page.keyboard().press("Tab");
        assertThat(page.getByLabel("Add reaction")).isFocused();
    }

    @Tag("thorough")
    @Test
    void screensShouldBeAccessible() throws Exception {
        say(room, "**bold**, `code` and https://example.org @ann");
        screens("wide", WIDE, false);
        screens("phone", PHONE, true);
    }

    private static void screens(String name, int width, boolean isDark) {
        Page page = browsers.page(width, 800, isDark);
        page.navigate("http://" + ChatSite.DIRECT + "/");
        assertThat(page.locator("[name=username]")).isVisible();
        check(page, name + "-sign-in");
        signIn(page, "ann");
        assertThat(page.locator(".sidebar .room-section").first()).isVisible();
        for (String place : List.of(
                "",
                "rooms/" + room,
                "directory",
                "people",
                "search",
                "mentions",
                "settings/profile",
                "settings/security",
                "settings/appearance",
                "invite/none")) {
            show(page, place);
            check(page, name + "-" + place.replace(room, "").replaceAll("\\W+", "-") + "screen");
        }
    }

    // ---- pages

    private static Page open(String host, String username, String room) {
        Page page = browsers.page(WIDE, 900, false);
        page.navigate("http://" + host + "/#/rooms/" + room);
        signIn(page, username);
        assertThat(page.locator(".room-title h1")).isVisible();
        return page;
    }

    private static void register(Page page, String username) {
        page.navigate("http://" + ChatSite.DIRECT + "/");
        page.getByText("Create an account").click();
        page.locator("[name=username]").fill(username);
        page.locator("[name=password]").fill(ChatSite.PASSWORD);
        button(page, "Create account").click();
        assertThat(page.locator(".sidebar")).isVisible();
    }

    private static void say(String room, String text) throws Exception {
        site.call("POST", "rooms/" + room + "/messages", Map.of("text", text), ann);
    }
}
