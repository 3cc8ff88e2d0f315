package dev.chatrooms.bootstrap.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All that somebody can see of his rooms. */
final class State {
    private State() {}

    /** As it is now, all of it loaded. */
    static ObjectNode fresh(Client client) {
        ObjectNode state = Client.JSON.createObjectNode();
        for (JsonNode room : client.list("/rooms")) {
            String id = room.get("id").asText();
            Map<String, JsonNode> members = new TreeMap<>();
            for (JsonNode member : client.members(id)) {
                members.put(member.get("user").get("id").asText(), member);
            }
            ArrayNode messages = client.history(id);
            ObjectNode threads = Client.JSON.createObjectNode();
            for (JsonNode message : messages) {
                if (message.has("threadCount")) {
                    String root = message.get("id").asText();
                    for (JsonNode under : client.list("/messages/" + root + "/thread")) {
                        if (!under.has("deletedAt")) {
                            threads.withArray(root).add(under.get("id").asText());
                        }
                    }
                }
            }
            ArrayNode pins = Client.JSON.createArrayNode();
            client.list("/rooms/" + id + "/pins").forEach(pin -> pins.add(pin.get("id")));
            put(state, room, Client.JSON.createArrayNode().addAll(members.values()), messages, pins, threads);
        }
        return state;
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
     * As text to be compared, with the names of nobody but its owner: of a person who was in no room of his for a while
     * he is not told what he is called meanwhile, and may still have messages of him from before. What else people show
     * of themselves is compared.
     */
    static String text(ObjectNode state, String owner) {
        ObjectNode copy = state.deepCopy();
        forget(copy, owner);
        try {
            return Client.JSON
                    .writer()
                    .with(SerializationFeature.INDENT_OUTPUT)
                    .with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .writeValueAsString(Client.JSON.treeToValue(copy, TreeMap.class));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static void forget(JsonNode node, String owner) {
        if (node.has("username") && !owner.equals(node.get("id").asText())) {
            ((ObjectNode) node).remove(List.of("username", "displayName"));
        }
        node.forEach(inner -> forget(inner, owner));
    }
}
