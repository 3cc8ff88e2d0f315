package dev.chatrooms.bootstrap.archive;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The part of a large site that one of several accounts reads: the whole history of its share of the rooms and of its
 * direct rooms, and its share of people and files. Only the first one reads the lists of the whole site. Messages are
 * read one by one if they have revisions, a thread or reactions.
 */
final class SharedSite implements Crawl.Scope {
    private final int number;
    private final int of;
    private final Set<String> directRooms = new HashSet<>();

    /**
     * Returns a part.
     *
     * @param number from 0
     * @param of the number of parts
     */
    SharedSite(int number, int of) {
        this.number = number;
        this.of = of;
    }

    @Override
    public List<String> starts() {
        List<String> starts = new ArrayList<>(WholeSite.OF_ACCOUNT);
        starts.add("/messages/search?q=word" + number);
        starts.add("/users?search=" + number);
        if (number == 0) {
            starts.addAll(List.of("/users", "/rooms?scope=public", "/messages"));
            starts.addAll(WholeSite.OF_ADMINISTRATOR);
        }
        return starts;
    }

    @Override
    public List<String> paths(JsonNode node) {
        List<String> paths = new ArrayList<>();
        String id = node.path("id").asText();
        if (WholeSite.isRoom(node) && (isMine(id) || isDirect(node))) {
            WholeSite.OF_ROOM.forEach(part -> paths.add("/rooms/" + id + part));
        }
        if (WholeSite.isRoom(node) && number == 0) {
            paths.add("/admin/rooms/" + id);
        }
        if (WholeSite.isMessage(node) && isRead(node.get("roomId").asText())) {
            addMessage(node, "/messages/" + id, paths);
        }
        if (WholeSite.isUser(node) && isMine(id)) {
            paths.addAll(List.of("/users/" + id, "/users/" + id + "/rooms", "/users/" + id + "/messages"));
            if (node.hasNonNull("avatarUrl")) {
                paths.add("/users/" + id + "/avatar");
            }
        }
        if (WholeSite.isFile(node) && isMine(id)) {
            paths.add("/files/" + id);
        }
        return paths;
    }

    private static void addMessage(JsonNode message, String path, List<String> paths) {
        boolean edited = message.has("editedAt");
        boolean thread = message.has("threadCount") && !message.has("threadId");
        boolean reactions = !message.path("reactions").isEmpty();
        if (edited || thread || reactions) {
            paths.add(path);
        }
        if (edited) {
            paths.add(path + "/revisions");
        }
        if (thread) {
            paths.add(path + "/thread");
        }
        if (reactions) {
            paths.add(path + "/reactions");
        }
    }

    private boolean isDirect(JsonNode room) {
        if (!room.get("kind").asText().equals("direct")) {
            return false;
        }
        directRooms.add(room.get("id").asText());
        return true;
    }

    private boolean isRead(String room) {
        return isMine(room) || directRooms.contains(room);
    }

    private boolean isMine(String id) {
        return Math.floorMod(id.hashCode(), of) == number;
    }
}
