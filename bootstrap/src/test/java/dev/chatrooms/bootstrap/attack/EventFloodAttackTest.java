package dev.chatrooms.bootstrap.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.bootstrap.crash.ApiClient;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Accounts that fill the ring of recent events with the largest events there are: of rooms whose last message is as
 * long as possible.
 */
@Tag("thorough")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class EventFloodAttackTest {
    private static final String LONGEST_TEXT = "😀".repeat(8000);
    private static final int ATTACKERS = 4;
    /** 256 MB, if each event held the whole text of the last message. */
    private static final int EVENTS = 8000;

    @TempDir
    Path folder;

    @Test
    void bystanderShouldChatOnWhileAccountsJoinAndLeaveRoomsWithLongMessages() throws Exception {
        try (ServerUnderAttack server = ServerUnderAttack.start(
                        folder, Map.of("CHATROOMS_CHANGES_PER_MINUTE", "0", "CHATROOMS_SENDS_PER_SECOND", "0"));
                Bystander bystander = server.bystander()) {
            ApiClient api = server.api();
            String owner = api.register("owner");
            String room = api.newPublicRoom(owner, "Long messages");
            assertThat(send(api, owner, room)).isEqualTo(201);
            String attacker = api.register("attacker");

            try (Attackers attackers = Attackers.repeating(ATTACKERS, () -> joinAndLeave(api, attacker, room))) {
                attackers.await(EVENTS / 2);
                bystander.chatOn();
            }

            bystander.assertAllStored();
            server.assertUnharmed();
        }
    }

    private static int send(ApiClient api, String token, String room) {
        return api.send("POST", "/api/v1/rooms/" + room + "/messages", token, Map.of("text", LONGEST_TEXT))
                .statusCode();
    }

    private static int joinAndLeave(ApiClient api, String token, String room) {
        int joined =
                api.send("POST", "/api/v1/rooms/" + room + "/join", token, null).statusCode();
        api.send("POST", "/api/v1/rooms/" + room + "/leave", token, null);
        return joined;
    }
}
