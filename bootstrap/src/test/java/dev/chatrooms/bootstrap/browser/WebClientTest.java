package dev.chatrooms.bootstrap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The web client in a real browser. Its screens are kept in {@code target/screenshots}. */
class WebClientTest {
    private static final int WIDE = 1440;
    private static final int PHONE = 360;

    private static ChatSite site;
    private static Browsers browsers;
    private static String ann;
    private static String room;

    @BeforeAll
    static void start() throws Exception {
        PlaywrightAssertions.setDefaultAssertionTimeout(Browsers.WAIT_MILLIS);
        site = new ChatSite();
        browsers = new Browsers(site.hosts());
        ann = site.register("ann", "Ann Marlowe");
        site.register("ben", "Ben Okafor");
        room = site.call("POST", "rooms", Map.of("kind", "public", "name", "Tea"), ann)
                .get("id")
                .asText();
    }

    @AfterAll
    static void stop() throws Exception {
        if (browsers != null) {
            browsers.close();
        }
        site.close();
    }

    @AfterEach
    void pagesShouldKeepToTheirPolicy() {
        assertThat(browsers.violations()).isEmpty();
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

    @Tag("rounds")
    @Test
    void messagesShouldArriveOnceWhenTheConnectionIsCutWhileTyping() throws Exception {
        Page ben = open(ChatSite.CUTTABLE, "ben", WIDE, false);
        ben.getByText("Join room").click();
        Page reader = open(ChatSite.DIRECT, "ann", WIDE, false);
        int cuts = Boolean.getBoolean("chatrooms.thorough") ? 20 : 4;
        for (int i = 0; i < cuts; i++) {
            send(ben, "sent before cut " + i);
            site.proxy().cut();
            send(ben, "sent during cut " + i);
            say(ann, "missed by Ben " + i);
            site.proxy().restore();
            send(ben, "sent after cut " + i);
        }

        for (Page page : List.of(ben, reader)) {
            for (int i = 0; i < cuts; i++) {
                for (String text :
                        List.of("sent before cut ", "sent during cut ", "sent after cut ", "missed by Ben ")) {
                    assertThat(message(page, text + i)).hasCount(1);
                }
            }
            assertThat(page.locator(".unsent, .failed")).hasCount(0);
        }
        assertThat(texts(ben)).isEqualTo(texts(reader));
    }

    @Test
    void textShouldNeverBecomeMarkup() throws Exception {
        List<String> tricks = tricks();
        assertThat(tricks).hasSizeGreaterThanOrEqualTo(60);
        String target = site.call(
                        "POST", "rooms", Map.of("kind", "public", "name", "<b>x</b>", "topic", tricks.get(0)), ann)
                .get("id")
                .asText();
        for (String trick : tricks) {
            site.call("POST", "rooms/" + target + "/messages", Map.of("text", trick), ann);
        }
        Page page = open(ChatSite.DIRECT, "ann", WIDE, false);
        List<String> dialogs = new ArrayList<>();
        page.onDialog(dialog -> {
            dialogs.add(dialog.message());
            dialog.dismiss();
        });
        page.navigate("http://" + ChatSite.DIRECT + "/#/rooms/" + target + "/1");
        assertThat(page.locator("[data-seq='1']")).isVisible();
        Locator last = page.locator("[data-seq='" + tricks.size() + "']");
        page.waitForCondition(() -> {
            page.locator(".message-scroll").evaluate("list => list.scrollTop = list.scrollHeight");
            return last.isVisible();
        });

        assertThat(dialogs).isEmpty();
        assertThat(page.evaluate("window.hacked")).isNull();
        assertThat(page.locator(".room .text :is(script, iframe, img, svg:not(.icon), style, form,"
                        + " input, object, video, base)"))
                .hasCount(0);
        assertThat(page.locator(".room [onerror], .room [onload], .room [onclick], .room [srcdoc]"))
                .hasCount(0);
        for (Locator link : page.locator(".text a").all()) {
            assertThat(link.getAttribute("href")).matches("(https?://|mailto:).*");
            assertThat(link.getAttribute("rel")).isEqualTo("noopener noreferrer");
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
        page.keyboard().press("Control+k");
        assertThat(page.locator("[role=combobox]")).isFocused();
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
        page.locator("[data-seq]").last().focus();
        page.keyboard().press("Tab");
        assertThat(page.getByLabel("Add reaction")).isFocused();
    }

    @Test
    void screensShouldBeAccessible() throws Exception {
        say(ann, "**bold**, `code` and https://example.org @ann");
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
            page.navigate("http://" + ChatSite.DIRECT + "/#/" + place);
            page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 100)))");
            assertThat(page.locator(".spinner, .skeleton")).hasCount(0);
            check(page, name + "-" + place.replace(room, "").replaceAll("\\W+", "-") + "screen");
        }
    }

    private static void check(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots", name + ".png")));
        assertThat(new AxeBuilder(page).analyze().getViolations())
                .as(name)
                .extracting(rule -> rule.getId() + ": " + rule.getNodes().get(0).getHtml())
                .isEmpty();
    }

    // ---- pages

    private static Page open(String host, String username, int width, boolean isDark) {
        Page page = browsers.page(width, 900, isDark);
        page.navigate("http://" + host + "/#/rooms/" + room);
        signIn(page, username);
        assertThat(page.locator(".room-title h1")).isVisible();
        return page;
    }

    private static void signIn(Page page, String username) {
        page.locator("[name=username]").fill(username);
        page.locator("[name=password]").fill(ChatSite.PASSWORD);
        button(page, "Sign in").click();
    }

    private static void register(Page page, String username) {
        page.navigate("http://" + ChatSite.DIRECT + "/");
        page.getByText("Create an account").click();
        page.locator("[name=username]").fill(username);
        page.locator("[name=password]").fill(ChatSite.PASSWORD);
        button(page, "Create account").click();
        assertThat(page.locator(".sidebar")).isVisible();
    }

    private static Locator button(Page page, String name) {
        return page.locator(".form-actions button", new Page.LocatorOptions().setHasText(name))
                .last();
    }

    private static void send(Page page, String text) {
        page.locator(".composer textarea").fill(text);
        page.locator(".composer textarea").press("Enter");
    }

    private static Locator message(Page page, String text) {
        return page.locator(".message .text").getByText(text, new Locator.GetByTextOptions().setExact(true));
    }

    private static List<String> texts(Page page) {
        return page.locator(".message .text").allInnerTexts();
    }

    private static void say(String token, String text) throws Exception {
        site.call("POST", "rooms/" + room + "/messages", Map.of("text", text), token);
    }

    private static List<String> tricks() throws Exception {
        try (InputStream file =
                WebClientTest.class.getResourceAsStream("/dev/chatrooms/bootstrap/browser/tricks.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.translateEscapes())
                    .toList();
        }
    }
}
