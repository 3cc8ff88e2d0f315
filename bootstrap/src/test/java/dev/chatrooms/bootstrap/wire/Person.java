package dev.chatrooms.bootstrap.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatrooms.bootstrap.wire.Line.Transport;
import dev.chatrooms.bootstrap.wire.Observer.Start;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Somebody who does all that can be done in rooms, at random, with three devices that watch. */
final class Person {
    /** What a history may bring about: never a malformed request, and never a fault. */
    private static final Set<Integer> FAIR = Set.of(200, 201, 202, 204, 403, 404, 409, 422);

    private static final int MAX_ROOMS = 2;
    private static final List<String> EMOJIS = List.of("\uD83D\uDC4D", "\u2764\uFE0F", "\uD83C\uDF75");

    private final Client client;
    private final World world;
    private final Random random;
    /** Rooms that he has come into. */
    private final List<String> entered = new ArrayList<>();
    /** Rooms that he has made. */
    private final List<String> owned = new ArrayList<>();

    private final List<Said> own = new ArrayList<>();
    /** The paths of his reactions, some of them taken back since. */
    private final List<String> reacted = new ArrayList<>();

    private final List<Observer> observers;
    private int made;

    /** A message that there is or was. */
    record Said(String id, String room) {}

    /** What people find to do something with. */
    record World(List<String> people, List<String> rooms, List<Said> messages, List<String> invites) {
        World(List<String> people) {
            this(people, new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>());
        }
    }

    Person(Client client, World world, long seed) {
        this.client = client;
        this.world = world;
        this.random = new Random(seed);
        this.observers = Stream.of(Transport.values())
                .map(transport -> new Observer(client, transport, new Random(random.nextLong())))
                .toList();
    }

    Client client() {
        return client;
    }

    List<Observer> observers() {
        return observers;
    }

    /** Halfway each device has lost its line for a while, and is back as told. */
    void live(int steps, Start start) throws InterruptedException {
        for (int step = 0; step < steps; step++) {
            act();
            if (step == steps / 2) {
                for (Observer observer : observers) {
                    observer.connect(start);
                }
            } else if (step < steps / 4 || step > steps / 2) {
                Observer observer = observers.get(random.nextInt(observers.size()));
                if (random.nextInt(12) == 0) {
                    observer.connectAnyhow(random.nextInt(4) > 0 ? Start.RESUMED : any(List.of(Start.values())));
                } else {
                    observer.look();
                }
            }
        }
    }

    /** Deletes his account, and before that whatever room would keep him from it. */
    void disappear() {
        for (JsonNode room : client.list("/rooms")) {
            if (room.get("me").get("role").asText().equals("owner")) {
                call("DELETE", "/rooms/" + room.get("id").asText(), null);
            }
        }
        Client.Answer answer = client.call("DELETE", "/me", Map.of("password", Client.PASSWORD));
        assertThat(answer.status()).as("" + answer).isEqualTo(204);
    }

    private void act() {
        int what = random.nextInt(36);
        String room = any(mostly(what < 9 ? owned : entered, world.rooms()));
        if (what == 35 || room == null) {
            makeRoom();
        } else if (what < 9) {
            manage("/rooms/" + room, any(world.people()), what);
        } else if (what < 18) {
            beThere("/rooms/" + room, any(world.people()), what);
        } else if (what < 26) {
            treat(what);
        } else {
            send(room);
        }
    }

    private void manage(String room, String other, int what) {
        String member = room + "/members/" + other;
        switch (what) {
            case 0, 1, 2 -> call("PUT", member, null);
            case 3 -> call("DELETE", member, null);
            case 4, 5 -> call("PATCH", member, Map.of("role", any(List.of("owner", "moderator", "member"))));
            case 6 -> call(random.nextInt(3) == 0 ? "PUT" : "DELETE", room + "/bans/" + other, null);
            case 7 -> call("PATCH", room, changeOfRoom());
            default -> {
                if (random.nextInt(6) == 0) {
                    call("DELETE", room, null);
                } else {
                    invite(room);
                }
            }
        }
    }

    private void beThere(String room, String other, int what) {
        switch (what) {
            case 9, 10 -> {
                String somewhere = any(world.rooms());
                enter(somewhere, call("POST", "/rooms/" + somewhere + "/join", null));
            }
            case 11 -> call("POST", room + "/leave", null);
            case 12, 13 -> call("PUT", room + "/read", Map.of("seq", random.nextInt(30)));
            case 14 -> call("PATCH", room + "/me", Map.of(any(List.of("muted", "favourite")), random.nextBoolean()));
            case 15 ->
                call(
                        "PATCH",
                        "/me",
                        Map.of(any(List.of("displayName", "bio")), client.username() + " " + random.nextInt(100)));
            case 16 -> {
                JsonNode direct = call("POST", "/rooms", Map.of("kind", "direct", "members", List.of(other)));
                enter(direct.path("id").asText(), direct);
            }
            default -> call(random.nextInt(4) == 0 ? "PUT" : "DELETE", "/blocks/" + other, null);
        }
    }

    /** Does something with a message. */
    private void treat(int what) {
        Said said = any(mostly(
                world.messages().stream()
                        .filter(message -> entered.contains(message.room()))
                        .toList(),
                world.messages()));
        if (said == null) {
            return;
        }
        switch (what) {
            case 18, 19 -> call("PATCH", "/messages/" + mostlyOwn(said).id(), Map.of("text", text()));
            case 20 -> call("DELETE", "/messages/" + mostlyOwn(said).id(), null);
            case 21, 22 -> {
                String path = "/messages/" + said.id() + "/reactions/" + Client.encoded(any(EMOJIS));
                call("PUT", path, null);
                reacted.add(path);
            }
            case 23 -> {
                if (!reacted.isEmpty()) {
                    call("DELETE", any(reacted), null);
                }
            }
            default -> call(random.nextInt(3) > 0 ? "PUT" : "DELETE", "/messages/" + said.id() + "/pin", null);
        }
    }

    private <T> List<T> mostly(List<T> preferred, List<T> all) {
        return preferred.isEmpty() || random.nextInt(4) == 0 ? all : preferred;
    }

    private void makeRoom() {
        if (owned.size() < MAX_ROOMS) {
            Map<String, Object> wanted = Map.of(
                    "kind",
                    any(List.of("public", "public", "private")),
                    "name",
                    name(),
                    "members",
                    random.nextBoolean() ? List.of() : List.of(any(world.people())));
            JsonNode room = call("POST", "/rooms", wanted);
            if (room.has("id")) {
                owned.add(room.get("id").asText());
                enter(room.get("id").asText(), room);
            }
        }
    }

    /** For whoever comes across it. */
    private void invite(String room) {
        JsonNode invite = call("POST", room + "/invites", Map.of());
        if (invite.has("url")) {
            world.invites().add(invite.get("code").asText());
        }
        String code = any(world.invites());
        if (code != null) {
            JsonNode entered = call("POST", "/invites/" + code + "/accept", null);
            enter(entered.path("id").asText(), entered);
        }
    }

    private void enter(String id, JsonNode room) {
        if (room.has("me")) {
            entered.add(id);
            if (!world.rooms().contains(id)) {
                world.rooms().add(id);
            }
        }
    }

    private Map<String, String> changeOfRoom() {
        return switch (random.nextInt(3)) {
            case 0 -> Map.of("name", name());
            case 1 -> Map.of("topic", "topic " + random.nextInt(100));
            default -> Map.of("kind", any(List.of("public", "private")));
        };
    }

    private String name() {
        return client.username() + "'s " + made++;
    }

    private void send(String room) {
        Map<String, Object> message = new HashMap<>();
        message.put("text", text());
        if (random.nextBoolean()) {
            message.put("clientId", "c" + made++);
        }
        refer(message, "replyTo", room);
        refer(message, "threadId", room);
        JsonNode sent = call("POST", "/rooms/" + room + "/messages", message);
        if (sent.has("id")) {
            Said said = new Said(sent.get("id").asText(), room);
            own.add(said);
            world.messages().add(said);
        }
    }

    private void refer(Map<String, Object> message, String field, String room) {
        if (random.nextInt(3) == 0) {
            Said said = any(world.messages().stream()
                    .filter(candidate -> candidate.room().equals(room))
                    .toList());
            if (said != null) {
                message.put(field, said.id());
            }
        }
    }

    private Said mostlyOwn(Said otherwise) {
        return own.isEmpty() || random.nextInt(4) == 0
                ? otherwise
                : own.get(own.size() - 1 - random.nextInt(Math.min(own.size(), 6)));
    }

    /** Something, which may call somebody or everybody, and may be too long for a preview. */
    private String text() {
        return switch (random.nextInt(8)) {
                    case 0, 1 -> "@" + any(world.people());
                    case 2 -> "@room";
                    case 3 -> "\uD83C\uDF75".repeat(150 + random.nextInt(100));
                    default -> "";
                }
                + " text "
                + random.nextInt(100);
    }

    private <T> T any(List<T> list) {
        // Only grows, and nobody minds which part of it was looked at.
        return list.isEmpty() ? null : list.get(random.nextInt(list.size()));
    }

    private JsonNode call(String method, String path, Object body) {
        Client.Answer answer = client.call(method, path, body);
        assertThat(FAIR).as(method + " " + path + " " + body + ": " + answer).contains(answer.status());
        return answer.body();
    }
}
