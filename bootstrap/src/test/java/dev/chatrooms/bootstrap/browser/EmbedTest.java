package dev.chatrooms.bootstrap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rooms in the page of a host with another origin and a strict policy: that of {@code docs/examples/web-page}. */
class EmbedTest extends PageTest {
    private static final String ELEMENT = "#probe";

    private static String keeper;
    private static String room;
    private static String secret;
    private static ExampleShop shop;

    @BeforeAll
    static void start() throws Exception {
        keeper = site.register("keeper", "Kim Keeper");
        site.register("patron", "Pat Patron");
        room = room("public", "Counter");
        secret = room("private", "Back office");
        shop = ExampleShop.start(site.address(), room, "keeper");
        site.host().redirect(shop.port());
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    @Test
    void roomsOfTheExampleShouldTalkWithTheWebClientAndLeaveThePageAlone() {
        Page host = browsers.page(1000, 800, false);
        host.addInitScript("globalThis.before = Object.keys(globalThis)");
        host.navigate(site.hostOrigin() + "/");
        for (String id : List.of("#talk", "#night")) {
            assertThat(host.locator(id)).hasAttribute("data-state", "ready");
        }
        Page client = signedIn("patron", "rooms/" + room, WIDE, false);
        client.getByText("Join room").click();

        send(client, "Is there any tea?");
        for (String id : List.of("#talk", "#night")) {
            assertThat(text(host, id, "Is there any tea?")).hasCount(1);
        }
        say(host, "#talk", "There is.");
        assertThat(message(client, "There is.")).hasCount(1);
        assertThat(text(host, "#night", "There is.")).hasCount(1);
        host.keyboard().press("Control+k");
        host.keyboard().press("?");
        Object steps = host.evaluate("history.length");
        host.locator("#talk").getByLabel("Pinned messages").click();
        assertThat(host.locator("#talk .panel")).isVisible();

        assertThat(host.evaluate("history.length")).isEqualTo(steps);
        assertThat(host.evaluate("history.state")).isNull();
        assertThat(host.locator("dialog")).hasCount(0);
        assertThat(host.title()).isEqualTo("The Corner Shop");
        assertThat(host.url()).isEqualTo(site.hostOrigin() + "/");
        assertThat(host.evaluate("document.head.childElementCount")).isEqualTo(6);
        assertThat(host.evaluate("document.body.childElementCount")).isEqualTo(2);
        assertThat(host.evaluate("Object.keys(globalThis).filter(key => key !== 'before' && !before.includes(key))"))
                .isEqualTo(List.of());
    }

    @Test
    void refusedTokenShouldBeRenewed() {
        Page host = host(WIDE, false);
        add(host, room, """
                let count = 0;
                element.token = async () => {
                  element.dataset.asked = ++count;
                  return count === 1 ? 'ended' : (await fetch('token', { method: 'POST' })).text();
                };
                """);

        assertThat(host.locator(ELEMENT)).hasAttribute("data-state", "ready");
        assertThat(host.locator(ELEMENT)).hasAttribute("data-asked", "2");
    }

    @Test
    void removedElementsShouldCloseTheirConnectionsAndListenToNothing() {
        List<WebSocket> sockets = new CopyOnWriteArrayList<>();
        Page host = browsers.page(WIDE, 800, false);
        host.onWebSocket(sockets::add);
        host.addInitScript("""
                globalThis.held = 0;
                for (const target of [window, document]) {
                  const { addEventListener, removeEventListener } = target;
                  target.addEventListener = function (...all) {
                    globalThis.held++;
                    addEventListener.apply(target, all);
                  };
                  target.removeEventListener = function (...all) {
                    globalThis.held--;
                    removeEventListener.apply(target, all);
                  };
                }
                const { setInterval, clearInterval } = globalThis;
                const timers = new Set();
                globalThis.setInterval = (...all) => {
                  const timer = setInterval(...all);
                  timers.add(timer);
                  return timer;
                };
                globalThis.clearInterval = timer => {
                  timers.delete(timer);
                  clearInterval(timer);
                };
                globalThis.timers = timers;
                """);
        host.navigate(site.hostOrigin() + "/");
        assertThat(host.locator("#talk")).hasAttribute("data-state", "ready");
        assertThat(host.locator("#night")).hasAttribute("data-state", "ready");
        host.evaluate("document.querySelector('#night').remove()");
        host.evaluate("""
                async () => {
                  const element = document.querySelector('#talk');
                  const place = element.parentNode;
                  for (let i = 0; i < 20; i++) {
                    element.remove();
                    await new Promise(done => setTimeout(done));
                    const ready = new Promise(done => element.addEventListener('chat-ready', done, { once: true }));
                    place.append(element);
                    await (i % 4 === 0 ? ready : new Promise(done => setTimeout(done, 10 * i)));
                  }
                  element.remove();
                }
                """);

        host.waitForCondition(() -> sockets.stream().allMatch(WebSocket::isClosed));
        assertThat(sockets).hasSizeGreaterThanOrEqualTo(7);
        assertThat(host.evaluate("globalThis.held")).isEqualTo(0);
        assertThat(host.evaluate("globalThis.timers.size")).isEqualTo(0);
    }

    @Test
    void movedElementShouldKeepItsConnection() {
        List<WebSocket> sockets = new CopyOnWriteArrayList<>();
        Page host = browsers.page(WIDE, 800, false);
        host.onWebSocket(sockets::add);
        host.navigate(site.hostOrigin() + "/");
        assertThat(host.locator("#talk")).hasAttribute("data-state", "ready");
        assertThat(host.locator("#night")).hasAttribute("data-state", "ready");
        int before = sockets.size();

        host.evaluate("document.querySelector('main').append(document.querySelector('#talk'))");
        say(host, "#talk", "said after a move");
        assertThat(text(host, "#night", "said after a move")).hasCount(1);

        assertThat(sockets).hasSize(before);
    }

    @Test
    void propertiesOfTheHostShouldChangeTheColours() {
        Page host = host(WIDE, false);
        String colours = "element.style.setProperty('--chat-button', 'rgb(1, 2, 3)');"
                + "element.style.setProperty('--chat-background', 'light-dark(rgb(250, 251, 252), rgb(4, 5, 6))');";
        add(host, room, colours + TOKEN);
        host.locator(ELEMENT + " textarea").fill("text");

        assertThat(host.locator(ELEMENT + " .send")).hasCSS("background-color", "rgb(1, 2, 3)");
        assertThat(host.locator(ELEMENT + " .app")).hasCSS("background-color", "rgb(250, 251, 252)");
        host.evaluate("document.querySelector('#probe').theme = 'dark'");
        assertThat(host.locator(ELEMENT + " .app")).hasCSS("background-color", "rgb(4, 5, 6)");
    }

    @Test
    void loginCookieShouldCountWithoutATokenAndItsLackBeShown() {
        Page host = host(WIDE, false);
        add(host, room, "");
        assertThat(host.locator(ELEMENT)).hasAttribute("data-state", "unauthenticated");
        assertThat(host.locator(ELEMENT + " a")).hasAttribute("href", site.address());
        look(host, "embed-signed-out");
        host.evaluate("""
                ([address, password]) => fetch(address + 'api/v1/auth/login', {
                  method: 'POST',
                  credentials: 'include',
                  headers: { 'Content-Type': 'application/json' },
                  body: JSON.stringify({ username: 'keeper', password, cookies: true }),
                })
                """, List.of(site.address(), ChatSite.PASSWORD));
        host.locator(ELEMENT).getByText("Try again").click();

        assertThat(host.locator(ELEMENT)).hasAttribute("data-state", "ready");
        say(host, ELEMENT, "sent with the cookie");
        assertThat(text(host, ELEMENT, "sent with the cookie")).hasCount(1);
        assertThat(host.locator(ELEMENT + " .unsent")).hasCount(0);
    }

    @Test
    void roomsShouldBeJoinedIfPublicAndNamedAsUnavailableIfPrivate() throws Exception {
        String reader = site.register("passer", "Pia Passer");
        Page host = host(WIDE, false);
        add(host, room, "element.token = () => '" + reader + "';");
        host.locator(ELEMENT).getByText("Join room").click();
        assertThat(host.locator(ELEMENT + " textarea")).isVisible();

        host.evaluate("room => { document.querySelector('#probe').room = room; }", secret);
        assertThat(host.locator(ELEMENT)).hasAttribute("data-state", "not_found");
        assertThat(host.locator(ELEMENT)).containsText("not a member");
    }

    @Test
    void unreachableServerShouldBeShownAndAskedAgain() {
        Page host = host(WIDE, false);
        host.route("**/api/v1/**", Route::abort);
        add(host, room, TOKEN);
        assertThat(host.locator(ELEMENT)).hasAttribute("data-state", "offline");
        assertThat(host.locator(ELEMENT).getByText("Try now")).isVisible();
        look(host, "embed-unreachable");
        host.unroute("**/api/v1/**");
        // The element may have asked again by itself, and have no button any more.
        host.locator(ELEMENT).evaluate("""
                room => [...room.shadowRoot.querySelectorAll('button')]
                  .find(button => button.textContent === 'Try now')
                  ?.click()""");

        assertThat(host.locator(ELEMENT)).hasAttribute("data-state", "ready");
    }

    @Test
    void pictureShouldBeFetchedOnceWithTheToken() throws Exception {
        String other = room("public", "Paintings by customers");
        String token = site.register("painter", "Paula Painter");
        site.call("POST", "rooms/" + other + "/join", null, token);
        for (int i = 1; i <= 3; i++) {
            site.call("POST", "rooms/" + other + "/messages", Map.of("text", "from the shop " + i), keeper);
            site.call("POST", "rooms/" + other + "/messages", Map.of("text", "from the painter " + i), token);
        }
        List<Request> pictures = new CopyOnWriteArrayList<>();
        Page host = host(WIDE, false);
        host.onRequest(request -> {
            if (request.url().endsWith("/avatar") && request.method().equals("GET")) {
                pictures.add(request);
            }
        });
        add(host, other, TOKEN);
        Locator avatars = host.locator(ELEMENT + " .message .avatar[src^='blob:']");

        assertThat(avatars).hasCount(6);
        assertThat(pictures)
                .hasSize(2)
                .allSatisfy(
                        each -> assertThat(each.headerValue("Authorization")).startsWith("Bearer "));
    }

    @ParameterizedTest
    @CsvSource({"280, 320, false", "480, 512, true", "800, 512, false", "800, 512, true"})
    void roomsShouldBeAccessibleAtAnySize(int width, int height, boolean isDark) throws Exception {
        site.call("POST", "rooms/" + room + "/messages", Map.of("text", "**Tea** is in, `2.50` a cup"), keeper);
        Page host = host(width + 32, isDark);
        add(host, room, TOKEN + "element.style.height = '" + height + "px';");
        assertThat(host.locator(ELEMENT)).hasAttribute("data-state", "ready");
        assertThat(host.locator(ELEMENT + " .skeleton")).hasCount(0);
        String name = "embed-" + width + (isDark ? "-dark" : "-light");
        look(host, name);
        host.locator(ELEMENT + " .message").last().hover();
        host.locator(ELEMENT).getByLabel("Reply in thread").click();
        assertThat(host.locator(ELEMENT + " .panel textarea")).isFocused();
        look(host, name + "-thread");
        host.keyboard().press("Escape");
        host.locator(ELEMENT).getByLabel("Search in this room").click();
        assertThat(host.locator(ELEMENT + " [type=search]")).isFocused();
        host.keyboard().type("tea");
        assertThat(host.locator(ELEMENT + " .found").first()).isVisible();
        look(host, name + "-search");
        host.keyboard().press("Escape");
        host.locator(ELEMENT).getByLabel("Details and members").click();
        assertThat(host.locator(ELEMENT + " .person").first()).isVisible();
        look(host, name + "-details");

        assertThat(host.locator(ELEMENT + " .panel")).isVisible();
        Object tooWide = host.locator(ELEMENT).evaluate("""
                room => [...room.shadowRoot.querySelectorAll('.app, .message-scroll, .panel, .panel-scroll')]
                  .filter(pane => pane.scrollWidth > pane.clientWidth)
                  .map(pane => pane.className)""");
        assertThat(tooWide).isEqualTo(List.of());
    }

    @Test
    void unreadMessagesShouldBeCountedUntilTheyAreOnTheScreen() throws Exception {
        String other = room("public", "Far below");
        String token = site.register("neighbour", "Nina Nabo");
        site.call("POST", "rooms/" + other + "/join", null, token);
        say(other, "before", token);
        Page host = host(WIDE, false);
        add(host, other, TOKEN + "element.style.marginTop = '3000px'; element.style.display = 'block';");
        assertThat(host.locator(ELEMENT)).hasAttribute("data-unread", "1");
        say(other, "meanwhile", token);
        assertThat(host.locator(ELEMENT)).hasAttribute("data-unread", "2");
        host.locator(ELEMENT).scrollIntoViewIfNeeded();

        assertThat(host.locator(ELEMENT)).hasAttribute("data-unread", "0");
    }

    @Test
    void missingStylesShouldBeShownAndLoadedByTheNextSession() {
        Page host = host(WIDE, false);
        host.evaluate("document.documentElement.lang = 'de'");
        host.route("**/styles/messages.css", Route::abort);
        add(host, room, TOKEN);
        assertThat(host.locator(ELEMENT)).hasAttribute("data-state", "not_loaded");
        assertThat(host.locator(ELEMENT)).containsText("The chat could not be loaded.");
        host.unroute("**/styles/messages.css");
        host.evaluate("document.querySelector('#probe').restart()");

        assertThat(host.locator(ELEMENT)).hasAttribute("data-state", "ready");
        assertThat(host.locator(ELEMENT + " .message-scroll")).isVisible();
        // The texts are in English, whatever the language of the page is.
        assertThat(host.locator(ELEMENT + " .app")).hasAttribute("lang", "en");
    }

    @Test
    void soundShouldBeFetchedWithTheTokenWhenItIsPlayed() throws Exception {
        String other = room("public", "Heard");
        Page client = signedIn("keeper", "rooms/" + other, WIDE, false);
        client.locator(".composer input[type=file]").setInputFiles(FilesPageTest.sound("tone.wav"));
        assertThat(client.locator(".send")).isEnabled();
        client.locator(".send").click();
        assertThat(client.locator(".message:not(.unsent) audio")).hasCount(1);
        Page host = host(WIDE, false);
        add(host, other, TOKEN);
        Locator message = host.locator(ELEMENT + " .message");
        assertThat(message.getByLabel("Download tone.wav")).isVisible();
        message.getByLabel("Play tone.wav").click();
        Locator audio = message.locator("audio[src^='blob:']");
        assertThat(audio).isVisible();
        host.waitForCondition(() -> Boolean.TRUE.equals(audio.evaluate("audio => audio.duration > 0")));
        String address = audio.getAttribute("src");
        host.evaluate("document.querySelector('#probe').remove()");

        Object isReleased = host.evaluate("""
                address => new Promise(done => {
                  const audio = new Audio(address);
                  audio.onerror = () => done(true);
                  audio.onloadedmetadata = () => done(false);
                })""", address);
        assertThat(isReleased).isEqualTo(true);
    }

    // ---- pages

    /** Sets the token as the page of the example does. */
    private static final String TOKEN =
            "element.token = async () => (await fetch('token', { method: 'POST' })).text();";

    /** Opens the page of the host without its rooms. */
    private static Page host(int width, boolean isDark) {
        Page page = browsers.page(width, 800, isDark);
        page.navigate(site.hostOrigin() + "/");
        page.evaluate("customElements.whenDefined('chat-room').then(() => {"
                + " document.querySelectorAll('chat-room').forEach(each => each.remove()); })");
        return page;
    }

    /** Adds a room to the page by script, which notes its events. */
    private static void add(Page page, String room, String setting) {
        page.evaluate("""
                ([server, room]) => {
                  const element = document.createElement('chat-room');
                  element.id = 'probe';
                  element.server = server;
                  element.room = room;
                  document.addEventListener('chat-ready', () => (element.dataset.state = 'ready'));
                  document.addEventListener('chat-error', ({ detail }) => (element.dataset.state = detail.code));
                  document.addEventListener('chat-unread', ({ detail }) => (element.dataset.unread = detail.count));
                  SETTING
                  document.querySelector('.chats').append(element);
                }
                """.replace("SETTING", setting), List.of(site.address(), room));
    }

    /** Keeps a picture. Two rules of axe would add styles to the page, which its policy forbids. */
    private static void look(Page page, String name) {
        check(page, name, List.of("css-orientation-lock", "no-autoplay-audio"));
    }

    private static void say(Page page, String element, String text) {
        page.locator(element + " .composer textarea").fill(text);
        page.locator(element + " .composer textarea").press("Enter");
    }

    private static void say(String room, String text, String token) throws Exception {
        site.call("POST", "rooms/" + room + "/messages", Map.of("text", text), token);
    }

    private static Locator text(Page page, String element, String text) {
        return page.locator(element + " .message .text").getByText(text, new Locator.GetByTextOptions().setExact(true));
    }

    private static String room(String kind, String name) throws Exception {
        return site.call("POST", "rooms", Map.of("kind", kind, "name", name), keeper)
                .get("id")
                .asText();
    }
}
