package dev.chatrooms.bootstrap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests the client when its connection or its session ends, each time without a reload. */
class ReconnectTest extends PageTest {
    private static String cleo;
    private static String dina;
    private static String room;

    @BeforeAll
    static void register() throws Exception {
        cleo = site.register("cleo", "Cleo Brandt");
        dina = site.register("dina", "Dina Lind");
        String dinaId = site.call("GET", "me", null, dina).get("id").asText();
        Map<String, Object> body = Map.of("kind", "private", "name", "Harbour", "members", List.of(dinaId));
        room = site.call("POST", "rooms", body, cleo).get("id").asText();
    }

    @Test
    void pagesShouldShowTheSameAfterARestartOfTheServer() throws Exception {
        Page first = signedIn("cleo", "rooms/" + room, WIDE, false);
        Page second = signedIn("dina", "rooms/" + room, PHONE, true);
        send(first, "before the restart");
        assertThat(message(second, "before the restart")).hasCount(1);

        send(first, "while it stops");
        site.restart();
        say(cleo, "before the pages are back");
        send(first, "after the restart");
        send(second, "after it too");

        List<String> all = List.of(
                "before the restart",
                "while it stops",
                "before the pages are back",
                "after the restart",
                "after it too");
        for (Page page : List.of(first, second)) {
            for (String text : all) {
                assertThat(message(page, text)).hasCount(1);
            }
            assertThat(page.locator(".unsent, .failed")).hasCount(0);
        }
        List<String> stored = storedTexts(room, cleo);
        assertThat(stored).containsAll(all).doesNotHaveDuplicates();
        assertThat(texts(first)).isEqualTo(stored);
        assertThat(texts(second)).isEqualTo(stored);
    }

    @Test
    void pageShouldAskForThePasswordAfterTheSessionHasEnded() throws Exception {
        String token = site.register("enno", "Enno Vries");
        String id = site.call("POST", "rooms", Map.of("kind", "public", "name", "Enno's"), token)
                .get("id")
                .asText();
        Page page = signedIn("enno", "rooms/" + id, WIDE, false);
        page.locator(".composer textarea").fill("not yet sent");

        site.call("POST", "auth/logout-everywhere", null, token);
        assertThat(page.locator(".notice")).containsText("Your session has ended");
        signIn(page, "enno");

        assertThat(page.locator(".room-title h1")).hasText("Enno's");
        assertThat(page.locator(".composer textarea")).hasValue("not yet sent");
    }

    @Test
    void resetShouldReplaceWhatThePageShows() throws Exception {
        Page page = browsers.page(WIDE, 900, false);
        // As after the restore of a backup, the server does not know the cursor.
        page.routeWebSocket(url -> url.contains("/api/v1/ws"), socket -> {
            var server = socket.connectToServer();
            socket.onMessage(frame -> server.send(
                    frame.text().replaceFirst("\"cursor\":\"[^\"]*\"", "\"cursor\":\"of another server\"")));
        });
        page.navigate("http://" + ChatSite.CUTTABLE + "/#/rooms/" + room);
        signIn(page, "dina");
        send(page, "before the reset");
        assertThat(message(page, "before the reset")).hasCount(1);
        assertThat(page.locator(".unsent")).hasCount(0);
        site.proxy().cut();
        assertThat(page.locator(".connection-text")).isVisible();
        say(cleo, "missed before the reset");
        site.proxy().restore();

        assertThat(message(page, "missed before the reset")).hasCount(1);
        assertThat(message(page, "before the reset")).hasCount(1);
        send(page, "after the reset");
        assertThat(message(page, "after the reset")).hasCount(1);
        assertThat(page.locator(".unsent")).hasCount(0);
    }

    @Test
    void roomThatIsOpenedWithoutAConnectionShouldAppearWithTheConnection() throws Exception {
        Map<String, Object> body = Map.of("kind", "public", "name", "Ferry");
        String other = site.call("POST", "rooms", body, cleo).get("id").asText();
        Page page = browsers.page(WIDE, 900, false);
        page.navigate("http://" + ChatSite.CUTTABLE + "/#/rooms/" + room);
        signIn(page, "dina");
        assertThat(page.locator(".room-title h1")).hasText("Harbour");
        site.proxy().cut();
        assertThat(page.locator(".connection-text")).isVisible();
        page.evaluate("id => { location.hash = '#/rooms/' + id; }", other);
        assertThat(page.locator("main .spinner")).isVisible();
        site.proxy().restore();

        assertThat(page.locator(".room-title h1")).hasText("Ferry");
    }

    @Test
    void pageShouldNoticeAFrozenConnectionByItself() throws Exception {
        Page page = browsers.page(WIDE, 900, false);
        page.clock().install();
        page.navigate("http://" + ChatSite.CUTTABLE + "/#/rooms/" + room);
        signIn(page, "dina");
        assertThat(page.locator(".room-title h1")).hasText("Harbour");
        site.proxy().freeze();
        say(cleo, "said while frozen");
        send(page, "sent while frozen");
        // The next ping, and the time for its answer.
        page.clock().fastForward(21_000);
        page.clock().fastForward(9_000);
        page.clock().fastForward(2_000);
        assertThat(page.locator(".connection-text")).isVisible();
        site.proxy().restore();
        page.clock().fastForward(31_000);

        assertThat(message(page, "said while frozen")).hasCount(1);
        assertThat(message(page, "sent while frozen")).hasCount(1);
        assertThat(page.locator(".unsent, .failed, .connection-text")).hasCount(0);
    }

    @Test
    void tabShouldEndItsSessionWhenAnotherOneSignsInWithAnotherAccount() {
        Page first = signedIn("cleo", "rooms/" + room, WIDE, false);
        assertThat(first.locator(".room-title h1")).hasText("Harbour");
        Page second = first.context().newPage();
        second.navigate("http://" + ChatSite.DIRECT + "/");
        // The cookies change at once: without any, the first page might notice that before the other account.
        Map<String, Object> login = Map.of("username", "dina", "password", ChatSite.PASSWORD, "cookies", true);
        Object status = second.evaluate("""
                body => fetch('/api/v1/auth/login', {
                  method: 'POST',
                  headers: { 'Content-Type': 'application/json' },
                  body: JSON.stringify(body),
                }).then(response => response.status)""", login);
        assertThat(status).isEqualTo(200);
        second.reload();
        assertThat(second.locator(".account-name")).hasText("Dina Lind");

        assertThat(first.locator(".notice")).containsText("Another account has signed in");
        assertThat(first.locator(".message")).hasCount(0);
        first.reload();
        assertThat(first.locator(".account-name")).hasText("Dina Lind");
    }

    @Test
    void signingOutShouldAskAboutUnsentMessages() {
        Page page = browsers.page(WIDE, 900, false);
        page.navigate("http://" + ChatSite.CUTTABLE + "/#/rooms/" + room);
        signIn(page, "cleo");
        assertThat(page.locator(".room-title h1")).hasText("Harbour");
        site.proxy().cut();
        send(page, "written in a tunnel");
        assertThat(page.locator(".unsent")).hasCount(1);
        page.locator(".account-button").click();
        page.getByText("Sign out").click();
        assertThat(page.locator("dialog")).containsText("1 message has not been sent");
        page.getByText("Cancel").click();
        site.proxy().restore();

        assertThat(message(page, "written in a tunnel")).hasCount(1);
        assertThat(page.locator(".unsent")).hasCount(0);
    }

    private static void say(String token, String text) throws Exception {
        site.call("POST", "rooms/" + room + "/messages", Map.of("text", text), token);
    }
}
