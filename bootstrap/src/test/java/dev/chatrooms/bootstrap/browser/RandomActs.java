package dev.chatrooms.bootstrap.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random acts of several people in their rooms, refused ones included. */
final class RandomActs {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> EMOJI = List.of("👍", "🎉", "❤️");

    private record Person(String id, String username, String token) {}

    private record Posted(String roomId, String id, Person sender) {}

    private final ChatSite site;
    private final Random random;
    private final HistoryRecorder recorder;
    private final List<Person> people = new ArrayList<>();
    private final List<String> rooms = new ArrayList<>();
    private final List<Posted> posted = new ArrayList<>();
    private final Map<String, long[]> windows = new HashMap<>();

    /** @param viewer the first person, whose client is recorded */
    RandomActs(ChatSite site, Random random, HistoryRecorder recorder, String viewer, List<String> others)
            throws Exception {
        this.site = site;
        this.random = random;
        this.recorder = recorder;
        people.add(person(viewer));
        for (String token : others) {
            people.add(person(token));
        }
    }

    private Person person(String token) throws Exception {
        JsonNode account = site.call("GET", "me", null, token);
        return new Person(account.get("id").asText(), account.get("username").asText(), token);
    }

    private Person viewer() {
        return people.get(0);
    }

    /** Opens a room that no act changes, and returns its id. */
    String openRoom(String name) throws Exception {
        Person owner = people.get(1);
        return site.call(
                        "POST",
                        "rooms",
                        Map.of("kind", "private", "name", name, "members", List.of(viewer().id)),
                        owner.token)
                .get("id")
                .asText();
    }

    /** Says something in a room as the second person. */
    void say(String room, String text) throws Exception {
        site.call("POST", "rooms/" + room + "/messages", Map.of("text", text), people.get(1).token);
    }

    void act() throws Exception {
        try {
            actOnce();
        } catch (IllegalStateException e) {
            // A refusal, such as that of an edit of another's message.
            if (!e.getMessage().matches("(?s).*: 4\\d\\d.*")) {
                throw e;
            }
        }
    }

    private void actOnce() throws Exception {
        Person actor = any(people);
        if (rooms.size() < 3) {
            createRoom(actor);
            return;
        }
        String room = "rooms/" + any(rooms);
        Posted message = posted.isEmpty() ? null : any(posted);
        int kind = random.nextInt(100);
        if (kind < 30 || message == null) {
            post(actor, any(rooms));
        } else if (kind < 36) {
            call(message.sender, "PATCH", "messages/" + message.id, Map.of("text", "edited " + random.nextInt(1000)));
        } else if (kind < 39) {
            call(message.sender, "DELETE", "messages/" + message.id, null);
        } else if (kind < 45) {
            String path =
                    "messages/" + message.id + "/reactions/" + URLEncoder.encode(any(EMOJI), StandardCharsets.UTF_8);
            call(actor, on() ? "PUT" : "DELETE", path, null);
        } else if (kind < 48) {
            call(actor, on() ? "PUT" : "DELETE", "messages/" + message.id + "/pin", null);
        } else if (kind < 50) {
            createRoom(actor);
        } else if (kind < 53) {
            call(actor, "PATCH", room, Map.of(on() ? "name" : "topic", "renamed " + random.nextInt(1000)));
        } else if (kind < 58) {
            if (actor == viewer()) {
                recorder.request("room", JSON.createObjectNode(), "POST", room + "/join", null);
            } else {
                call(actor, "POST", room + "/join", null);
            }
        } else if (kind < 60) {
            call(actor, "POST", room + "/leave", null);
        } else if (kind < 66) {
            changeMember(actor, room);
        } else if (kind < 69) {
            call(on() ? viewer() : actor, on() ? "PUT" : "DELETE", "contacts/" + any(people).id, null);
        } else if (kind < 71) {
            call(actor, random.nextInt(4) == 0 ? "PUT" : "DELETE", "blocks/" + any(people).id, null);
        } else if (kind < 73) {
            call(actor, "PATCH", "me", Map.of("displayName", actor.username + " " + random.nextInt(100)));
        } else if (kind < 77) {
            Object body = Map.of("seq", random.nextInt(40), "markUnread", random.nextInt(4) == 0);
            call(random.nextInt(4) > 0 ? viewer() : actor, "PUT", room + "/read", body);
        } else if (kind < 79) {
            recorder.request(
                    "room", JSON.createObjectNode(), "PATCH", room + "/me", Map.of(on() ? "muted" : "favourite", on()));
        } else if (kind < 80) {
            call(actor, "DELETE", room, null);
        } else {
            load(any(rooms));
        }
    }

    private void createRoom(Person actor) throws Exception {
        String other = any(people).id;
        Object body = random.nextInt(4) == 0
                ? Map.of("kind", "direct", "members", List.of(other))
                : Map.of(
                        "kind",
                        on() ? "public" : "private",
                        "name",
                        "room " + random.nextInt(1_000_000),
                        "members",
                        List.of(viewer().id, other));
        String id = call(actor, "POST", "rooms", body).get("id").asText();
        if (!rooms.contains(id)) {
            rooms.add(id);
        }
    }

    private void post(Person actor, String room) throws Exception {
        List<Posted> here =
                posted.stream().filter(other -> other.roomId.equals(room)).toList();
        Map<String, Object> body = new HashMap<>();
        String mention = random.nextInt(4) == 0 ? "@" + any(people).username + " " : "";
        body.put("text", mention + "said " + random.nextInt(1000) + " x".repeat(random.nextInt(150)));
        if (!here.isEmpty() && random.nextInt(5) == 0) {
            body.put("replyTo", any(here).id);
        }
        if (!here.isEmpty() && random.nextInt(5) == 0) {
            body.put("threadId", any(here).id);
        }
        JsonNode message = call(actor, "POST", "rooms/" + room + "/messages", body);
        posted.add(new Posted(room, message.get("id").asText(), actor));
    }

    private void changeMember(Person actor, String room) throws Exception {
        String path = room + "/members/" + any(people).id;
        switch (random.nextInt(6)) {
            case 0 -> call(actor, "DELETE", path, null);
            case 1 -> call(actor, "PATCH", path, Map.of("role", on() ? "moderator" : "member"));
            case 2 -> call(actor, "PUT", room + "/bans/" + any(people).id, Map.of());
            case 3 -> call(actor, "DELETE", room + "/bans/" + any(people).id, null);
            default -> call(actor, "PUT", path, null);
        }
    }

    /** Loads what a client loads: a page of messages that adjoins the last one, a thread, or a list of people. */
    private void load(String room) throws Exception {
        ObjectNode about = JSON.createObjectNode().put("roomId", room);
        long[] window = windows.get(room);
        int kind = random.nextInt(10);
        if (kind == 0) {
            recorder.request("members", about, "GET", "rooms/" + room + "/members?limit=200", null);
        } else if (kind == 1) {
            recorder.request("contacts", about, "GET", "contacts?limit=200", null);
            recorder.request("blocks", about, "GET", "blocks?limit=200", null);
        } else if (kind == 2 && !posted.isEmpty()) {
            recorder.request("thread", about, "GET", "messages/" + any(posted).id + "/thread?limit=200", null);
        } else if (kind < 6 || window == null) {
            about.put("place", "replace");
            String query = on() ? "" : "&around=" + (1 + random.nextInt(30));
            extend(room, new long[] {Long.MAX_VALUE, 0}, page(about, query));
        } else if (kind < 8) {
            about.put("place", "before").put("from", Math.max(1, window[0]));
            extend(room, window, page(about, "&before=" + Math.max(1, window[0])));
        } else {
            about.put("place", "after").put("from", window[1]);
            extend(room, window, page(about, "&after=" + window[1]));
        }
    }

    private JsonNode page(ObjectNode about, String query) throws Exception {
        String path = "rooms/" + about.get("roomId").asText() + "/messages?limit=8" + query;
        return recorder.request("page", about, "GET", path, null);
    }

    private void extend(String room, long[] window, JsonNode page) {
        long first = window[0];
        long last = window[1];
        for (JsonNode message : page.get("items")) {
            first = Math.min(first, message.get("seq").asLong());
            last = Math.max(last, message.get("seq").asLong());
        }
        windows.put(room, new long[] {first == Long.MAX_VALUE ? 1 : first, last});
    }

    private JsonNode call(Person actor, String method, String path, Object body) throws Exception {
        return site.call(method, path, body, actor.token);
    }

    private boolean on() {
        return random.nextBoolean();
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
