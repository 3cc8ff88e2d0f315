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

    private static final int MAX_ROOMS = 3;
    private static final List<String> EMOJIS = List.of("\uD83D\uDC4D", "\u2764\uFE0F", "\uD83C\uDF75");

    private final Client client;
    private final World world;
    private final Random random;
    private final List<Said> own = new ArrayList<>();
    private final List<Observer> observers;
    private int rooms;
    private int made;

    /** A message that there is or was. */
    record Said(String id, String room) {}

    /** What people find to do something with. */
    record World(List<String> people, List<String> rooms, List<Said> messages) {
        World(List<String> people) {
            this(people, new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>());
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

    private void act() {
        String room = any(world.rooms());
        Said said = any(world.messages());
        String other = any(world.people());
        int what = random.nextInt(32);
        if (what == 0 || room == null) {
            makeRoom();
        } else if (what >= 22 || said == null) {
            send(room);
        } else {
            String ofRoom = "/rooms/" + room;
            String member = ofRoom + "/members/" + other;
            String message = "/messages/" + said.id();
            switch (what) {
                case 1 -> keep(call("POST", "/rooms", Map.of("kind", "direct", "members", List.of(other))));
                case 2, 3 -> call("POST", ofRoom + "/join", null);
                case 4 -> call("POST", ofRoom + "/leave", null);
                case 5, 6 -> call("PUT", member, null);
                case 7 -> call("DELETE", member, null);
                case 8 -> call("PATCH", member, Map.of("role", any(List.of("owner", "moderator", "member"))));
                case 9 -> ban(ofRoom + "/bans/" + other);
                case 10 -> call("PATCH", ofRoom, changeOfRoom());
                case 11 -> {
                    if (random.nextInt(6) == 0) {
                        call("DELETE", ofRoom, null);
                    } else {
                        invite(ofRoom);
                    }
                }
                case 12, 13 -> call("PUT", ofRoom + "/read", Map.of("seq", random.nextInt(30)));
                case 14 ->
                    call("PATCH", ofRoom + "/me", Map.of(any(List.of("muted", "favourite")), random.nextBoolean()));
                case 15 ->
                    call(
                            "PATCH",
                            "/me",
                            Map.of(any(List.of("displayName", "bio")), client.username() + " " + random.nextInt(100)));
                case 16, 17 -> call("PATCH", "/messages/" + mostlyOwn(said).id(), Map.of("text", text()));
                case 18 -> call("DELETE", "/messages/" + mostlyOwn(said).id(), null);
                case 19, 20 ->
                    call(
                            random.nextInt(3) > 0 ? "PUT" : "DELETE",
                            message + "/reactions/" + Client.encoded(any(EMOJIS)),
                            null);
                default -> call(random.nextInt(3) > 0 ? "PUT" : "DELETE", message + "/pin", null);
            }
        }
    }

    private void makeRoom() {
        if (rooms++ < MAX_ROOMS) {
            keep(call(
                    "POST",
                    "/rooms",
                    Map.of(
                            "kind",
                            any(List.of("public", "private")),
                            "name",
                            name(),
                            "members",
                            random.nextBoolean() ? List.of() : List.of(any(world.people())))));
        }
    }

    /** For ever, or lifted again, mostly the latter. */
    private void ban(String path) {
        if (random.nextInt(3) == 0) {
            call("PUT", path, Map.of("reason", "a reason"));
        } else {
            call("DELETE", path, null);
        }
    }

    /** Whoever it is that then comes in. */
    private void invite(String ofRoom) {
        JsonNode invite = call("POST", ofRoom + "/invites", Map.of());
        if (invite.has("code") && !invite.has("status")) {
            world.rooms().add(ofRoom.substring("/rooms/".length()));
            call("POST", "/invites/" + invite.get("code").asText() + "/accept", null);
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

    private void keep(JsonNode room) {
        if (room.has("id") && !world.rooms().contains(room.get("id").asText())) {
            world.rooms().add(room.get("id").asText());
        }
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
