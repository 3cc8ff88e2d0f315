package dev.chatrooms.bootstrap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests the actions on messages in a real browser. */
class MessageActionsTest extends PageTest {
    private static final String COMPOSER = ".room-main .composer textarea";

    /** Leaves the room, and undoes a deletion there: the button is only shown for five seconds. */
    private static final String UNDO_ELSEWHERE = """
            async () => {
              location.hash = '#/people';
              while (document.querySelector('.room-main')) {
                await new Promise(done => setTimeout(done, 20));
              }
              document.querySelector('.toast-action').click();
            }""";

    /** Counts how often a message is marked, which does not last. */
    private static final String COUNT_FLASHES = """
            () => {
              window.flashes = 0;
              const isMarked = ({ target, oldValue }) => target.matches('.flash') && !/flash/.test(oldValue);
              new MutationObserver(records => (window.flashes += records.filter(isMarked).length)).observe(
                document.querySelector('.message-list'),
                { subtree: true, attributeFilter: ['class'], attributeOldValue: true },
              );
            }""";

    private static String quin;
    private static String room;

    @BeforeAll
    static void register() throws Exception {
        String pia = site.register("pia", "Pia Strand");
        quin = site.register("quin", "Quin Ames");
        room = site.call("POST", "rooms", Map.of("kind", "public", "name", "Harbour wall"), pia)
                .get("id")
                .asText();
        site.call("POST", "rooms/" + room + "/join", null, quin);
    }

    @Test
    void messagesShouldBeFormattedRepliedToReactedToAndPinned() throws Exception {
        Page page = signedIn("pia", "rooms/" + room, WIDE, false);
        page.locator(COMPOSER).pressSequentially("one");
        page.keyboard().press("Shift+Enter");
        page.keyboard().type("two");
        page.keyboard().press("Enter");
        assertThat(page.locator(".message:not(.unsent) .text p[dir=auto]").last())
                .hasText(Pattern.compile("one\\s+two"));
        assertThat(page.locator(".message-time").last())
                .hasAttribute("title", Pattern.compile(".*20\\d\\d.*\\d:\\d\\d:\\d\\d.*"));
        write(page, "```\nx = 1\n```");
        page.locator(".message:not(.unsent)").getByLabel("Copy code").click();
        assertThat(page.locator(".toast")).hasText("Copied");
        say("Is it **deep**?");
        assertThat(page.locator(".messages > [aria-live]")).hasText("Quin Ames: Is it deep?");

        Locator question = act(page, "Is it deep?", "Reply");
        assertThat(page.locator(".composer-context")).containsText("Reply to Quin Ames");
        write(page, "Rather");
        assertThat(page.locator(".reply-preview")).hasText(Pattern.compile("Quin Ames\\s*Is it deep\\?"));
        act(page, "Is it deep?", "Add reaction");
        page.getByLabel("Search emoji").fill("party popper");
        assertThat(page.locator(".emoji-grid button").first()).hasText("🎉");
        page.keyboard().press("Enter");
        assertThat(question.locator(".reaction.own")).hasText("🎉1");
        act(page, "Is it deep?", "Add reaction");
        assertThat(page.locator(".emoji-grid button").first()).hasText("🎉");
        page.keyboard().press("Escape");
        question.locator(".reaction").click();
        assertThat(question.locator(".reaction")).hasCount(0);
        page.locator(COMPOSER).pressSequentially(":rocke");
        assertThat(page.locator(".completions [role=option]").first()).containsText("rocket");
        page.keyboard().press("Enter");
        assertThat(page.locator(COMPOSER)).hasValue("🚀 ");
        page.keyboard().press("Enter");
        assertThat(page.locator(".message:not(.unsent) .text").last()).hasText("🚀");

        choose(page, "Is it deep?", "Pin");
        assertThat(question.locator(".pinned")).isVisible();
        page.getByLabel("Pinned messages").click();
        assertThat(page.locator(".panel .found-body")).containsText("deep");
        choose(page, "Is it deep?", "Unpin");
        assertThat(page.locator(".panel").getByText("No message is pinned.")).isVisible();
    }

    @Test
    void deletionsShouldBeUndoneAndReadersNamed() throws Exception {
        Page page = signedIn("pia", "rooms/" + room, WIDE, false);
        write(page, "To be removed");
        choose(page, "To be removed", "Read by…");
        assertThat(page.locator(".toast")).hasText("Not read by anyone else yet");
        Locator row = row(page, "To be removed");
        int seq = Integer.parseInt(row.getAttribute("data-seq"));
        site.call("PUT", "rooms/" + room + "/read", Map.of("seq", seq), quin);
        choose(page, "To be removed", "Read by…");
        assertThat(page.locator(".toast")).hasText("Read by Quin Ames");
        choose(page, "To be removed", "Delete");
        assertThat(page.locator("[data-seq='" + seq + "'] .tombstone")).isVisible();
        page.locator(".toast-action").click();
        assertThat(message(page, "To be removed")).hasCount(1);
        choose(page, "To be removed", "Delete");
        page.evaluate(UNDO_ELSEWHERE);
        show(page, "rooms/" + room);
        assertThat(message(page, "To be removed")).hasCount(1);
        choose(page, "To be removed", "Delete");
        assertThat(page.locator("[data-seq='" + seq + "'] .tombstone")).isVisible();
        // Leaving the page ends the time to undo.
        page.navigate("about:blank");

        page.waitForCondition(() -> lastMessage().has("deletedAt"));
    }

    @Test
    void sendersShouldLeadToTheirProfileAndLinksOfTheClientToTheirPlace() throws Exception {
        Page page = signedIn("pia", "rooms/" + room, WIDE, false);
        say("Where is the ladder?");
        row(page, "Where is the ladder?").last().locator(".message-sender").click();
        assertThat(page.locator("dialog .profile-name")).hasText("Quin Ames");
        page.keyboard().press("Escape");
        assertThat(page.locator("dialog")).hasCount(0);
        String seq = row(page, "Where is the ladder?").last().getAttribute("data-seq");
        String place = "http://" + ChatSite.DIRECT + "/#/rooms/" + room + "/" + seq;
        write(page, "Still open: " + place);
        Locator link = page.locator(".text a[href='" + place + "']");
        page.evaluate(COUNT_FLASHES);
        for (int i = 1; i <= 2; i++) {
            link.click();
            page.waitForFunction("count => flashes === count", i);
            assertThat(page.locator(".flash")).hasCount(0);
        }

        assertThat(page).hasURL(place);
        Assertions.assertThat(page.context().pages()).hasSize(1);
    }

    @Test
    void emojiShouldBeInsertedAtTheCaret() {
        Page page = signedIn("pia", "rooms/" + room, WIDE, false);
        Locator composer = page.locator(COMPOSER);
        composer.fill("before after");
        for (int i = 0; i < "after".length(); i++) {
            composer.press("ArrowLeft");
        }
        page.locator(".composer").getByLabel("Emoji").click();
        page.getByLabel("Search emoji").fill("party popper");
        assertThat(page.locator(".emoji-grid button").first()).hasText("🎉");
        page.keyboard().press("Enter");
        assertThat(composer).hasValue("before 🎉after");
        assertThat(composer).isFocused();
        page.waitForFunction("() => document.activeElement.selectionStart === 'before 🎉'.length");
        page.keyboard().type(" ");

        assertThat(composer).hasValue("before 🎉 after");
        composer.fill("");
    }

    @Test
    void threadsShouldBeHeldBesideTheRoom() throws Exception {
        Page page = signedIn("pia", "rooms/" + room, WIDE, false);
        say("Start of a thread");
        act(page, "Start of a thread", "Reply in thread");
        Locator composer = page.locator(".panel .composer textarea");
        composer.fill("First reply");
        composer.press("Enter");
        assertThat(row(page, "Start of a thread").locator(".thread-link")).hasText("1 reply");
        assertThat(page.locator(".panel .unsent")).hasCount(0);
        composer.press("ArrowUp");
        assertThat(composer).hasValue("First reply");
        composer.fill("First reply, changed");
        composer.press("Enter");

        assertThat(page.locator(".panel .text").getByText("First reply, changed"))
                .hasCount(1);
        assertThat(page.locator(".panel .edited")).hasCount(1);
        page.keyboard().press("Escape");
        assertThat(page.locator(".panel")).hasCount(0);
    }

    private static void write(Page page, String text) {
        page.locator(COMPOSER).fill(text);
        page.locator(COMPOSER).press("Enter");
        assertThat(page.locator(".unsent")).hasCount(0);
    }

    private static Locator row(Page page, String text) {
        return page.locator(
                ".room-main .message:not(.unsent)",
                new Page.LocatorOptions().setHas(page.locator(".text").getByText(text)));
    }

    /** Presses a button of a message's toolbar, and returns the row of the message. */
    private static Locator act(Page page, String text, String label) {
        Locator row = row(page, text).last();
        row.hover();
        row.getByLabel(label, new Locator.GetByLabelOptions().setExact(true)).click();
        return row;
    }

    private static void choose(Page page, String text, String item) {
        act(page, text, "More actions");
        page.locator(".menu-item")
                .getByText(item, new Locator.GetByTextOptions().setExact(true))
                .click();
    }

    private static JsonNode lastMessage() {
        try {
            return site.call("GET", "rooms/" + room + "/messages?limit=1", null, quin)
                    .get("items")
                    .get(0);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void say(String text) throws Exception {
        site.call("POST", "rooms/" + room + "/messages", Map.of("text", text), quin);
    }
}
