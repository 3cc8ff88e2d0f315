package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The caller's account over HTTP: profile, settings and deletion. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProfileTest {
    private static final String ME = "/api/v1/me";
    private static final String SETTINGS = ME + "/settings";

    private TestServer server;
    private Person alice;

    @BeforeAll
    void start() {
        server = TestServer.start();
        alice = server.person("alice");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static Response send(Person person, String method, String path, String json) {
        return person.server()
                .send(person.request(path)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(json)));
    }

    private Response patch(String json) {
        return send(alice, "PATCH", ME, json);
    }

    private Response settings(String json) {
        return send(alice, "PUT", SETTINGS, json);
    }

    @Test
    void patchShouldChangeGivenFieldsAndClearNullFields() {
        patch("{\"firstName\":\"Alice\",\"lastName\":\"Liddell\",\"bio\":\"Likes tea.\\nA lot.\"}");

        Response response = patch("{\"displayName\":\"Al 🐇\",\"firstName\":null}");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.at("/displayName")).isEqualTo("Al 🐇");
        assertThat(response.json().at("/firstName").isNull()).isTrue();
        assertThat(response.at("/lastName")).isEqualTo("Liddell");
        assertThat(response.at("/bio")).isEqualTo("Likes tea.\nA lot.");
        assertThat(response.json().has("email")).isTrue();
        assertThat(alice.get(ME).body()).isEqualTo(response.body());
        assertThat(patch("{}").body()).isEqualTo(response.body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"displayName\":null}|422|displayName missing",
                "{\"displayName\":\"\"}|422|displayName empty",
                // Names must not contain bidirectional, hidden or invisible characters. A bio may.
                "{\"displayName\":\"a\\u202eb\"}|422|displayName illegal_character",
                "{\"displayName\":\"a\\u2066b\"}|422|displayName illegal_character",
                "{\"firstName\":\"a\\u200db\"}|422|firstName illegal_character",
                "{\"lastName\":\"\\ufeffa\"}|422|lastName illegal_character",
                "{\"lastName\":\"\\ud83d\"}|422|lastName illegal_character",
                "{\"bio\":\"\\u0000\"}|422|bio illegal_character",
                "{\"bio\":1}|400|bio wrong_type",
                "{\"username\":\"eve\"}|400|username unknown",
                "{\"avatarUrl\":\"x\"}|400|avatarUrl unknown"
            })
    void patchShouldBeRefusedWhenAFieldIsInvalid(String json, int status, String error) {
        Response response = patch(json);

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.errors()).containsExactly(error);
    }

    @Test
    void bioShouldCountCodePoints() {
        assertThat(patch("{\"bio\":\"" + "🐇".repeat(500) + "\"}").status()).isEqualTo(200);
        assertThat(patch("{\"bio\":\"" + "🐇".repeat(501) + "\"}").errors()).containsExactly("bio too_long");
    }

    @Test
    void displayNameShouldKeepItsUnicodeForm() {
        for (String name : new String[] {"Zo\u00EB", "Zoe\u0308"}) {
            assertThat(patch("{\"displayName\":\"" + name + "\"}").at("/displayName"))
                    .isEqualTo(name);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0430lice",
                "\uFF41lice",
                "al\u0131ce",
                "\u212Aate",
                "ali\u0301ce",
                "al\u200Dice",
                "al\u202Eice"
            })
    void usernameShouldBeRefusedWhenItHasLookalikeCharacters(String username) {
        Response response = server.post(
                "/api/v1/auth/register", "{\"username\":\"" + username + "\",\"password\":\"correct horse\"}");

        assertThat(response.status()).isEqualTo(422);
        assertThat(response.errors()).containsExactly("username illegal_character");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"theme\":\"dark\",\"hours\":{\"from\":9,\"to\":17.50},\"tags\":[1,null,true,\"é🐇\"]}",
                "{\"n\":[1.0,1e400,-0,3.14159265358979323846264338327950288419716939937510582097494"
                        + "4,123456789012345678901234567890]}",
                " {\"a\":{\"\":[]} } ",
                "{\"a\":{\"a\":{\"a\":1}}}"
            })
    void settingsShouldBeReturnedUnchanged(String json) {
        Response put = settings(json);

        assertThat(put.status()).isEqualTo(200);
        assertThat(put.body()).isEqualTo(json);
        assertThat(alice.get(SETTINGS).body()).isEqualTo(json);
    }

    @Test
    void settingsShouldBeAnEmptyObjectInitially() {
        assertThat(server.person("newcomer").get(SETTINGS).body()).isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[]|400 bad_request",
                "null|400 bad_request",
                "~~|400 bad_request",
                "{\"a\":1,\"a\":2}|400 bad_request",
                "{\"a\":{\"b\":1,\"\\u0062\":2}}|400 bad_request",
                "{\"a\":1}{}|400 bad_request",
                "{\"a\":1} x|400 bad_request",
                "{\"a\":NaN}|400 bad_request",
                "{\"a\":01}|400 bad_request",
                "{\"a\":[1,]}|400 bad_request",
                "{\"a\":|400 bad_request",
                "{\"a\":\"\\u0000\"}|422 invalid",
                "{\"a\":[{\"b\":\"\\ud83d\"}]}|422 invalid",
                "{\"\\u0000\":1}|422 invalid",
                "{\"a\":\"\\udc00\"}|422 invalid",
                "{\"\\ud83d\":1}|400 bad_request"
            })
    void settingsShouldBeRefusedWhenTheyAreNotAValidObject(String json, String answer) {
        settings("{\"kept\":true}");

        Response response = settings(json);

        assertThat(response.status() + " " + response.code())
                .as(response.body())
                .isEqualTo(answer);
        assertThat(alice.get(SETTINGS).body()).isEqualTo("{\"kept\":true}");
    }

    @Test
    void settingsShouldHaveLimitsOfTheirOwn() {
        String most = "{\"a\":\"" + "x".repeat(16 * 1024 - 8) + "\"}";
        assertThat(settings(most).body()).isEqualTo(most);
        assertThat(settings(most + " ").code()).isEqualTo("payload_too_large");
        assertThat(settings("{\"a\":" + "9".repeat(900) + "}").status()).isEqualTo(200);
        assertThat(settings("{\"" + "k".repeat(16_000) + "\":1}").status()).isEqualTo(200);
        assertThat(settings("{\"a\":" + "[".repeat(499) + "]".repeat(499) + "}").status())
                .isEqualTo(200);
        assertThat(settings("{\"a\":" + "[".repeat(500) + "]".repeat(500) + "}").code())
                .isEqualTo("bad_request");
        assertThat(server.send(alice.request(SETTINGS)
                                .header("Content-Type", "text/plain")
                                .PUT(BodyPublishers.ofString("{}")))
                        .code())
                .isEqualTo("unsupported_media_type");
    }

    @Test
    void settingsShouldBeRefusedWhenTheyAreNotUtf8() {
        byte[] latin = "{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);

        Response response = server.send(alice.request(SETTINGS)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofByteArray(latin)));

        assertThat(response.code()).isEqualTo("bad_request");
    }

    @Test
    void deleteShouldDeleteTheAccount() {
        Person bob = server.person("bob");
        String tea = alice.publicRoom("Tea");
        bob.post(tea + "/join");
        bob.send(tea, "hello");

        assertThat(send(bob, "DELETE", ME, "{\"password\":\"correct horse\"}").status())
                .isEqualTo(204);

        assertThat(bob.get(ME).code()).isEqualTo("unauthenticated");
        Response login = server.post("/api/v1/auth/login", "{\"username\":\"bob\",\"password\":\"correct horse\"}");
        assertThat(login.status()).isEqualTo(401);
        assertThat(login.code()).isEqualTo("bad_credentials");
        assertThat(alice.get(tea + "/messages").at("/items/0/sender/displayName"))
                .isEqualTo("Deleted account");
        assertThat(alice.get(tea).json().at("/memberCount").asInt()).isEqualTo(1);
        assertThat(alice.get("/api/v1/users/" + bob.id() + "/avatar").status()).isEqualTo(200);
        assertThat(server.person("bob").id()).isNotEqualTo(bob.id());
    }

    @Test
    void deleteShouldBeDeliveredToMembersOfSharedRooms() {
        Person bob = server.person("bob");
        String tea = alice.publicRoom("Shared room");
        bob.post(tea + "/join");
        String before = alice.get("/api/v1/events").at("/cursor");

        assertThat(send(bob, "DELETE", ME, "{\"password\":\"correct horse\"}").status())
                .isEqualTo(204);

        Response first = alice.get("/api/v1/events?wait=10&limit=2&after=" + before);
        assertThat(first.at("/events/0/type")).isEqualTo("account.updated");
        assertThat(first.at("/events/0/data/displayName")).isEqualTo("Deleted account");
        Response rest = alice.get("/api/v1/events?wait=10&limit=2&after=" + first.at("/events/0/cursor"));
        assertThat(rest.at("/events/0/type")).isEqualTo("member.left");
    }

    @Test
    void deleteShouldBeForbiddenWhenThePasswordIsWrong() {
        Response wrong = send(alice, "DELETE", ME, "{\"password\":\"wrong horse\"}");

        assertThat(wrong.status()).isEqualTo(403);
        assertThat(wrong.code()).isEqualTo("bad_credentials");
        assertThat(wrong.headers().map()).doesNotContainKey("www-authenticate");
        assertThat(send(alice, "DELETE", ME, "{}").errors()).containsExactly("password missing");
        assertThat(alice.delete(ME).status()).isEqualTo(400);
        assertThat(alice.get(ME).status()).isEqualTo(200);
    }

    @Test
    void deleteShouldListTheRoomsThatNeedAnotherOwner() {
        Person carol = server.person("carol");
        String chess = carol.publicRoom("Chess");
        alice.post(chess + "/join");

        Response refused = send(carol, "DELETE", ME, "{\"password\":\"correct horse\"}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("last_owner");
        assertThat(refused.errors()).containsExactly("rooms last_owner");
        assertThat(refused.at("/errors/0/message")).isEqualTo(chess.replaceAll(".*/", "") + " Chess");
    }

    @Test
    void requestsShouldRequireATokenAndAKnownMethod() {
        for (Map.Entry<String, String> call : Map.of("PATCH", ME, "DELETE", ME, "GET", SETTINGS, "PUT", SETTINGS)
                .entrySet()) {
            assertThat(server.send(server.request(call.getValue()).method(call.getKey(), BodyPublishers.noBody()))
                            .code())
                    .isEqualTo("unauthenticated");
        }
        assertThat(alice.delete(SETTINGS).header("Allow")).isEqualTo("GET, PUT, HEAD, OPTIONS");
    }
}
