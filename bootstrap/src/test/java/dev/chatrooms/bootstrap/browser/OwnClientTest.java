package dev.chatrooms.bootstrap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.chatrooms.application.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clients in {@code docs/examples/own-client}, which are made with {@code /client.js}. */
class OwnClientTest extends PageTest {
    private static final Path FOLDER = Path.of("../docs/examples/own-client");

    private static HttpServer host;

    @BeforeAll
    static void start() throws IOException {
        host = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        host.createContext("/", OwnClientTest::serve);
        host.start();
        site.host().redirect(host.getAddress().getPort());
    }

    @AfterAll
    static void stop() {
        host.stop(0);
    }

    @Test
    void pageOfAnotherOriginShouldShowMessagesAndSend() throws Exception {
        String token = site.register("lena", "Lena Own");
        String room = room(token, "Own client", List.of());
        say(token, room, "Before");
        Page page = browsers.page(WIDE, 800, false);
        page.navigate(site.hostOrigin() + "/index.html");
        page.getByLabel("Server").fill(site.address());
        page.getByLabel("Access token").fill(token);
        page.locator("#connect button").click();
        assertThat(page.locator("#messages")).containsText("Lena Own: Before");
        page.locator("#text").fill("From the page");
        page.locator("#compose button").click();
        assertThat(page.locator("#messages")).containsText("Lena Own: From the page");
        say(token, room, "After");

        assertThat(page.locator("#messages")).containsText("Lena Own: After");
        assertThat(page.locator("#messages li")).hasCount(3);
        assertThat(page.locator("#status")).hasText("online");
    }

    @Test
    void botInNodeShouldAnswerMentions(@TempDir Path logs) throws Exception {
        String token = site.register("mona", "Mona Own");
        site.register("echo", "Echo");
        String room = room(token, "Echo", List.of("echo"));
        Path log = logs.resolve("bot.log");
        ProcessBuilder builder = new ProcessBuilder(
                        Browsers.node().toString(), "--experimental-websocket", "echo.mjs", site.address())
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(Map.of("CHAT_USERNAME", "echo", "CHAT_PASSWORD", ChatSite.PASSWORD));
        Process bot = builder.start();
        try {
            // The bot starts with the present, so it hears what is said once it is there.
            Eventually.await("the bot is online", () -> Files.readString(log), text -> text.contains("online"));
            say(token, room, "@echo Are you there?");
            Eventually.await(
                    "the answer", () -> texts(token, room), texts -> texts.contains("You said: @echo Are you there?"));
        } finally {
            bot.destroyForcibly().waitFor();
        }
    }

    private static void serve(HttpExchange exchange) throws IOException {
        String name = exchange.getRequestURI().getPath().substring(1);
        byte[] content = Files.readAllBytes(FOLDER.resolve(name));
        exchange.getResponseHeaders().set("Content-Type", name.endsWith(".js") ? "text/javascript" : "text/html");
        exchange.sendResponseHeaders(200, content.length);
        exchange.getResponseBody().write(content);
        exchange.close();
    }

    private static String room(String token, String name, List<String> members) throws Exception {
        return site.call("POST", "rooms", Map.of("kind", "private", "name", name, "members", members), token)
                .get("id")
                .asText();
    }

    private static void say(String token, String room, String text) throws Exception {
        site.call("POST", "rooms/" + room + "/messages", Map.of("text", text), token);
    }

    private static List<String> texts(String token, String room) throws Exception {
        return site.call("GET", "rooms/" + room + "/messages", null, token)
                .get("items")
                .findValuesAsText("text");
    }
}
