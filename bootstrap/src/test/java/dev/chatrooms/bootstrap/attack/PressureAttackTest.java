package dev.chatrooms.bootstrap.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.bootstrap.crash.ApiClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An account that presses rooms, invites and itself on people who never agreed, with the default limits. */
@Tag("thorough")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PressureAttackTest {
    private static final int ATTACKERS = 12;
    private static final int VICTIMS = 10;
    private static final int CALLS = 2000;
    /** The default limits of changes. */
    private static final int BURST = 60;

    private static final int CHANGES_PER_MINUTE = 120;

    @TempDir
    Path folder;

    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void bystanderShouldChatOnWhileAnAccountPressesItselfOnOthers() throws Exception {
        try (ServerUnderAttack server = ServerUnderAttack.start(folder);
                Bystander bystander = server.bystander()) {
            ApiClient api = server.api();
            String mallory = api.register("mallory");
            List<String> victims =
                    IntStream.range(0, VICTIMS).mapToObj(i -> "victim" + i).toList();
            victims.forEach(api::register);
            String room = "/api/v1/rooms/" + api.newPublicRoom(mallory, "Join me");
            long begun = System.nanoTime();

            Attackers attackers = Attackers.repeating(ATTACKERS, () -> press(api, mallory, room, victims));
            try (attackers) {
                attackers.await(CALLS);
                bystander.chatOn();
            }

            Map<Object, Integer> outcomes = attackers.outcomes();
            int done = outcomes.entrySet().stream()
                    .filter(outcome -> outcome.getKey() instanceof Integer status && status / 100 == 2)
                    .mapToInt(Map.Entry::getValue)
                    .sum();
            long minutes = Duration.ofNanos(System.nanoTime() - begun).toMinutes() + 1;
            assertThat(outcomes.keySet()).isSubsetOf(200, 201, 204, 404, 409, 429);
            assertThat(outcomes.get(429)).isPositive();
            assertThat((long) done).isPositive().isLessThanOrEqualTo(BURST + minutes * CHANGES_PER_MINUTE);
            String victim = api.login(victims.get(0));
            assertThat(api.send("GET", "/api/v1/rooms", victim, null).statusCode())
                    .isEqualTo(200);
            bystander.assertAllStored();
            server.assertUnharmed();
        }
    }

    /** Makes the next of several changes that concern the next victim, and returns the status. */
    private int press(ApiClient api, String token, String room, List<String> victims) {
        int call = calls.getAndIncrement();
        String victim = victims.get(call / 5 % VICTIMS);
        return switch (call % 5) {
            case 0 -> status(api, "PUT", "/api/v1/contacts/" + victim, token, null);
            case 1 -> status(api, "POST", "/api/v1/rooms", token, Map.of("kind", "direct", "members", List.of(victim)));
            case 2 -> status(api, "POST", room + "/invites", token, Map.of());
            case 3 -> status(api, "PUT", room + "/members/" + victim, token, null);
            default -> status(api, "DELETE", room + "/members/" + victim, token, null);
        };
    }

    private static int status(ApiClient api, String method, String path, String token, Object body) {
        return api.send(method, path, token, body).statusCode();
    }
}
