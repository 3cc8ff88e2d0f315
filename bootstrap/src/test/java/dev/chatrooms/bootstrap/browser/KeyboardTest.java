package dev.chatrooms.bootstrap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Everything is done by keyboard alone, and the focus is never lost. */
class KeyboardTest extends PageTest {
    private static String token;
    private static int rooms;

    private String room;

    @BeforeAll
    static void register() throws Exception {
        token = site.register("kay", "Kay Lind");
        site.register("leopold", "Leopold Ast");
    }

    @BeforeEach
    void createRoom() throws Exception {
        Map<String, Object> body = Map.of("kind", "public", "name", "Keys " + ++rooms, "members", List.of());
        room = site.call("POST", "rooms", body, token).get("id").asText();
        site.call("POST", "rooms/" + room + "/messages", Map.of("text", "an anchor"), token);
    }

    @Test
    void newcomerShouldRegisterMakeARoomAndSignOut() {
        Page page = browsers.page(WIDE, 900, false);
        page.navigate("http://" + ChatSite.DIRECT + "/");
        assertThat(page.locator("[name=username]")).isFocused();
        Keyboard keys = new Keyboard(page);
        keys.use("Create an account");
        keys.backTo("Username");
        keys.type("mia");
        keys.tabTo("Password");
        keys.type("short");
        keys.press("Enter");
        assertThat(page.locator("[name=password]:invalid")).isFocused();
        page.keyboard().press("Control+a");
        keys.type(ChatSite.PASSWORD);
        keys.press("Enter");
        assertThat(page.locator(".empty-page h1")).isVisible();

        keys.use("Create room");
        assertThat(page.locator("dialog [name=name]")).isFocused();
        keys.type("Mia's room");
        keys.press("Enter");
        assertThat(composer(page)).isFocused();

        keys.backTo("mia");
        keys.press("Enter");
        keys.choose("Settings");
        assertThat(page.locator(".page h1")).hasText("Settings");
        keys.use("Appearance");
        assertThat(page.locator(".tab[aria-current]")).hasText("Appearance");
        keys.tabTo("Like the system");
        keys.press("ArrowDown");
        assertThat(page.locator("html")).hasAttribute("data-theme", "light");
        keys.backTo("mia");
        keys.press("Enter");
        keys.choose("Sign out");
        assertThat(page.locator("[name=username]")).isFocused();
    }

    @Test
    void messagesShouldBeSentEditedAnsweredPinnedAndDeleted() {
        Page page = signedIn("kay", "rooms/" + room, WIDE, false);
        assertThat(composer(page)).isFocused();
        Keyboard keys = new Keyboard(page);
        keys.type("first");
        keys.press("Enter");
        assertThat(message(page, "first")).hasCount(1);
        assertThat(page.locator(".unsent")).hasCount(0);
        keys.press("ArrowUp");
        assertThat(composer(page)).hasValue("first");
        keys.type(" draft");
        keys.press("Enter");
        assertThat(message(page, "first draft")).hasCount(1);

        keys.backTo("Kay Lind,");
        Locator row = page.locator("[data-seq='2']");
        assertThat(row).isFocused();
        keys.use("Add reaction");
        assertThat(page.getByLabel("Search emoji")).isFocused();
        keys.type("rocket");
        assertThat(page.locator(".emoji-grid button").first()).hasAttribute("aria-label", "rocket");
        keys.press("Enter");
        assertThat(row.locator(".reaction")).hasCount(1);
        keys.awaitFocus("Add reaction");

        keys.use("Reply");
        assertThat(composer(page)).isFocused();
        keys.type("second");
        keys.press("Enter");
        assertThat(page.locator(".reply-preview")).hasCount(1);

        keys.backTo("Kay Lind,");
        assertThat(row).isFocused();
        keys.use("Reply in thread");
        assertThat(page.locator(".panel .composer textarea")).isFocused();
        keys.type("third");
        keys.press("Enter");
        assertThat(page.locator(".panel .message .text").last()).hasText("third");
        keys.press("Escape");
        assertThat(page.locator(".panel")).hasCount(0);
        keys.awaitFocus("Reply in thread");

        keys.use("More actions");
        keys.choose("Pin");
        assertThat(row.locator(".pinned")).hasCount(1);
        keys.awaitFocus("More actions");
        keys.backTo("Pinned messages");
        keys.press("Enter");
        keys.tabToElement(".panel .found");
        keys.press("Enter");
        keys.press("Escape");
        assertThat(page.locator(".panel")).hasCount(0);

        page.locator("[data-seq='2']").focus();
        keys.use("More actions");
        keys.choose("Delete");
        assertThat(row.locator(".tombstone")).hasCount(1);
        assertThat(row).isFocused();
        keys.press("Control+z");
        assertThat(row.locator(".text")).hasText("first draft");
        assertThat(row).isFocused();
    }

    @Test
    void messagesAndRoomsShouldBeFound() {
        Page page = signedIn("kay", "rooms/" + room, WIDE, false);
        Keyboard keys = new Keyboard(page);
        assertThat(composer(page)).isFocused();
        keys.type("a needle in " + room);
        keys.press("Enter");
        assertThat(page.locator(".unsent")).hasCount(0);
        keys.tabToElement(".room-link[href$=search]");
        keys.press("Enter");
        assertThat(page.getByLabel("Search messages")).isFocused();
        keys.type("needle in:\"Keys " + rooms + "\"");
        assertThat(page.locator(".found")).hasCount(1);
        keys.press("Tab");
        assertThat(page.locator(".found")).isFocused();
        keys.press("Enter");
        assertThat(page.locator("[data-seq='2']")).isVisible();
        assertThat(composer(page)).isFocused();

        openSwitcher(page);
        keys.press("Escape");
        assertThat(composer(page)).isFocused();
        openSwitcher(page);
        keys.type("Keys " + rooms);
        keys.press("Enter");
        assertThat(composer(page)).isFocused();
    }

    @Test
    void peopleShouldBeInvitedAddedAndRemoved() {
        Page page = signedIn("kay", "rooms/" + room, WIDE, false);
        assertThat(composer(page)).isFocused();
        Keyboard keys = new Keyboard(page);
        keys.backTo("Details and members: 1");
        keys.press("Enter");
        keys.use("Invite links");
        keys.use("Create and copy link");
        assertThat(page.locator("dialog .person")).hasCount(1);
        keys.use("Revoke");
        assertThat(page.locator("dialog .person")).hasCount(0);
        keys.press("Escape");
        keys.awaitFocus("Invite links");

        keys.use("Add people");
        assertThat(page.locator("dialog input")).isFocused();
        keys.type("leopold");
        assertThat(page.locator("dialog .person")).hasCount(1);
        keys.use("Add");
        assertThat(page.locator("dialog .person")).containsText("Member");
        keys.press("Escape");
        keys.awaitFocus("Add people");

        keys.use("Actions for Leopold Ast");
        keys.choose("Remove from room");
        keys.use("Remove");
        assertThat(page.locator(".panel .person")).hasCount(1);
        // The event may come before the answer, which closes the dialog.
        assertThat(page.locator("dialog")).hasCount(0);
        keys.press("Escape");
        assertThat(page.locator(".panel")).hasCount(0);
    }

    @Test
    void fileShouldBeAttachedRemovedAndSent() {
        Page page = signedIn("kay", "rooms/" + room, WIDE, false);
        List<FileChooser> choosers = new ArrayList<>();
        page.onFileChooser(choosers::add);
        assertThat(composer(page)).isFocused();
        Keyboard keys = new Keyboard(page);
        keys.backTo("Attach files");
        keys.press("Enter");
        page.waitForCondition(() -> !choosers.isEmpty());
        choosers.get(0).setFiles(new FilePayload[] {note("one.txt"), note("two.txt")});
        assertThat(composer(page)).isFocused();
        assertThat(page.locator(".tray-item")).hasCount(2);
        assertThat(page.locator(".tray-item progress")).hasCount(0);
        keys.backTo("Remove two.txt");
        keys.press("Enter");
        assertThat(page.locator(".tray-item")).hasCount(1);
        keys.awaitFocus("Remove one.txt");
        keys.tabToElement(".composer textarea");
        keys.press("Enter");

        assertThat(page.locator(".message .file-card")).hasCount(1);
        assertThat(page.locator(".tray-item")).hasCount(0);
    }

    private static FilePayload note(String name) {
        return new FilePayload(name, "text/plain", "by keyboard".getBytes(StandardCharsets.UTF_8));
    }

    private static Locator composer(Page page) {
        return page.locator(".room-main .composer textarea");
    }
}
