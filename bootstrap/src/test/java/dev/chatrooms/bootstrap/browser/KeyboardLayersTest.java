package dev.chatrooms.bootstrap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests dialogs, panels and menus by keyboard: Escape closes them, and they give the focus back. */
class KeyboardLayersTest extends PageTest {
    private static String token;
    private static String other;
    private static int rooms;

    private String room;

    @BeforeAll
    static void register() throws Exception {
        token = site.register("liv", "Liv Dahl");
        other = site.register("lasse", "Lasse Moe");
    }

    @BeforeEach
    void createRoom() throws Exception {
        room = room("Layers " + ++rooms);
        site.call("POST", "rooms/" + room + "/messages", Map.of("text", "an anchor"), token);
    }

    @Test
    void eachActionOfAMessageShouldBeChosen() {
        Page page = inRoom();
        Keyboard keys = new Keyboard(page);
        Locator row = page.locator("[data-seq='1']");
        keys.backTo("Liv Dahl,");
        keys.use("Edit");
        assertThat(composer(page)).isFocused();
        assertThat(composer(page)).hasValue("an anchor");
        keys.press("Escape");
        assertThat(composer(page)).hasValue("");
        keys.backTo("Liv Dahl,");
        keys.use("Edit");
        assertThat(composer(page)).hasValue("an anchor");
        keys.type(", moved");
        keys.press("Enter");
        assertThat(row.locator(".text")).hasText("an anchor, moved");

        keys.backTo("Liv Dahl,");
        keys.use("Add reaction");
        assertThat(page.getByLabel("Search emoji")).isFocused();
        keys.press("Escape");
        assertThat(page.locator(".picker")).hasCount(0);
        keys.awaitFocus("Add reaction");
        keys.press("Enter");
        assertThat(page.locator(".emoji-grid").nth(1)).isVisible();
        keys.press("ArrowDown");
        Locator second = page.locator(".emoji-grid button").nth(1);
        keys.press("ArrowRight");
        assertThat(second).isFocused();
        keys.press("Enter");
        assertThat(row.locator(".reaction.own")).hasCount(1);
        keys.awaitFocus("Add reaction");

        keys.use("More actions");
        keys.press("Escape");
        assertThat(page.locator(".menu")).hasCount(0);
        keys.awaitFocus("More actions");
        for (Map.Entry<String, String> item : List.of(
                Map.entry("Copy link", "Link copied"),
                Map.entry("Copy text", "Copied"),
                Map.entry("Read by…", "Not read by anyone else yet"))) {
            keys.press("Enter");
            keys.choose(item.getKey());
            assertThat(page.locator(".toast").getByText(item.getValue())).isVisible();
            keys.awaitFocus("More actions");
        }
        keys.press("Enter");
        keys.choose("Mark as unread");
        assertThat(page.locator(".room-link.current .badge")).hasText("1");
        keys.press("Enter");
        keys.choose("Pin");
        assertThat(row.locator(".pinned")).isVisible();
        keys.press("Enter");
        keys.choose("Unpin");
        assertThat(row.locator(".pinned")).hasCount(0);
        keys.backTo("❤️, 1 reaction");
        keys.press("Enter");
        assertThat(row.locator(".reaction")).hasCount(0);
    }

    @Test
    void roomsShouldBeSwitched() throws Exception {
        String first = room("Switched to " + rooms + " first");
        String second = room("Switched to " + rooms + " second");
        for (String each : List.of(first, second)) {
            site.call("POST", "rooms/" + each + "/join", null, other);
            site.call("POST", "rooms/" + each + "/messages", Map.of("text", "unread"), other);
        }
        Page page = inRoom();
        openSwitcher(page);
        page.keyboard().type("Switched to " + rooms);
        assertThat(page.locator("[role=option]")).hasCount(2);
        page.keyboard().press("ArrowDown");
        assertThat(page.locator("[role=option]").nth(1)).hasAttribute("aria-selected", "true");
        page.keyboard().press("ArrowUp");
        assertThat(page.locator("[role=option]").first()).hasAttribute("aria-selected", "true");
        page.keyboard().press("Enter");
        assertIn(page, "second");

        page.keyboard().press("Alt+Shift+ArrowDown");
        assertIn(page, "first");
        site.call("POST", "rooms/" + second + "/messages", Map.of("text", "once more"), other);
        assertThat(page.locator(".room-link", new Page.LocatorOptions().setHasText("second"))
                        .locator(".badge"))
                .hasText("1");
        page.keyboard().press("Alt+Shift+ArrowUp");
        assertIn(page, "second");
        openSwitcher(page);
        page.keyboard().type("Lasse");
        assertThat(page.locator("[role=option]")).hasText(Pattern.compile(".*Lasse Moe.*@lasse"));
        page.keyboard().press("Enter");
        assertThat(page.locator(".room-title h1")).hasText("Lasse Moe");
        assertThat(composer(page)).isFocused();
    }

    @Test
    void fieldOfTheSwitcherShouldTakeWhatIsTypedRightAfterItsShortcut() {
        Page page = inRoom();
        // The code and the styles of the switcher are loaded once the page is there.
        page.waitForFunction("""
                () => performance.getEntriesByType('resource').some(({ name }) => /switcher/.test(name))
                  && [...document.styleSheets].some(({ href }) => /later/.test(href))""");

        Object focused = page.evaluate("""
                async () => {
                  const [{ name }] = performance.getEntriesByType('resource').filter(one => /switcher/.test(one.name));
                  await import(name);
                  await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
                  const options = { key: 'k', ctrlKey: true, bubbles: true, cancelable: true };
                  document.activeElement.dispatchEvent(new KeyboardEvent('keydown', options));
                  await new Promise(done => setTimeout(done));
                  return document.activeElement.role;
                }""");

        assertThat(focused).isEqualTo("combobox");
    }

    @Test
    void picturesShouldBeShownOneAfterTheOther() throws Exception {
        Page page = inRoom();
        page.locator(".room-main input[type=file]")
                .setInputFiles(new FilePayload[] {picture("one.png"), picture("two.png")});
        assertThat(page.locator(".send")).isEnabled();
        Keyboard keys = new Keyboard(page);
        keys.press("Enter");
        assertThat(page.locator(".message:not(.unsent) .picture")).hasCount(2);
        keys.backTo("Show the picture one.png");
        keys.press("Enter");
        assertThat(page.locator(".lightbox-count")).hasText("1 of 2");
        page.keyboard().press("ArrowRight");
        assertThat(page.locator(".lightbox-name")).hasText("two.png");
        page.keyboard().press("ArrowRight");
        page.keyboard().press("ArrowLeft");
        assertThat(page.locator(".lightbox-name")).hasText("one.png");
        keys.tabTo("Download one.png");
        keys.press("Escape");
        assertThat(page.locator(".lightbox")).hasCount(0);
        keys.awaitFocus("Show the picture one.png");
    }

    @Test
    void panelsShouldGiveTheFocusBack() {
        Page page = inRoom();
        Keyboard keys = new Keyboard(page);
        for (String opener : List.of("Pinned messages", "Details and members: 1")) {
            keys.backTo(opener);
            keys.press("Enter");
            assertThat(page.locator(".panel")).isVisible();
            keys.tabToElement(".panel button");
            keys.press("Escape");
            assertThat(page.locator(".panel")).hasCount(0);
            keys.awaitFocus(opener);
        }
        keys.press("Enter");
        keys.use("Files");
        assertThat(page.getByLabel("Types of files")).isVisible();
        keys.tabToElement(".panel select, .panel button");
        keys.press("Escape");
        assertThat(page.locator(".panel")).hasCount(0);
    }

    @Test
    void dialogsShouldGiveTheFocusBack() {
        Page page = inRoom();
        Keyboard keys = new Keyboard(page);
        keys.backTo("Create room");
        closeDialogOf(page, keys, "Create room");
        keys.backTo("Jump to…");
        closeDialogOf(page, keys, "Jump to…");
        keys.tabTo("Details and members: 1");
        keys.press("Enter");
        for (String opener : List.of("Room settings", "Invite links", "Leave room", "Delete room", "Add people")) {
            keys.tabTo(opener);
            closeDialogOf(page, keys, opener);
        }
        page.keyboard().press("?");
        assertThat(page.locator("dialog[open] .keys")).isVisible();
        keys.press("Escape");
        assertThat(page.locator("dialog")).hasCount(0);
        keys.awaitFocus("Add people");
    }

    private static void closeDialogOf(Page page, Keyboard keys, String opener) {
        keys.press("Enter");
        assertThat(page.locator("dialog[open] h2")).isVisible();
        keys.press("Escape");
        assertThat(page.locator("dialog")).hasCount(0);
        keys.awaitFocus(opener);
    }

    private static void assertIn(Page page, String name) {
        assertThat(page.locator(".room-title h1")).hasText(Pattern.compile("Switched to \\d+ " + name));
        assertThat(page.locator(".room-link.current .badge")).hasCount(0);
        assertThat(composer(page)).isFocused();
    }

    private Page inRoom() {
        Page page = signedIn("liv", "rooms/" + room, WIDE, false);
        assertThat(page.locator("[data-seq='1']")).isVisible();
        assertThat(composer(page)).isFocused();
        return page;
    }

    private static String room(String name) throws Exception {
        return site.call("POST", "rooms", Map.of("kind", "public", "name", name), token)
                .get("id")
                .asText();
    }

    private static FilePayload picture(String name) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return new FilePayload(name, "image/png", bytes.toByteArray());
    }

    private static Locator composer(Page page) {
        return page.locator(".room-main .composer textarea");
    }
}
