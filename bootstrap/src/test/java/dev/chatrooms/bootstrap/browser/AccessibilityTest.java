package dev.chatrooms.bootstrap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The dialogs, panels, menus and states of the pages against the rules of axe. */
class AccessibilityTest extends PageTest {
    private static String room;

    @BeforeAll
    static void register() throws Exception {
        String token = site.register("nerys", "Nell Okoro");
        site.register("odo", "Otto Weiss");
        site.promote("nerys");
        room = site.call("POST", "rooms", Map.of("kind", "public", "name", "Access", "topic", "For everyone"), token)
                .get("id")
                .asText();
        site.call("PUT", "rooms/" + room + "/members/odo", null, token);
        String first = site.call("POST", "rooms/" + room + "/messages", Map.of("text", "**Hello** @odo"), token)
                .get("id")
                .asText();
        site.call("PUT", "messages/" + first + "/pin", null, token);
        site.call("POST", "rooms/" + room + "/messages", Map.of("text", "In a thread", "threadId", first), token);
        site.call("POST", "rooms/" + room + "/messages", Map.of("text", "A reply", "replyTo", first), token);
    }

    @Test
    void wideLightPagesShouldBeAccessible() throws Exception {
        checkAll("wide-light", WIDE, false);
    }

    @Tag("thorough")
    @Test
    void darkPagesOfAPhoneShouldBeAccessible() throws Exception {
        checkAll("phone-dark", PHONE, true);
    }

    @Tag("thorough")
    @Test
    void wideDarkPagesShouldBeAccessible() throws Exception {
        checkAll("wide-dark", WIDE, true);
    }

    @Tag("thorough")
    @Test
    void lightPagesOfAPhoneShouldBeAccessible() throws Exception {
        checkAll("phone-light", PHONE, false);
    }

    private static void checkAll(String name, int width, boolean isDark) throws Exception {
        checkPagesBeforeTheSignIn(name, browsers.page(width, 800, isDark));
        Page page = signedIn("nerys", "rooms/" + room, width, isDark);
        assertThat(page.locator("[data-seq='3']")).isVisible();
        checkMessages(name, page);
        checkPanels(name, page);
        checkDialogs(name, page);
    }

    private static void checkPagesBeforeTheSignIn(String name, Page page) {
        page.navigate("http://" + ChatSite.DIRECT + "/");
        button(page, "Sign in").waitFor();
        page.getByText("Forgot your password?").click();
        assertThat(button(page, "Send link")).isVisible();
        check(page, name + "-forgotten");
        page.getByText("Back to sign in").click();
        page.getByText("Create an account").click();
        page.locator("[name=username]").fill("nerys");
        page.locator("[name=password]").fill(ChatSite.PASSWORD);
        button(page, "Create account").click();
        assertThat(page.locator(".form-error")).isVisible();
        check(page, name + "-register-refused");
        for (String place : new String[] {"reset/none", "setup/none"}) {
            page.navigate("http://" + ChatSite.DIRECT + "/#/" + place);
            page.reload();
            assertThat(page.locator("h1")).isVisible();
            assertThat(page.locator(".spinner")).hasCount(0);
            check(page, name + "-" + place.replace('/', '-'));
        }
    }

    private static void checkMessages(String name, Page page) throws IOException {
        page.locator("[data-seq='3']").hover();
        page.locator(".toolbar").getByLabel("Add reaction").click();
        assertThat(page.locator(".emoji-grid").nth(1)).isVisible();
        check(page, name + "-emoji");
        page.keyboard().press("Escape");
        page.locator(".toolbar").getByLabel("More actions").click();
        assertThat(page.getByRole(AriaRole.MENU)).isVisible();
        check(page, name + "-message-menu");
        page.getByRole(AriaRole.MENUITEM).getByText("Copy link").click();
        assertThat(page.locator(".toast").first()).isVisible();
        page.locator("[data-seq='3']").hover();
        page.locator(".toolbar")
                .getByLabel("Reply", new Locator.GetByLabelOptions().setExact(true))
                .click();
        page.locator(".composer textarea").pressSequentially("@od");
        assertThat(page.locator(".completions [role=option]").first()).isVisible();
        page.locator(".composer input[type=file]").setInputFiles(picture("a.png"));
        assertThat(page.locator(".tray-item progress")).hasCount(0);
        check(page, name + "-composer");
        page.keyboard().press("Escape");
        page.locator(".composer textarea").press("Enter");
        assertThat(page.locator(".tray-item")).hasCount(0);
        page.locator(".picture").last().click();
        assertThat(page.locator(".lightbox img")).isVisible();
        check(page, name + "-lightbox");
        page.keyboard().press("Escape");
    }

    private static void checkPanels(String name, Page page) {
        page.locator(".room-header").getByLabel("Details and members").click();
        assertThat(page.locator(".panel .person")).hasCount(2);
        check(page, name + "-details");
        page.locator(".panel").getByLabel("Actions for Otto Weiss").click();
        check(page, name + "-member-menu");
        page.keyboard().press("Escape");
        page.locator(".panel").getByText("Files").click();
        assertThat(page.getByLabel("Types of files")).isVisible();
        assertThat(page.locator(".panel .spinner")).hasCount(0);
        check(page, name + "-files");
        page.locator(".panel-header").getByLabel("Close").click();
        page.locator(".room-header").getByLabel("Pinned messages").click();
        assertThat(page.locator(".panel .found")).hasCount(1);
        check(page, name + "-pins");
        page.locator(".panel-header").getByLabel("Close").click();
        page.locator("[data-seq='1'] .thread-link").click();
        assertThat(page.locator(".panel .message")).hasCount(2);
        check(page, name + "-thread");
        page.locator(".panel-header").getByLabel("Close").click();
    }

    private static void checkDialogs(String name, Page page) {
        page.locator(".room-header").getByLabel("Details and members").click();
        for (String dialog : new String[] {"Room settings", "Invite links", "Leave room", "Delete room"}) {
            page.locator(".panel").getByText(dialog).click();
            checkDialog(name + "-" + dialog.toLowerCase(Locale.ROOT).replace(' ', '-'), page);
        }
        page.locator(".panel").getByLabel("Add people").click();
        assertThat(page.locator("dialog .person").first()).isVisible();
        checkDialog(name + "-add-people", page);
        page.locator(".panel-header").getByLabel("Close").click();
        openSwitcher(page);
        assertThat(page.locator("dialog [role=option]").first()).isVisible();
        checkDialog(name + "-switcher", page);
        show(page, "people");
        page.locator(".person .link").first().click();
        checkDialog(name + "-person", page);
        page.locator("h1").focus();
        page.keyboard().press("?");
        checkDialog(name + "-keys", page);
        show(page, "directory");
        page.locator(".page-header").getByText("Create room").click();
        checkDialog(name + "-create-room", page);
        show(page, "settings/notifications");
        check(page, name + "-notifications");
        show(page, "rooms/00000000-0000-7000-8000-000000000000");
        assertThat(page.locator(".empty-page h1")).isVisible();
        check(page, name + "-no-room");
        show(page, "admin/users");
        page.getByText("New account").click();
        checkDialog(name + "-new-account", page);
    }

    private static void checkDialog(String name, Page page) {
        assertThat(page.locator("dialog[open] h2")).isVisible();
        assertThat(page.locator("dialog .spinner")).hasCount(0);
        check(page, name);
        page.keyboard().press("Escape");
        assertThat(page.locator("dialog[open]")).hasCount(0);
    }

    private static FilePayload picture(String name) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return new FilePayload(name, "image/png", bytes.toByteArray());
    }
}
