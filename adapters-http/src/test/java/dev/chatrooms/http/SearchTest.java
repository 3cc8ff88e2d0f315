package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Eventually;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchTest {
    private TestServer server;
    private Person alice;
    private Person bob;
    private String open;
    private String secret;

    @BeforeAll
    void start() {
        server = TestServer.start();
        alice = server.person("alice");
        bob = server.person("bob");
        open = alice.publicRoom("Open");
        secret = alice.privateRoom("Secret");
        alice.send(open, "The kettle is on");
        alice.send(secret, "Kettlé & <fish>");
        alice.send(open, "Another kettle");
        Eventually.await(() -> search(alice, "q=kettle").json().at("/items").size() >= 3);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static Response search(Person person, String query) {
        return person.get("/api/v1/messages/search?" + query);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static List<String> snippets(Response page) {
        List<String> snippets = new ArrayList<>();
        page.json()
                .at("/items")
                .forEach(item -> snippets.add(item.path("snippet").asString()));
        return snippets;
    }

    private static String id(String room) {
        return room.substring(room.lastIndexOf('/') + 1);
    }

    @Test
    void searchShouldReturnReadableMessagesNewestFirst() {
        assertThat(snippets(search(alice, "q=KETTLE")))
                .containsExactly(
                        "Another <mark>kettle</mark>",
                        "<mark>Kettlé</mark> &amp; &lt;fish&gt;",
                        "The <mark>kettle</mark> is on");
        Response first = search(bob, "q=kettle&limit=1");
        assertThat(snippets(first)).containsExactly("Another <mark>kettle</mark>");
        assertThat(first.at("/items/0/message/text")).isEqualTo("Another kettle");
        assertThat(first.at("/items/0/message/sender/username")).isEqualTo("alice");
        Response second = search(bob, "q=kettle&limit=1&cursor=" + first.at("/next"));
        assertThat(snippets(second)).containsExactly("The <mark>kettle</mark> is on");
        assertThat(second.json().has("next")).isFalse();
    }

    @Test
    void searchShouldApplyItsFilters() {
        assertThat(snippets(search(alice, "q=kettle&room=" + id(secret)))).hasSize(1);
        assertThat(snippets(search(bob, "q=kettle&room=" + id(secret)))).isEmpty();
        assertThat(snippets(search(
                        bob, "q=kettle&sender=alice&from=2020-01-01T00:00:00Z&to=2199-12-31T23:59:59.999%2B02:00")))
                .hasSize(2);
        assertThat(snippets(search(bob, "q=kettle&sender=bob"))).isEmpty();
        assertThat(snippets(search(bob, "q=kettle&sender=no%20body"))).isEmpty();
        assertThat(snippets(search(bob, "q=kettle&from=2199-01-01T00:00Z"))).isEmpty();
        assertThat(snippets(search(bob, "q=kettle&to=0000-01-01T00:00:00Z"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "q=", "q=-kettle", "q=%22%22", "q=*", "q=%00"})
    void searchShouldBeRefusedWhenTheQueryIsEmpty(String query) {
        assertThat(search(bob, query).status()).isEqualTo(422);
        assertThat(search(bob, query).errors()).containsExactly(query.isEmpty() ? "q missing" : "q empty");
    }

    @Test
    void searchShouldBeRefusedWhenTheQueryIsTooLong() {
        assertThat(search(bob, "q=" + "a".repeat(501)).errors()).containsExactly("q too_long");
        assertThat(search(bob, "q=" + "a+".repeat(33)).errors()).containsExactly("q too_many");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "q=a%FF",
                "q=a&room=x",
                "q=a&from=yesterday",
                "q=a&from=2026-13-01T00:00:00Z",
                "q=a&to=2026-11-20",
                "q=a&to=%2B12026-11-20T00:00:00Z",
                "q=a&limit=0",
                "q=a&cursor=x",
                "q=a&q=b"
            })
    void searchShouldBeRefusedWhenAParameterIsMalformed(String query) {
        assertThat(search(bob, query).status()).isEqualTo(400);
    }

    @Test
    void searchShouldHandleAnyText() {
        Random random = new Random(20261126);
        String alphabet = "ab \"'-*\\&|!()<>:%_;,.é東\u0000\u0001\uFFFF\uD83D\uDE00";
        for (int i = 0; i < 300; i++) {
            String typed = random.ints(random.nextInt(20) + 1L, 0, alphabet.codePointCount(0, alphabet.length()))
                    .mapToObj(n -> Character.toString(alphabet.codePointAt(alphabet.offsetByCodePoints(0, n))))
                    .collect(Collectors.joining());
            assertThat(search(bob, "q=" + encoded(typed)).status()).as(typed).isIn(200, 422);
        }
    }

    @Test
    void readinessShouldReportTheSearchLagWithoutDependingOnIt() {
        Response ready = server.get("/health/ready");

        assertThat(ready.status()).isEqualTo(200);
        assertThat(ready.at("/dependencies/search/status")).isEqualTo("up");
        assertThat(ready.at("/dependencies/search/detail")).endsWith(" events behind");
    }
}
