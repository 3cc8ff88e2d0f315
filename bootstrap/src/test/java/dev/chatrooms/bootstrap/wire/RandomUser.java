package dev.chatrooms.bootstrap.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatrooms.bootstrap.wire.Connection.Transport;
import dev.chatrooms.bootstrap.wire.Device.Start;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A user who performs random actions in rooms and has three devices that follow the events. */
final class RandomUser {
    /** The statuses that random actions may cause: neither malformed requests nor server errors. */
    private static final Set<Integer> EXPECTED_STATUSES = Set.of(200, 201, 202, 204, 403, 404, 409, 422);

    private static final int MAX_ROOMS = 2;
    private static final List<String> EMOJIS = List.of("\uD83D\uDC4D", "\u2764\uFE0F", "\uD83C\uDF75");

    private final ApiClient client;
    private final SharedState shared;
    private final Random random;
    /** Rooms that this user has entered. */
    private final List<String> entered = new ArrayList<>();
    /** Rooms that this user has created. */
    private final List<String> owned = new ArrayList<>();

    private final List<MessageRef> own = new ArrayList<>();
    /** The paths of this user's reactions, some of which have been removed since. */
    private final List<String> reacted = new ArrayList<>();

    private final List<Device> devices;
    private int created;

    /** A message that exists or existed. */
    record MessageRef(String id, String room) {}

    /** The usernames, rooms, messages and invites that all users choose from. */
    record SharedState(List<String> usernames, List<String> rooms, List<MessageRef> messages, List<String> invites) {
        SharedState(List<String> usernames) {
            this(usernames, new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>());
        }
    }

    RandomUser(ApiClient client, SharedState shared, long seed) {
        this.client = client;
        this.shared = shared;
        this.random = new Random(seed);
        this.devices = Stream.of(Transport.values())
                .map(transport -> new Device(client, transport, new Random(random.nextLong())))
                .toList();
    }

    ApiClient client() {
        return client;
    }

    List<Device> devices() {
        return devices;
    }

    /** Performs random actions. Halfway, all devices reconnect in the given way after a time without connection. */
    void act(int steps, Start start) throws InterruptedException {
        for (int step = 0; step < steps; step++) {
            actOnce();
            if (step == steps / 2) {
                for (Device device : devices) {
                    device.connect(start);
                }
            } else if (step < steps / 4 || step > steps / 2) {
                Device device = devices.get(random.nextInt(devices.size()));
                if (random.nextInt(12) == 0) {
                    device.connectWithAnyTransport(
                            random.nextInt(4) > 0 ? Start.RESUMED : any(List.of(Start.values())));
                } else {
                    device.readSome();
                }
            }
        }
    }

    /** Deletes the account, after deleting the owned rooms that would prevent it. */
    void deleteAccount() {
        for (JsonNode room : client.list("/rooms")) {
            if (room.get("me").get("role").asText().equals("owner")) {
                call("DELETE", "/rooms/" + room.get("id").asText(), null);
            }
        }
        ApiClient.Response response = client.call("DELETE", "/me", Map.of("password", ApiClient.PASSWORD));
        assertThat(response.status()).as("" + response).isEqualTo(204);
    }

    private void actOnce() {
        int action = random.nextInt(36);
        String room = any(prefer(action < 9 ? owned : entered, shared.rooms()));
        if (action == 35 || room == null) {
            createRoom();
        } else if (action < 9) {
            manage("/rooms/" + room, any(shared.usernames()), action);
        } else if (action < 18) {
            participate("/rooms/" + room, any(shared.usernames()), action);
        } else if (action < 26) {
            changeMessage(action);
        } else {
            send(room);
        }
    }

    private void manage(String room, String other, int action) {
        String member = room + "/members/" + other;
        switch (action) {
            case 0, 1, 2 -> call("PUT", member, null);
            case 3 -> call("DELETE", member, null);
            case 4, 5 -> call("PATCH", member, Map.of("role", any(List.of("owner", "moderator", "member"))));
            case 6 -> call(random.nextInt(3) == 0 ? "PUT" : "DELETE", room + "/bans/" + other, null);
            case 7 -> call("PATCH", room, roomUpdate());
            default -> {
                if (random.nextInt(6) == 0) {
                    call("DELETE", room, null);
                } else {
                    invite(room);
                }
            }
        }
    }

    private void participate(String room, String other, int action) {
        switch (action) {
            case 9, 10 -> {
                String otherRoom = any(shared.rooms());
                enter(otherRoom, call("POST", "/rooms/" + otherRoom + "/join", null));
            }
            case 11 -> call("POST", room + "/leave", null);
            case 12, 13 ->
                call("PUT", room + "/read", Map.of("seq", random.nextInt(30), "markUnread", random.nextInt(3) == 0));
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

    /** Edits, deletes, pins or reacts to a message. */
    private void changeMessage(int action) {
        MessageRef target = any(prefer(
                shared.messages().stream()
                        .filter(message -> entered.contains(message.room()))
                        .toList(),
                shared.messages()));
        if (target == null) {
            return;
        }
        switch (action) {
            case 18, 19 -> call("PATCH", "/messages/" + preferOwn(target).id(), Map.of("text", text()));
            case 20 -> call("DELETE", "/messages/" + preferOwn(target).id(), null);
            case 21, 22 -> {
                String path = "/messages/" + target.id() + "/reactions/" + ApiClient.encoded(any(EMOJIS));
                call("PUT", path, null);
                reacted.add(path);
            }
            case 23 -> {
                if (!reacted.isEmpty()) {
                    call("DELETE", any(reacted), null);
                }
            }
            default -> call(random.nextInt(3) > 0 ? "PUT" : "DELETE", "/messages/" + target.id() + "/pin", null);
        }
    }

    private <T> List<T> prefer(List<T> preferred, List<T> all) {
        return preferred.isEmpty() || random.nextInt(4) == 0 ? all : preferred;
    }

    private void createRoom() {
        if (owned.size() < MAX_ROOMS) {
            Map<String, Object> request = Map.of(
                    "kind",
                    any(List.of("public", "public", "private")),
                    "name",
                    name(),
                    "members",
                    random.nextBoolean() ? List.of() : List.of(any(shared.usernames())));
            JsonNode room = call("POST", "/rooms", request);
            if (room.has("id")) {
                owned.add(room.get("id").asText());
                enter(room.get("id").asText(), room);
            }
        }
    }

    /** Creates an invite that any user may accept, and accepts a random one. */
    private void invite(String room) {
        JsonNode invite = call("POST", room + "/invites", Map.of());
        if (invite.has("url")) {
            shared.invites().add(invite.get("code").asText());
        }
        String code = any(shared.invites());
        if (code != null) {
            JsonNode entered = call("POST", "/invites/" + code + "/accept", null);
            enter(entered.path("id").asText(), entered);
        }
    }

    private void enter(String id, JsonNode room) {
        if (room.has("me")) {
            entered.add(id);
            if (!shared.rooms().contains(id)) {
                shared.rooms().add(id);
            }
        }
    }

    private Map<String, String> roomUpdate() {
        return switch (random.nextInt(3)) {
            case 0 -> Map.of("name", name());
            case 1 -> Map.of("topic", "topic " + random.nextInt(100));
            default -> Map.of("kind", any(List.of("public", "private")));
        };
    }

    private String name() {
        return client.username() + "'s " + created++;
    }

    private void send(String room) {
        Map<String, Object> message = new HashMap<>();
        message.put("text", text());
        if (random.nextBoolean()) {
            message.put("clientId", "c" + created++);
        }
        refer(message, "replyTo", room);
        refer(message, "threadId", room);
        JsonNode sent = call("POST", "/rooms/" + room + "/messages", message);
        if (sent.has("id")) {
            MessageRef ref = new MessageRef(sent.get("id").asText(), room);
            own.add(ref);
            shared.messages().add(ref);
        }
    }

    private void refer(Map<String, Object> message, String field, String room) {
        if (random.nextInt(3) == 0) {
            MessageRef target = any(shared.messages().stream()
                    .filter(candidate -> candidate.room().equals(room))
                    .toList());
            if (target != null) {
                message.put(field, target.id());
            }
        }
    }

    private MessageRef preferOwn(MessageRef fallback) {
        return own.isEmpty() || random.nextInt(4) == 0
                ? fallback
                : own.get(own.size() - 1 - random.nextInt(Math.min(own.size(), 6)));
    }

    /** Returns a text that may mention a user or the room, or exceed the length of a preview. */
    private String text() {
        return switch (random.nextInt(8)) {
                    case 0, 1 -> "@" + any(shared.usernames());
                    case 2 -> "@room";
                    case 3 -> "\uD83C\uDF75".repeat(150 + random.nextInt(100));
                    default -> "";
                }
                + " text "
                + random.nextInt(100);
    }

    private <T> T any(List<T> list) {
        // The list only grows, so reading it while others add to it is safe.
        return list.isEmpty() ? null : list.get(random.nextInt(list.size()));
    }

    private JsonNode call(String method, String path, Object body) {
        ApiClient.Response response = client.call(method, path, body);
        assertThat(EXPECTED_STATUSES)
                .as(method + " " + path + " " + body + ": " + response)
                .contains(response.status());
        return response.body();
    }
}
