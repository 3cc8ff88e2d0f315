package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Eventually;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of people and rooms over HTTP: what they may hold, and how they are found. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NamesTest {
    private TestServer server;
    private Person alice;

    @BeforeAll
    void start() {
        server = TestServer.start();
        alice = server.person("alice");
        room("Kafi in Zürich");
        alice.send(alice.privateRoom("Notes"), "Žofie and Čapková are @zofie2, not علی\u200Cرضا");
        server.person("zofie1").patch("/api/v1/me", """
                {"displayName":"Zosia","firstName":"Žofie","lastName":"Čapková"}
                """);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private Response room(String name) {
        return alice.post("/api/v1/rooms", "{\"kind\":\"public\",\"name\":\"" + name + "\"}");
    }

    private List<String> found(String path, String typed, String field) {
        List<String> names = new ArrayList<>();
        alice.get(path + URLEncoder.encode(typed, StandardCharsets.UTF_8))
                .json()
                .at("/items")
                .forEach(item -> names.add(item.path(field).asString()));
        return names;
    }

    private List<String> rooms(String typed) {
        return found("/api/v1/rooms?scope=public&search=", typed, "name");
    }

    private List<String> people(String typed) {
        return found("/api/v1/users?search=", typed, "username");
    }

    @ParameterizedTest
    @ValueSource(strings = {"علی\u200Cرضا", "ශ්\u200Dරී", "क्\u200Dष", "👨\u200D👩\u200D👧"})
    void joinersShouldBeKeptWhereTheScriptNeedsThem(String name) {
        Response profile = alice.patch("/api/v1/me", """
                {"displayName":"%1$s","firstName":"%1$s","lastName":"%1$s"}
                """.formatted(name));

        assertThat(profile.status()).isEqualTo(200);
        for (String field : List.of("/displayName", "/firstName", "/lastName")) {
            assertThat(profile.at(field)).isEqualTo(name);
        }
        assertThat(room(name).at("/name")).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"al\u200Cice", "علی\u200C", "\u200Dක", "👨\u200D", "al\u200Bice", "al\u202Eice", "al\\nice"})
    void invisibleCharactersShouldBeRefusedElsewhere(String name) {
        Response profile = alice.patch("/api/v1/me", """
                {"displayName":"%1$s","firstName":"%1$s","lastName":"%1$s"}
                """.formatted(name));

        assertThat(profile.status()).isEqualTo(422);
        assertThat(profile.errors())
                .containsExactlyInAnyOrder(
                        "displayName illegal_character", "firstName illegal_character", "lastName illegal_character");
        assertThat(room(name).errors()).containsExactly("name illegal_character");
    }

    @Test
    void spacesShouldBeTrimmedAndFolded() {
        Response account = server.post("/api/v1/auth/register", """
                {"username":" spacy ","password":"correct horse","displayName":"  Ann \u00A0 Lee\u3000",
                 "firstName":"Ann\u00A0","lastName":" Lee"}
                """);

        assertThat(account.status()).isEqualTo(201);
        assertThat(account.at("/username")).isEqualTo("spacy");
        assertThat(account.at("/displayName")).isEqualTo("Ann Lee");
        assertThat(account.at("/firstName")).isEqualTo("Ann");
        assertThat(account.at("/lastName")).isEqualTo("Lee");
        assertThat(server.post("/api/v1/auth/login", "{\"username\":\"Spacy \",\"password\":\"correct horse\"}")
                        .status())
                .isEqualTo(200);
        assertThat(room(" Green \u00A0 tea ").at("/name")).isEqualTo("Green tea");
        assertThat(room("\u00A0 ").errors()).containsExactly("name empty");
    }

    @ParameterizedTest
    @CsvSource({
        "Caf\u00E9 one, Cafe\u0301 ONE",
        "한국, \u1112\u1161\u11AB\u1100\u116E\u11A8",
        "Tea two, Ｔｅａ\u00A0two",
        "Stra\u00DFe, STRASSE",
        "کتاب\u200Cخانه, کتابخانه"
    })
    void publicNameShouldBeTakenInAnySpelling(String name, String other) {
        String room = room(name).at("/id");
        String another = room("Another " + other).at("/id");

        assertThat(room(other).code()).isEqualTo("name_taken");
        assertThat(alice.patch("/api/v1/rooms/" + another, "{\"name\":\"" + other + "\"}")
                        .code())
                .isEqualTo("name_taken");
        assertThat(alice.patch("/api/v1/rooms/" + room, "{\"name\":\"" + other + "\"}")
                        .at("/name"))
                .as("the room itself may change its spelling")
                .isEqualTo(other.replace('\u00A0', ' '));
    }

    @Test
    void publicNamesMayDifferInAccents() {
        assertThat(room("Réglisse").status()).isEqualTo(201);
        assertThat(room("Reglisse").status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zurich",
                "ZÜRICH",
                "zu\u0308rich",
                "kafi zurich",
                "Zürich \u00A0 kafi",
                "#kafi",
                "@kafi",
                "＠Ｋafi"
            })
    void directoryShouldIgnoreCaseAndAccentsAndSigns(String typed) {
        assertThat(rooms(typed)).containsExactly("Kafi in Zürich");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zofie capkova",
                "Čapková Žofie",
                "C\u030Capkova\u0301",
                "@zofie1",
                " @ZOFIE1",
                "＠zofie1",
                "zosia cap"
            })
    void peopleShouldBeFoundByAllTheirNames(String typed) {
        assertThat(people(typed)).containsExactly("zofie1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zofie capkova", "ČAPKOVÁ", "C\u030Capkova\u0301", "@zofie2", "＠Zofie2", "علیرضا"})
    void messagesShouldBeFoundInTheSameSpellings(String typed) {
        String path = "/api/v1/messages/search?q=" + URLEncoder.encode(typed, StandardCharsets.UTF_8);

        Eventually.await(() -> alice.get(path).json().at("/items").size() == 1);
    }
}
