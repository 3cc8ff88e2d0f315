package dev.chatrooms.bootstrap.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.bootstrap.crash.ApiClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that fill the memory with requests that do not end, and with responses that they do not read. */
@Tag("thorough")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class TransferMemoryAttackTest {
    private static final int KIB = 1024;
    private static final String LONGEST_TEXT = "😀".repeat(8000);
    private static final int PAGE = 200;
    /** Longer than it takes until slow bodies are cut off. */
    private static final int ROUNDS = 8;

    @TempDir
    Path folder;

    private static String head(String method, String path, int length, String headers) {
        return method + " " + path
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: " + length + "\r\n"
                + headers + "\r\n";
    }

    @Test
    void bystanderShouldChatOnWhileAnonymousClientsSendHalfOfTheirLogins() throws Exception {
        attack(3300, head("POST", "/api/v1/auth/login", 64 * KIB, ""), 32 * KIB, false);
    }

    @Test
    void bystanderShouldChatOnWhileAnAccountSendsHalfOfManyAvatars() throws Exception {
        attack(480, head("PUT", "/api/v1/me/avatar", 1024 * KIB, "Authorization: Bearer %s\r\n"), 512 * KIB, true);
    }

    private void attack(int connections, String head, int half, boolean loggedIn) throws Exception {
        try (ServerUnderAttack server = ServerUnderAttack.start(folder);
                Bystander bystander = server.bystander()) {
            String token = loggedIn ? server.api().register("attacker") : "";
            try (HalfSentRequests requests = HalfSentRequests.open(server, connections, head.formatted(token), half)) {
                for (int round = 0; round < ROUNDS; round++) {
                    requests.goOn(300);
                    bystander.chatOn();
                }
            }
            bystander.assertAllStored();
            server.assertUnharmed();
        }
    }

    @Test
    void bystanderShouldChatOnWhileAccountsDoNotReadTheLargestPages() throws Exception {
        List<Socket> unread = new ArrayList<>();
        try (ServerUnderAttack server = ServerUnderAttack.start(folder, Map.of("CHATROOMS_SENDS_PER_SECOND", "0"));
                Bystander bystander = server.bystander()) {
            ApiClient api = server.api();
            String owner = api.register("owner");
            String room = api.newPublicRoom(owner, "Long messages");
            String messages = "/api/v1/rooms/" + room + "/messages";
            for (int i = 0; i < PAGE; i++) {
                assertThat(api.send("POST", messages, owner, Map.of("text", LONGEST_TEXT))
                                .statusCode())
                        .isEqualTo(201);
            }
            for (int account = 0; account < 6; account++) {
                String token = api.register("attacker" + account);
                api.join(token, room);
                for (int i = 0; i < 8; i++) {
                    unread.add(request(server, messages + "?limit=" + PAGE, token));
                }
            }
            for (int round = 0; round < ROUNDS; round++) {
                bystander.chatOn();
            }
            bystander.assertAllStored();
            server.assertUnharmed();
        } finally {
            for (Socket socket : unread) {
                socket.close();
            }
        }
    }

    /** Sends a request on a connection that receives little without being read. */
    private static Socket request(ServerUnderAttack server, String path, String token) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4 * KIB);
        socket.connect(new InetSocketAddress("127.0.0.1", server.process().port()));
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
