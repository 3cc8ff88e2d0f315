package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The configuration over HTTP. */
class ConfigurationTest {
    private static final String ALL = "/api/v1/admin/config";
    private static final String SITE = "/api/v1/config";

    private final HandTime time = new HandTime();
    private TestServer server;
    private Person root;
    private Person alice;

    /** A clock that a test sets forward. */
    private static final class HandTime implements InstantSource {
        private volatile Instant now = Instant.parse("2026-11-20T10:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }
    }

    @BeforeEach
    void start() {
        server = TestServer.start(time, settings -> settings);
        root = server.admin("root");
        alice = server.person("alice");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static JsonNode entry(Response all, String key) {
        return all.json()
                .path("items")
                .valueStream()
                .filter(item -> item.path("key").asString("").equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void adminsShouldSetListAndUnsetEntries() {
        Response set = root.put(ALL + "/site.name", "{\"value\":\"Tea \\ud83e\\udd8a\"}");

        assertThat(set.status()).isEqualTo(200);
        assertThat(set.at("/value")).isEqualTo("Tea 🦊");
        assertThat(set.at("/default")).isEqualTo("Chatrooms");
        assertThat(set.at("/source")).isEqualTo("database");
        assertThat(set.at("/description")).isNotBlank();
        assertThat(entry(root.get(ALL), "site.name")).isEqualTo(set.json());
        assertThat(server.get(SITE).at("/name")).isEqualTo("Tea 🦊");
        assertThat(root.delete(ALL + "/site.name").status()).isEqualTo(204);
        assertThat(root.delete(ALL + "/site.name").status()).isEqualTo(204);
        assertThat(entry(root.get(ALL), "site.name").path("source").asString()).isEqualTo("default");
    }

    @Test
    void nameOfTheSiteShouldBeNormalisedAsOtherNames() {
        assertThat(root.put(ALL + "/site.name", "{\"value\":\" Tea  House \"}").at("/value"))
                .isEqualTo("Tea House");
        assertThat(server.get(SITE).at("/name")).isEqualTo("Tea House");
    }

    @Test
    void anyoneElseShouldBeRefused() {
        for (Response response : new Response[] {
            alice.get(ALL), alice.put(ALL + "/site.name", "{\"value\":\"Mine\"}"), alice.delete(ALL + "/nothing")
        }) {
            assertThat(response.status()).isEqualTo(403);
            assertThat(response.code()).isEqualTo("admin_only");
        }
        assertThat(server.get(ALL).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "site.name | 7 | wrong_type",
                "site.name | \"\" | empty",
                "site.name | [\"Tea\"] | wrong_type",
                "site.name | null | wrong_type",
                "site.name | \"Tea\\u202eesuoH\" | illegal_character",
                "site.name | \"  \" | empty",
                "site.notice | \"\\ud800\" | illegal_character",
                "registration.open | \"true\" | wrong_type",
                "registration.open | 1 | wrong_type",
                "uploads.maxBytes | 0 | out_of_range",
                "uploads.maxBytes | 1.5 | wrong_type",
                "uploads.maxBytes | 123456789012345678901234567890 | out_of_range",
                "messages.editWindowSeconds | -1 | out_of_range",
                "client.theme | \"\\u0000\" | illegal_character"
            })
    void unacceptableValuesShouldBeRefused(String key, String value, String code) {
        Response refused = root.put(ALL + "/" + key, "{\"value\":" + value + "}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.errors()).containsExactly("value " + code);
    }

    @Test
    void malformedRequestsAndUnknownEntriesShouldBeRefused() {
        assertThat(root.put(ALL + "/site.name", "{}").errors()).containsExactly("value missing");
        assertThat(root.put(ALL + "/site.name", "{\"value\":\"a\",\"more\":1}").status())
                .isEqualTo(400);
        assertThat(root.put(ALL + "/site.name", "{\"value\":\"a\",\"value\":\"b\"}")
                        .status())
                .isEqualTo(400);
        assertThat(root.put(ALL + "/client.a", "{\"value\":{\"a\":1,\"a\":2}}").status())
                .isEqualTo(400);
        assertThat(root.put(ALL + "/site.title", "{\"value\":\"a\"}").code()).isEqualTo("not_found");
        assertThat(root.put(ALL + "/client.", "{\"value\":1}").code()).isEqualTo("not_found");
        assertThat(root.delete(ALL + "/secret").code()).isEqualTo("not_found");
    }

    @Test
    void entriesOfClientsShouldComeBackAsTheyWere() {
        String theme = "{ \"accent\" : [1.10, 12345678901234567890123, \"\\u00e9\"], \"on\": null }";

        Response set = root.put(ALL + "/client.theme", "{\"value\": " + theme + " }");

        assertThat(set.status()).isEqualTo(200);
        assertThat(set.body()).contains("\"value\":" + theme);
        assertThat(server.get(SITE).body()).contains("\"client\":{\"theme\":" + theme + "}");
        assertThat(root.put(ALL + "/client.hours", "{\"value\":null}").status()).isEqualTo(200);
        assertThat(server.get(SITE).json().path("client").path("hours").isNull())
                .isTrue();
    }

    @Test
    void siteShouldBeOpenAndHaveATagThatChangesWithIt() {
        Response first = server.get(SITE);

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.json().path("registrationOpen").asBoolean()).isTrue();
        assertThat(first.json().path("emailVerification").asBoolean()).isFalse();
        assertThat(first.json().at("/limits/messageLength").asInt()).isEqualTo(8000);
        assertThat(first.json().at("/limits/attachments").asInt()).isEqualTo(10);
        assertThat(first.json().at("/limits/uploadBytes").asLong()).isEqualTo(26_214_400);
        Response same = server.send(server.request(SITE).header("If-None-Match", first.header("ETag")));
        assertThat(same.status()).isEqualTo(304);
        assertThat(same.header("ETag")).isEqualTo(first.header("ETag"));

        root.put(ALL + "/site.notice", "{\"value\":\"Back at ten.\"}");

        Response changed = server.send(server.request(SITE).header("If-None-Match", first.header("ETag")));
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.at("/notice")).isEqualTo("Back at ten.");
        assertThat(server.send(server.request(SITE).method("HEAD", BodyPublishers.noBody()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void registrationShouldCloseAndOpen() {
        root.put(ALL + "/registration.open", "{\"value\":false}");
        String bob = "{\"username\":\"bob\",\"password\":\"correct horse\"}";

        assertThat(server.post("/api/v1/auth/register", bob).code()).isEqualTo("registration_closed");
        assertThat(server.get(SITE).json().path("registrationOpen").asBoolean()).isFalse();

        root.delete(ALL + "/registration.open");
        assertThat(server.post("/api/v1/auth/register", bob).status()).isEqualTo(201);
    }

    @Test
    void editShouldBeRefusedWhenTheWindowHasPassed() {
        root.put(ALL + "/messages.editWindowSeconds", "{\"value\":60}");
        String room = alice.publicRoom("Tea");
        String message = "/api/v1/messages/" + alice.send(room, "Hello").at("/id");
        time.now = time.now.plus(Duration.ofSeconds(60));
        assertThat(alice.patch(message, "{\"text\":\"Hallo\"}").status()).isEqualTo(200);

        time.now = time.now.plus(Duration.ofSeconds(1));

        Response late = alice.patch(message, "{\"text\":\"Hullo\"}");
        assertThat(late.status()).isEqualTo(403);
        assertThat(late.code()).isEqualTo("edit_window_passed");
        root.delete(ALL + "/messages.editWindowSeconds");
        assertThat(alice.patch(message, "{\"text\":\"Hullo\"}").status()).isEqualTo(200);
    }
}
