package dev.chatrooms.bootstrap.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The state of a client that follows docs/protocol.md alone: its initial rooms, the content that it loads once for each
 * room, and the changes that events have made since. It never reloads anything.
 */
final class ClientState {
    private final ApiClient client;
    private final Map<String, ClientState.Room> rooms = new TreeMap<>();

    private static final class Room {
        ObjectNode room;
        /** The seq up to which mentions are counted. */
        long countedTo;

        final Map<String, ObjectNode> members = new TreeMap<>();
        final Map<Long, ObjectNode> messages = new TreeMap<>();
        /** Own reactions as message id and emoji. An event names only the account that has just reacted. */
        final Set<String> ownReactions = new HashSet<>();

        ObjectNode me() {
            return (ObjectNode) room.get("me");
        }
    }

    /** @param start the caller's rooms */
    ClientState(ApiClient client, Iterable<JsonNode> start) {
        this.client = client;
        start.forEach(this::enter);
    }

    private void enter(JsonNode view) {
        Room room = new Room();
        room.room = view.deepCopy();
        room.countedTo = view.get("lastSeq").asLong();
        String id = view.get("id").asText();
        rooms.put(id, room);
        try {
            for (JsonNode member : client.members(id)) {
                room.members.put(member.get("user").get("id").asText(), member.deepCopy());
            }
            for (JsonNode message : client.history(id)) {
                room.messages.put(message.get("seq").asLong(), message.deepCopy());
                for (JsonNode reaction : message.get("reactions")) {
                    if (reaction.get("me").asBoolean()) {
                        room.ownReactions.add(message.get("id").asText()
                                + reaction.get("emoji").asText());
                    }
                }
            }
        } catch (ApiClient.UnexpectedStatus lostAccess) {
            // The user has lost access to the room meanwhile. If no event says so, the comparison fails.
            room.messages.clear();
        }
    }

    void apply(JsonNode event) {
        JsonNode data = event.get("data");
        String type = event.get("type").asText();
        if (type.equals("account.updated")) {
            updateProfile(data);
            return;
        }
        String id = event.path("roomId").asText();
        Room room = rooms.get(id);
        if (type.equals("member.joined") && data.has("room")) {
            updateProfile(data.get("user"));
            enter(data.get("room"));
        } else if (room != null) {
            apply(id, room, type, data);
        }
    }

    private void apply(String id, Room room, String type, JsonNode data) {
        switch (type) {
            case "message.posted", "message.edited", "message.deleted" -> message(room, type, data);
            case "message.pinned", "message.unpinned" ->
                change(room, data, message -> message.put("pinned", type.equals("message.pinned")));
            case "reaction.added", "reaction.removed" -> {
                if (data.get("userId").asText().equals(client.id())) {
                    String reaction =
                            data.get("messageId").asText() + data.get("emoji").asText();
                    if (type.equals("reaction.added")) {
                        room.ownReactions.add(reaction);
                    } else {
                        room.ownReactions.remove(reaction);
                    }
                }
                change(room, data, message -> message.set("reactions", data.get("reactions")));
            }
            case "room.updated" -> {
                for (String field : new String[] {"name", "topic", "kind", "updatedAt", "memberCount"}) {
                    room.room.set(field, data.get(field));
                }
            }
            case "room.deleted" -> rooms.remove(id);
            case "member.joined" -> {
                updateProfile(data.get("user"));
                ObjectNode member = data.deepCopy();
                member.remove("memberCount");
                room.members.put(data.get("user").get("id").asText(), member);
                room.room.set("memberCount", data.get("memberCount"));
            }
            case "member.left" -> {
                String user = data.get("userId").asText();
                if (user.equals(client.id())) {
                    rooms.remove(id);
                } else {
                    room.members.remove(user);
                    room.room.set("memberCount", data.get("memberCount"));
                }
            }
            case "member.updated" -> {
                String user = data.get("userId").asText();
                if (user.equals(client.id())) {
                    room.me().set("role", data.get("role"));
                }
                ObjectNode member = room.members.get(user);
                if (member != null) {
                    member.set("role", data.get("role"));
                }
            }
            case "me.updated" -> {
                room.me().setAll((ObjectNode) data);
                room.countedTo =
                        data.get("readSeq").asLong() + data.get("unread").asLong();
            }
            default -> {
                // The only other event of a room is room.created, which the user's own member.joined follows.
            }
        }
    }

    private static void change(Room room, JsonNode data, Consumer<ObjectNode> change) {
        updateMessage(room, data.get("messageId").asText(), change);
    }

    private static void updateMessage(Room room, String id, Consumer<ObjectNode> change) {
        room.messages.values().stream()
                .filter(message -> message.get("id").asText().equals(id))
                .forEach(change);
    }

    private void message(Room room, String type, JsonNode data) {
        ObjectNode message = data.deepCopy();
        if (message.has("rootId")) {
            JsonNode count = message.remove("threadCount");
            updateMessage(room, message.remove("rootId").asText(), root -> {
                if (count.asInt() == 0) {
                    root.remove("threadCount");
                } else {
                    root.set("threadCount", count);
                }
            });
        }
        long seq = message.get("seq").asLong();
        room.messages.put(seq, message);
        if (type.equals("message.posted")) {
            count(room, seq, message);
            return;
        }
        for (ObjectNode reply : room.messages.values()) {
            if (reply.path("replyTo").path("id").equals(message.get("id"))) {
                ObjectNode replied = (ObjectNode) reply.get("replyTo");
                if (message.has("text")) {
                    replied.put("text", truncate(message.get("text").asText()));
                } else {
                    replied.remove("text");
                }
            }
        }
    }

    private void count(Room room, long seq, JsonNode message) {
        room.room.put("lastSeq", Math.max(room.room.get("lastSeq").asLong(), seq));
        if (seq <= room.countedTo) {
            return;
        }
        room.countedTo = seq;
        if (message.get("sender").get("id").asText().equals(client.id())) {
            room.me().put("readSeq", seq).put("mentions", 0);
            return;
        }
        boolean mentionsMe = message.get("mentionsRoom").asBoolean();
        for (JsonNode mentioned : message.get("mentions")) {
            mentionsMe |= mentioned.asText().equals(client.id());
        }
        if (mentionsMe) {
            room.me().put("mentions", room.me().get("mentions").asInt() + 1);
        }
    }

    /** Replaces a user's profile wherever it appears. */
    private void updateProfile(JsonNode profile) {
        String id = profile.get("id").asText();
        for (Room room : rooms.values()) {
            if (room.room.path("peer").path("id").asText().equals(id)) {
                room.room.set("peer", profile);
            }
            if (room.members.containsKey(id)) {
                room.members.get(id).set("user", profile);
            }
            for (ObjectNode message : room.messages.values()) {
                updateName(message.get("sender"), id, profile);
                updateName(message.path("replyTo").path("sender"), id, profile);
            }
        }
    }

    private static void updateName(JsonNode sender, String id, JsonNode profile) {
        if (sender.path("id").asText().equals(id)) {
            ((ObjectNode) sender).set("username", profile.get("username"));
            ((ObjectNode) sender).set("displayName", profile.get("displayName"));
        }
    }

    private static String truncate(String text) {
        return text.codePointCount(0, text.length()) <= 200 ? text : text.substring(0, text.offsetByCodePoints(0, 200));
    }

    /** Returns the state in the form of {@link RoomState#load}. */
    ObjectNode state() {
        ObjectNode state = ApiClient.JSON.createObjectNode();
        rooms.forEach((id, room) -> {
            ArrayNode messages = ApiClient.JSON.createArrayNode();
            ArrayNode pins = ApiClient.JSON.createArrayNode();
            ObjectNode threads = ApiClient.JSON.createObjectNode();
            for (ObjectNode stored : room.messages.values()) {
                ObjectNode message = stored.deepCopy();
                String messageId = message.get("id").asText();
                for (JsonNode reaction : message.get("reactions")) {
                    ((ObjectNode) reaction)
                            .put(
                                    "me",
                                    room.ownReactions.contains(
                                            messageId + reaction.get("emoji").asText()));
                }
                messages.add(message);
                if (message.get("pinned").asBoolean()) {
                    pins.insert(0, messageId);
                }
                if (message.has("threadId") && !message.has("deletedAt")) {
                    threads.withArray(message.get("threadId").asText()).add(messageId);
                }
            }
            ObjectNode view = room.room.deepCopy();
            long lastSeq = view.get("lastSeq").asLong();
            ((ObjectNode) view.get("me"))
                    .put("unread", lastSeq - view.get("me").get("readSeq").asLong());
            view.remove("lastMessage");
            if (!messages.isEmpty()) {
                ObjectNode last = messages.get(messages.size() - 1).deepCopy();
                if (last.has("text")) {
                    last.put("text", truncate(last.get("text").asText()));
                }
                view.set("lastMessage", last);
            }
            ArrayNode members = ApiClient.JSON.createArrayNode();
            room.members.values().forEach(members::add);
            RoomState.put(state, view, members, messages, pins, threads);
        });
        return state;
    }
}
