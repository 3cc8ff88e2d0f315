package dev.chatrooms.benchmarks;

import java.io.IOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The attacks of the soak, each by accounts of its own or by clients without any. */
final class SoakAttacks {
    private static final int LONGEST_TEXT = 8000;
    private static final int BURST = 90;
    private static final int SEEDERS = 4;
    private static final int CONNECTIONS_PER_THREAD = 200;
    private static final int HALF_A_BODY = 32 * 1024;
    private static final int TRICKLE = 300;
    private static final int TRICKLE_SECONDS = 20;
    private static final int FIRST_IDEOGRAPH = 0x4E00;
    private static final int IDEOGRAPHS = 20_000;

    private final SoakServer server;
    private final String longRoom;
    private final String attacker;

    private SoakAttacks(SoakServer server) {
        this.server = server;
        this.attacker = server.account("attacker");
        this.longRoom = server.room(attacker, "Long messages");
        String emoji = "😀".repeat(LONGEST_TEXT);
        String ideographs = "乙甲乙丙甲丙".repeat(LONGEST_TEXT / 6);
        for (int i = 0; i < SEEDERS; i++) {
            String seeder = server.account("seeder" + i);
            server.join(seeder, longRoom);
            for (int message = 0; message < BURST; message++) {
                send(seeder, i % 2 == 0 ? emoji : ideographs);
            }
        }
    }

    /** Creates the accounts and the messages that the attacks use. */
    static List<SoakAttack> prepare(SoakServer server) {
        SoakAttacks attacks = new SoakAttacks(server);
        String searcher = server.account("searcher");
        String reader = server.account("reader");
        String indexer = server.account("indexer");
        String organiser = server.account("organiser");
        for (String token : List.of(searcher, reader, indexer)) {
            server.join(token, attacks.longRoom);
        }
        String joiner = server.account("joiner");
        return List.of(
                new SoakAttack("joins and leaves", 4, () -> attacks.joinAndLeave(joiner)),
                new SoakAttack("half-sent bodies", 6, attacks::holdHalfSentBodies),
                new SoakAttack("unread answers", 2, () -> attacks.holdUnreadAnswers(reader)),
                new SoakAttack("searches", 12, () -> attacks.search(searcher)),
                new SoakAttack("long pages", 12, () -> attacks.readLongPage(reader)),
                new SoakAttack("texts with many words", 4, () -> attacks.send(indexer, differentIdeographs())),
                new SoakAttack("rooms", 4, () -> attacks.createRoom(organiser)),
                new SoakAttack("logins", 20, attacks::logIn));
    }

    private int send(String token, String text) {
        return server.call("POST", "/rooms/" + longRoom + "/messages", token, "{\"text\":\"" + text + "\"}")
                .statusCode();
    }

    private static String differentIdeographs() {
        return ThreadLocalRandom.current()
                .ints(LONGEST_TEXT, FIRST_IDEOGRAPH, FIRST_IDEOGRAPH + IDEOGRAPHS)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private int joinAndLeave(String token) throws IOException {
        int status = server.tryCall("POST", "/rooms/" + longRoom + "/join", token, null)
                .statusCode();
        server.tryCall("POST", "/rooms/" + longRoom + "/leave", token, null);
        return status;
    }

    private int search(String token) throws IOException {
        String query = URLEncoder.encode("\"乙甲丙\"", StandardCharsets.UTF_8);
        return server.tryCall("GET", "/messages/search?q=" + query, token, null).statusCode();
    }

    private int readLongPage(String token) throws IOException {
        return server.tryCall("GET", "/rooms/" + longRoom + "/messages?limit=200", token, null)
                .statusCode();
    }

    private int createRoom(String token) throws IOException {
        String name = "Room " + ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
        return server.tryCall("POST", "/rooms", token, "{\"kind\":\"public\",\"name\":\"" + name + "\"}")
                .statusCode();
    }

    private int logIn() throws IOException {
        String name = "nobody" + ThreadLocalRandom.current().nextInt(1000);
        return server.tryCall(
                        "POST", "/auth/login", null, "{\"username\":\"" + name + "\",\"password\":\"wrong horse\"}")
                .statusCode();
    }

    /** Returns how many of the connections the server has closed or refused before the end. */
    private String holdHalfSentBodies() throws IOException {
        byte[] half = (request("POST", "/auth/login", "Content-Length: " + 2 * HALF_A_BODY + "\r\n")
                        + " ".repeat(HALF_A_BODY))
                .getBytes(StandardCharsets.US_ASCII);
        return hold(half, new byte[TRICKLE]);
    }

    private String holdUnreadAnswers(String token) throws IOException {
        String page =
                request("GET", "/rooms/" + longRoom + "/messages?limit=200", "Authorization: Bearer " + token + "\r\n");
        return hold(page.getBytes(StandardCharsets.US_ASCII), new byte[0]);
    }

    private static String request(String method, String path, String headers) {
        return method + " /api/v1" + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + headers + "\r\n";
    }

    private String hold(byte[] first, byte[] trickle) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        int refused = 0;
        try {
            for (int i = 0; i < CONNECTIONS_PER_THREAD; i++) {
                Socket socket = server.connect();
                sockets.add(socket);
                refused += write(socket, first) ? 0 : 1;
            }
            for (int second = 0; second < TRICKLE_SECONDS; second++) {
                TimeUnit.SECONDS.sleep(1);
                for (Socket socket : sockets) {
                    refused += trickle.length == 0 || socket.isClosed() || write(socket, trickle) ? 0 : 1;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        return refused > CONNECTIONS_PER_THREAD / 2 ? "mostly closed by the server" : "mostly held";
    }

    private static boolean write(Socket socket, byte[] bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
            return true;
        } catch (IOException closedByServer) {
            socket.close();
            return false;
        }
    }
}
