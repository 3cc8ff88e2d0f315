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

    private static Locator.GetByTextOptions exact() {
        return new Locator.GetByTextOptions().setExact(true);
    }
}
