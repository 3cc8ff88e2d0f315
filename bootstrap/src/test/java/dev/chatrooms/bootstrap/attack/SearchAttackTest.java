package dev.chatrooms.bootstrap.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.bootstrap.crash.ApiClient;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Accounts that search for phrases which crafted messages almost contain, and that send messages of many words. */
@Tag("thorough")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SearchAttackTest {
    private static final int MESSAGES = 800;
    private static final int SEARCHES = 200;
    private static final int AT_ONCE = 12;
    private static final String PHRASE = "\"\u4E59\u7532\u4E19\"";
    /** All pairs of the phrase, many times, but not the phrase. */
    private static final String CRAFTED = "\u4E59\u7532 \u7532\u4E19 ".repeat(1300);

    @TempDir
    Path folder;

    @Test
    void bystanderShouldChatOnWhileAccountsSearchForCraftedPhrases() throws Exception {
        try (ServerUnderAttack server = ServerUnderAttack.start(folder, Map.of("CHATROOMS_SENDS_PER_SECOND", "0"));
                Bystander bystander = server.bystander()) {
            ApiClient api = server.api();
            List<String> tokens = List.of(api.register("mallory"), api.register("trudy"));
            String room = api.newPublicRoom(tokens.get(0), "Crafted");
            for (int i = 0; i < MESSAGES; i++) {
                assertThat(send(api, tokens.get(0), room, CRAFTED)).isEqualTo(201);
            }

            try (Attackers attackers = Attackers.repeating(
                    AT_ONCE,
                    () -> search(api, tokens.get(ThreadLocalRandom.current().nextInt(2)), PHRASE)
                            .statusCode())) {
                attackers.await(SEARCHES);
                bystander.chatOn();
                assertThat(attackers.outcomes().keySet()).isSubsetOf(200, 429, 503);
            }

            bystander.assertAllStored();
            server.assertUnharmed();
        }
    }

    @Test
    void messagesOfOthersShouldBeFoundWhileAnAccountSendsMessagesOfManyWords() throws Exception {
        try (ServerUnderAttack server = ServerUnderAttack.start(folder, Map.of("CHATROOMS_SENDS_PER_SECOND", "0"));
                Bystander bystander = server.bystander()) {
            ApiClient api = server.api();
            String mallory = api.register("mallory");
            String flooded = api.newPublicRoom(mallory, "Flooded");
            String alice = api.register("alice");
            String room = api.newPublicRoom(alice, "Tea");
            int[] characters = IntStream.range(0x4E00, 0x4E00 + 8000).toArray();
            String words = new String(characters, 0, characters.length);

            try (Attackers attackers = Attackers.repeating(2, () -> send(api, mallory, flooded, words))) {
                for (int i = 1; i <= 5; i++) {
                    attackers.await(i * 60);
                    assertThat(send(api, alice, room, "kettle " + i)).isEqualTo(201);
                    String q = "\"kettle " + i + "\"";
                    Eventually.await(q, () -> found(api, alice, q), found -> found == 1);
                }
                bystander.chatOn();
            }

            bystander.assertAllStored();
            server.assertUnharmed();
        }
    }

    private static int send(ApiClient api, String token, String room, String text) {
        return api.send("POST", "/api/v1/rooms/" + room + "/messages", token, Map.of("text", text))
                .statusCode();
    }

    private static HttpResponse<String> search(ApiClient api, String token, String q) {
        return api.send(
                "GET", "/api/v1/messages/search?q=" + URLEncoder.encode(q, StandardCharsets.UTF_8), token, null);
    }

    private static int found(ApiClient api, String token, String q) throws Exception {
        HttpResponse<String> response = search(api, token, q);
        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode page = new ObjectMapper().readTree(response.body());
        return page.get("items").size();
    }
}
