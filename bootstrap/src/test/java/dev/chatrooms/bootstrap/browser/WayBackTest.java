package dev.chatrooms.bootstrap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The browser's way back, such as the button of a phone: it closes the topmost layer, and then leaves the room. */
class WayBackTest extends PageTest {
    private static String quay;
    private static String lock;

    @BeforeAll
    static void register() throws Exception {
        String token = site.register("edda", "Edda Riis");
        quay = room("Quay", token);
        lock = room("Lock", token);
    }

    @ParameterizedTest
    @ValueSource(ints = {PHONE, WIDE})
    void backShouldCloseTheTopmostLayerAndThenLeaveTheRoom(int width) throws Exception {
        Page page = inRoom(width);
        details(page).click();
        page.getByText("Room settings").click();
        assertThat(page.locator("dialog[open]")).isVisible();
        page.goBack();
        assertThat(page.locator("dialog")).hasCount(0);
        assertThat(page.locator(".panel")).isVisible();
        page.goBack();
        assertThat(page.locator(".panel")).hasCount(0);
        assertThat(page.locator(".room-main")).isVisible();

        page.locator(".composer").getByLabel("Emoji").click();
        assertThat(page.locator(".picker input")).isVisible();
        page.goBack();
        assertThat(page.locator(".picker")).hasCount(0);
        page.locator(".composer input[type=file]").setInputFiles(picture());
        page.locator(".composer .send").click();
        page.locator(".message:not(.unsent) .picture").last().click();
        assertThat(page.locator(".lightbox")).isVisible();
        page.goBack();
        assertThat(page.locator(".lightbox")).hasCount(0);
        assertThat(page.locator(".room-main")).isVisible();
        page.goBack();
        assertAtHome(page);
    }

    @Test
    void layersClosedOtherwiseShouldTakeNoStepBackOrForward() {
        Page page = inRoom(PHONE);
        page.getByLabel("Pinned messages").click();
        page.locator(".panel").getByLabel("Close").click();
        assertThat(page.locator(".panel")).hasCount(0);
        details(page).click();
        page.getByText("Leave room").click();
        page.keyboard().press("Escape");
        assertThat(page.locator("dialog")).hasCount(0);
        page.keyboard().press("Escape");
        assertThat(page.locator(".panel")).hasCount(0);
        page.goBack();
        assertAtHome(page);

        page.goForward();
        assertThat(page.locator(".room-title h1")).hasText("Quay");
        page.goBack();
        assertAtHome(page);
    }

    @Test
    void placesThatAreReachedFromALayerShouldLeadBackPastIt() {
        Page page = inRoom(WIDE);
        details(page).click();
        assertThat(page.locator(".panel")).isVisible();
        page.locator(".room-link", new Page.LocatorOptions().setHasText("Lock")).click();
        assertThat(page.locator(".room-title h1")).hasText("Lock");
        openSwitcher(page);
        page.keyboard().type("Quay");
        assertThat(page.locator("[role=option]")).hasCount(1);
        page.keyboard().press("Enter");
        assertThat(page.locator(".room-title h1")).hasText("Quay");

        page.goBack();
        assertThat(page.locator(".room-title h1")).hasText("Lock");
        page.goBack();
        assertThat(page.locator(".room-title h1")).hasText("Quay");
        page.goForward();
        assertThat(page.locator(".room-title h1")).hasText("Lock");
        page.goBack();
        assertThat(page.locator(".room-title h1")).hasText("Quay");
        page.goBack();
        assertAtHome(page);
    }

    @Test
    void linkToTheShownRoomShouldKeepTheWayBackOfAPanel() {
        Page page = inRoom(WIDE);
        details(page).click();
        assertThat(page.locator(".panel")).isVisible();
        page.locator(".room-link.current").click();
        page.goBack();
        assertThat(page.locator(".panel")).hasCount(0);
        assertThat(page.locator(".room-title h1")).hasText("Quay");
        details(page).click();
        page.keyboard().press("Escape");
        assertThat(page.locator(".panel")).hasCount(0);
        page.locator(".room-link.current").click();
        page.goBack();
        assertAtHome(page);
    }

    @Test
    void reloadShouldForgetTheLayerAndItsStep() {
        Page page = inRoom(PHONE);
        page.getByLabel("Pinned messages").click();
        assertThat(page.locator(".panel")).isVisible();
        page.reload();
        assertThat(page.locator(".room-title h1")).hasText("Quay");
        assertThat(page.locator(".panel")).hasCount(0);
        page.waitForFunction("() => performance.getEntriesByType('resource').some(one => /layers/.test(one.name))");
        page.goBack();

        assertAtHome(page);
    }

    @Test
    void linkThatIsOpenedFreshShouldBeLeftByOneStep() {
        Page page = signedIn("edda", "rooms/" + quay, PHONE, false);
        page.getByLabel("Pinned messages").click();
        assertThat(page.locator(".panel")).isVisible();
        page.goBack();
        assertThat(page.locator(".panel")).hasCount(0);
        page.getByLabel("Pinned messages").click();
        page.locator(".panel").getByLabel("Close").click();
        assertThat(page.locator(".panel")).hasCount(0);
        page.goBack();

        assertThat(page).hasURL("about:blank");
    }

    @Test
    void placeInTheRoomShouldCloseThePanelThatCoversIt() throws Exception {
        Page page = inRoom(PHONE);
        details(page).click();
        assertThat(page.locator(".panel")).isVisible();
        page.navigate("http://" + ChatSite.DIRECT + "/#/rooms/" + quay + "/1");
        assertThat(page.locator(".panel")).hasCount(0);
    }

    /** Opens the list of rooms, and a room from it. */
    private static Page inRoom(int width) {
        Page page = signedIn("edda", "", width, false);
        page.locator(".room-link", new Page.LocatorOptions().setHasText("Quay")).click();
        assertThat(page.locator(".room-title h1")).hasText("Quay");
        assertThat(page.locator(".composer textarea")).isVisible();
        return page;
    }

    private static void assertAtHome(Page page) {
        assertThat(page).hasURL(Pattern.compile(".*/#/"));
        assertThat(page.locator(".shell.show-list .sidebar")).isVisible();
        assertThat(page.locator(".room-main")).hasCount(0);
    }

    private static Locator details(Page page) {
        return page.locator(".room-header").getByLabel("Details and members");
    }

    private static FilePayload picture() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return new FilePayload("quay.png", "image/png", bytes.toByteArray());
    }

    private static String room(String name, String token) throws Exception {
        return site.call("POST", "rooms", Map.of("kind", "public", "name", name), token)
                .get("id")
                .asText();
    }
}
