package dev.chatrooms.bootstrap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Messages and files that the server does not have yet, or has refused. */
class UnsentTest extends PageTest {
    private static String vera;
    private static String room;

    @BeforeAll
    static void register() throws Exception {
        site.register("ulf", "Ulf Rask");
        vera = site.register("vera", "Vera Lunde");
        room = site.call("POST", "rooms", Map.of("kind", "direct", "members", List.of("ulf")), vera)
                .get("id")
                .asText();
    }

    @Test
    void refusedMessagesShouldBeKeptToRetryCopyOrDiscard() throws Exception {
        site.call("PUT", "blocks/ulf", null, vera);
        Page page = signedIn("ulf", "rooms/" + room, WIDE, false);
        send(page, "Are you there?");
        Locator failed = page.locator(".message.failed");
        assertThat(failed).containsText("One of you has blocked the other.");
        assertThat(page.locator(".room-link .failed-mark")).hasCount(1);
        check(page, "wide-failed");
        failed.getByText("Copy", exact()).click();
        assertThat(page.locator(".toast")).hasText("Copied");
        page.reload();
        assertThat(failed).hasCount(1);
        site.call("DELETE", "blocks/ulf", null, vera);
        failed.getByText("Try again").click();
        assertThat(page.locator(".message:not(.unsent):not(.failed)", new Page.LocatorOptions().setHasText("there?")))
                .hasCount(1);
        assertThat(page.locator(".failed, .failed-mark, .unsent")).hasCount(0);
        site.call("PUT", "blocks/ulf", null, vera);
        send(page, "Again?");
        failed.getByText("Discard").click();

        assertThat(page.locator(".failed, .failed-mark")).hasCount(0);
        assertThat(message(page, "Are you there?")).hasCount(1);
        site.call("DELETE", "blocks/ulf", null, vera);
    }

    @Test
    void leavingThePageShouldBeAskedAboutWhileSomethingIsUnsent() {
        Page page = browsers.page(WIDE, 900, false);
        page.navigate("http://" + ChatSite.CUTTABLE + "/#/rooms/" + room);
        signIn(page, "ulf");
        List<String> questions = new ArrayList<>();
        page.onDialog(dialog -> {
            questions.add(dialog.type());
            dialog.dismiss();
        });
        assertThat(page.locator(".room-title h1")).isVisible();
        page.locator(".composer input[type=file]")
                .setInputFiles(new FilePayload("plan.txt", "text/plain", new byte[] {'x'}));
        assertThat(page.locator(".send")).isEnabled();
        page.locator(".account-button").click();
        page.getByText("Sign out").click();
        assertThat(page.locator("dialog")).containsText("1 file has not been sent");
        page.getByText("Cancel").click();
        page.close(new Page.CloseOptions().setRunBeforeUnload(true));
        page.waitForCondition(() -> questions.size() == 1);
        page.getByLabel("Remove plan.txt").click();
        site.proxy().cut();
        try {
            send(page, "Written in a tunnel");
            assertThat(page.locator(".unsent")).hasCount(1);
            page.close(new Page.CloseOptions().setRunBeforeUnload(true));
            page.waitForCondition(() -> questions.size() == 2);
        } finally {
            site.proxy().restore();
        }
        assertThat(page.locator(".unsent")).hasCount(0);
        page.reload();

        assertThat(message(page, "Written in a tunnel")).hasCount(1);
        assertThat(questions).containsExactly("beforeunload", "beforeunload");
    }

    @Test
    void editInProgressShouldOutlastOtherRoomsBesideTheDraft() throws Exception {
        String orla = site.register("orla", "Orla Finn");
        String weir = room("Weir", orla);
        room("Ford", orla);
        site.call("POST", "rooms/" + weir + "/messages", Map.of("text", "First form"), orla);
        Page page = signedIn("orla", "rooms/" + weir, WIDE, false);
        Locator composer = page.locator(".composer textarea");
        composer.fill("Half a thought");
        page.locator("[data-seq='1']").hover();
        page.locator(".toolbar")
                .getByLabel("Edit", new Locator.GetByLabelOptions().setExact(true))
                .click();
        assertThat(composer).hasValue("First form");
        composer.fill("Second form");
        switchTo(page, "Ford");
        assertThat(composer).hasValue("");
        assertThat(page.locator(".composer-context")).hasCount(0);
        switchTo(page, "Weir");
        assertThat(composer).hasValue("Second form");
        assertThat(page.locator(".composer-context")).hasText("Editing a message");
        page.reload();
        assertThat(composer).hasValue("Second form");
        composer.press("Enter");
        assertThat(page.locator("[data-seq='1'] .text")).hasText("Second form");
        assertThat(composer).hasValue("Half a thought");

        composer.fill("");
        composer.press("ArrowUp");
        composer.fill("Third form");
        composer.press("Escape");
        assertThat(composer).hasValue("");
        switchTo(page, "Ford");
        switchTo(page, "Weir");
        assertThat(composer).hasValue("");
        assertThat(page.locator(".composer-context")).hasCount(0);
        assertThat(page.locator("[data-seq='1'] .text")).hasText("Second form");
    }

    private static void switchTo(Page page, String name) {
        page.locator(".room-link", new Page.LocatorOptions().setHasText(name)).click();
        assertThat(page.locator(".room-title h1")).hasText(name);
        assertThat(page.locator(".composer textarea")).hasAttribute("placeholder", "Message " + name);
    }

    private static String room(String name, String token) throws Exception {
        return site.call("POST", "rooms", Map.of("kind", "public", "name", name), token)
                .get("id")
                .asText();
    }

    private static Locator.GetByTextOptions exact() {
        return new Locator.GetByTextOptions().setExact(true);
    }
}
