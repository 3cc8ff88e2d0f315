package dev.chatrooms.bootstrap.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.bootstrap.crash.ApiClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One account, or a few, that make expensive calls as fast as they can, with the default limits. */
@Tag("thorough")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class AccountFloodAttackTest {
    private static final String LONGEST_TEXT = "😀".repeat(8000);
    private static final int LONG_MESSAGES = 90;
    private static final int ATTACKERS = 24;
    private static final int PAGES = 100;
    private static final int ROOMS = 1000;

    @TempDir
    Path folder;

    @Test
    void bystanderShouldChatOnWhileAccountsReadPagesOfMegabytes() throws Exception {
        try (ServerUnderAttack server = ServerUnderAttack.start(folder);
                Bystander bystander = server.bystander()) {
            ApiClient api = server.api();
            String attacker = api.register("attacker");
            String room = api.newPublicRoom(attacker, "Long messages");
            String messages = "/api/v1/rooms/" + room + "/messages";
            for (int i = 0; i < LONG_MESSAGES; i++) {
                assertThat(api.send("POST", messages, attacker, Map.of("text", LONGEST_TEXT))
                                .statusCode())
                        .isEqualTo(201);
            }

            List<String> readers = List.of(attacker, api.register("mallory"), api.register("trudy"));

            try (Attackers attackers = Attackers.repeating(
                    ATTACKERS,
                    () -> api.send("GET", messages + "?limit=200", oneOf(readers), null)
                            .statusCode())) {
                attackers.await(PAGES);
                bystander.chatOn();
            }

            bystander.assertAllStored();
            server.assertUnharmed();
        }
    }

    private static String oneOf(List<String> tokens) {
        return tokens.get(ThreadLocalRandom.current().nextInt(tokens.size()));
    }

    @Test
    void bystanderShouldChatOnWhileAnAccountCreatesRooms() throws Exception {
        try (ServerUnderAttack server = ServerUnderAttack.start(folder);
                Bystander bystander = server.bystander()) {
            ApiClient api = server.api();
            String attacker = api.register("attacker");
            AtomicInteger number = new AtomicInteger();

            try (Attackers attackers = Attackers.repeating(ATTACKERS, () -> {
                Map<String, String> room = Map.of("kind", "public", "name", "Room " + number.incrementAndGet());
                return api.send("POST", "/api/v1/rooms", attacker, room).statusCode();
            })) {
                attackers.await(ROOMS);
                bystander.chatOn();

                assertThat(attackers.outcomes().keySet()).contains(429);
            }

            bystander.assertAllStored();
            server.assertUnharmed();
        }
    }
}
