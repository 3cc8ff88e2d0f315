package dev.chatrooms.bootstrap.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Everything that a user can see of the user's rooms. */
final class RoomState {
    private RoomState() {}

    /** Loads the current state from the server. */
    static ObjectNode load(ApiClient client) {
        ObjectNode state = ApiClient.JSON.createObjectNode();
        for (JsonNode room : client.list("/rooms")) {
            String id = room.get("id").asText();
            Map<String, JsonNode> membersById = new TreeMap<>();
            for (JsonNode member : client.members(id)) {
                membersById.put(member.get("user").get("id").asText(), member);
            }
            ArrayNode messages = client.history(id);
            ObjectNode threads = ApiClient.JSON.createObjectNode();
            for (JsonNode message : messages) {
                if (message.has("threadCount")) {
                    String root = message.get("id").asText();
                    for (JsonNode reply : client.list("/messages/" + root + "/thread")) {
                        if (!reply.has("deletedAt")) {
                            threads.withArray(root).add(reply.get("id").asText());
                        }
                    }
                }
            }
            ArrayNode members = ApiClient.JSON.createArrayNode().addAll(membersById.values());
            put(state, room, members, messages, pins(client, room, messages), threads);
        }
        return state;
    }

    private static ArrayNode pins(ApiClient client, JsonNode room, ArrayNode messages) {
        ArrayNode listed = client.list("/rooms/" + room.get("id").asText() + "/pins");
        ArrayNode pins = ApiClient.JSON.createArrayNode();
        if (isBlocked(client, room)) {
            // The list hides them until the block is lifted, but no event removes them.
            assertThat(listed).isEmpty();
            for (int i = messages.size() - 1; i >= 0; i--) {
                if (messages.get(i).path("pinned").asBoolean()) {
                    pins.add(messages.get(i).get("id"));
                }
            }
        } else {
            listed.forEach(pin -> pins.add(pin.get("id")));
        }
        return pins;
    }

    private static boolean isBlocked(ApiClient client, JsonNode room) {
        return room.hasNonNull("peer")
                && client.call("GET", "/blocks/" + room.get("peer").get("id").asText(), null)
                        .body()
                        .path("blocked")
                        .asBoolean();
    }

    static void put(
            ObjectNode state,
            JsonNode room,
            ArrayNode members,
            ArrayNode messages,
            ArrayNode pins,
            ObjectNode threads) {
        ObjectNode all = state.putObject(room.get("id").asText());
        all.set("room", room);
        all.set("members", members);
        all.set("messages", messages);
        all.set("pins", pins);
        all.set("threads", threads);
    }

    /**
     * Returns the state as text for comparison, with no names but the owner's. A client receives no name changes of
     * users who share no room with the owner, but may still have older messages from them. The rest of the profiles is
     * compared.
     */
    static String comparable(ObjectNode state, String owner) {
        ObjectNode copy = state.deepCopy();
        removeNames(copy, owner);
        try {
            return ApiClient.JSON
                    .writer()
                    .with(SerializationFeature.INDENT_OUTPUT)
                    .with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .writeValueAsString(ApiClient.JSON.treeToValue(copy, TreeMap.class));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static void removeNames(JsonNode node, String owner) {
        if (node.has("username") && !owner.equals(node.get("id").asText())) {
            ((ObjectNode) node).remove(List.of("username", "displayName"));
        }
        node.forEach(inner -> removeNames(inner, owner));
    }
}
