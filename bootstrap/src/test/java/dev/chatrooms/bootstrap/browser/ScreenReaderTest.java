package dev.chatrooms.bootstrap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ForcedColors;
import dev.chatrooms.application.Eventually;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests what a screen reader announces: the names of messages, and each new message of others once. */
class ScreenReaderTest extends PageTest {
    private static String token;
    private static String room;

    @BeforeAll
    static void register() throws Exception {
        token = site.register("sunniva", "Pia Holm");
        site.register("thorvald", "Quin Abara");
        room = site.call(
                        "POST",
                        "rooms",
                        Map.of("kind", "public", "name", "Aloud", "members", List.of("thorvald")),
                        token)
                .get("id")
                .asText();
        site.fill(token, room, 200);
        say("A pinned one");
        String changed = say("Not changed yet").get("id").asText();
        site.call("PATCH", "messages/" + changed, Map.of("text", "Changed"), token);
        site.call("PUT", "messages/" + changed + "/pin", null, token);
        String deleted = say("Gone").get("id").asText();
        site.call("DELETE", "messages/" + deleted, null, token);
    }

    @Test
    void rowsShouldNameTheSenderTheTimeTheTextAndTheState() {
        Page page = signedIn("thorvald", "rooms/" + room, WIDE, false);
        assertThat(page.locator("[data-seq='203']")).isVisible();

        String tree = page.locator(".message-list").ariaSnapshot();
        assertThat(tree).startsWith("- list \"Messages\":");
        assertThat(tree)
                .containsPattern("listitem \"Pia Holm, [^\"]*\\d:\\d\\d[^\"]*: Changed, \\(edited\\), Pinned\"");
        assertThat(tree).containsPattern("listitem \"Pia Holm, [^\"]*: Message deleted\"");
        assertThat(page.locator("main")).hasCount(1);
        assertThat(page.locator("h1")).hasCount(1);
        assertThat(page.locator("[role=navigation]")).hasAttribute("aria-label", "Rooms");
    }

    @Test
    void onlyNewMessagesOfOthersShouldBeAnnounced() throws Exception {
        Page page = signedIn("thorvald", "rooms/" + room + "/100", WIDE, false);
        assertThat(page.locator("[data-seq='100']")).isVisible();
        page.evaluate("""
                () => {
                  window.announced = [];
                  const log = document.querySelector('[role=log]');
                  window.announced.push(...[...log.children].map(child => child.textContent));
                  new MutationObserver(changes => changes.forEach(change =>
                    change.addedNodes.forEach(node => window.announced.push(node.textContent))))
                    .observe(log, { childList: true, subtree: true, characterData: true });
                }""");
        page.waitForCondition(() -> {
            page.locator(".message-scroll").evaluate("list => list.scrollTop = 0");
            return page.locator("[data-seq='1']").isVisible();
        });
        page.locator(".to-end").click();
        assertThat(page.locator(".to-end")).hasCount(0);
        assertThat(announced(page)).isEmpty();

        send(page, "my own");
        assertThat(message(page, "my own")).hasCount(1);
        say("Yes");
        assertThat(message(page, "Yes")).hasCount(1);
        say("Yes");
        assertThat(message(page, "Yes")).hasCount(2);

        Eventually.await(() -> announced(page).equals(List.of("Pia Holm: Yes", "Pia Holm: Yes")));
    }

    @Test
    void statesShouldBeVisibleWithForcedColors() throws Exception {
        String seq = say("@thorvald, look").get("seq").asText();
        Page page = signedIn("thorvald", "rooms/" + room, WIDE, false);
        assertThat(page.locator(".composer textarea")).isFocused();
        page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));

        for (String marked : List.of(".composer-box", ".room-link.current")) {
            assertThat((String) page.locator(marked).evaluate("element => getComputedStyle(element).outlineStyle"))
                    .as(marked)
                    .isNotEqualTo("none");
        }
        show(page, "rooms/" + room + "/" + seq);
        Locator mention = page.locator(".message.mentioned").last();
        assertThat(mention).isVisible();
        String canvas = style(page.locator("body"), "backgroundColor");
        assertThat(style(mention, "borderInlineStartColor")).isNotEqualTo(canvas);
        assertThat(style(page.locator(".message:not(.mentioned)").last(), "borderInlineStartColor"))
                .isEqualTo(canvas);
        page.keyboard().press("Shift+Tab");
        page.locator(".room-link.current").focus();
        assertThat(style(page.locator(".room-link.current"), "outlineWidth")).isEqualTo("3px");
        openSwitcher(page);
        assertThat(style(page.locator("dialog[open]"), "borderStyle")).isEqualTo("solid");
    }

    private static String style(Locator element, String property) {
        return (String) element.evaluate("(element, property) => getComputedStyle(element)[property]", property);
    }

    @Test
    void nothingShouldMoveWhereMotionIsReduced() {
        Page page = signedIn("thorvald", "rooms/" + room, WIDE, false);
        assertThat(page.locator("[data-seq='203']")).isVisible();

        Object longest = page.evaluate("""
                () => Math.max(...[...document.querySelectorAll('*')].map(element => {
                  const { transitionDuration, animationDuration } = getComputedStyle(element);
                  return Math.max(...`${transitionDuration},${animationDuration}`.split(',').map(parseFloat));
                }))""");
        assertThat(((Number) longest).doubleValue()).isLessThan(0.05);
    }

    @SuppressWarnings("unchecked")
    private static List<String> announced(Page page) {
        return (List<String>) page.evaluate("window.announced");
    }

    private static JsonNode say(String text) throws Exception {
        return site.call("POST", "rooms/" + room + "/messages", Map.of("text", text), token);
    }
}
