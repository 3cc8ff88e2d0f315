package dev.chatrooms.bootstrap.archive;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Every path of the API to which an answer leads, for small sites. */
final class WholeSite implements Crawl.Scope {
    static final List<String> OF_ADMINISTRATOR =
            List.of("/admin/users", "/admin/rooms", "/admin/stats", "/admin/audit", "/admin/config");
    static final List<String> OF_ACCOUNT =
            List.of("/me", "/me/settings", "/me/files", "/contacts", "/blocks", "/rooms", "/mentions", "/config");
    static final List<String> OF_ROOM = List.of(
            "", "/members", "/reads", "/bans", "/invites", Crawl.HISTORY, "/messages?limit=5", "/pins", "/files");

    private static final List<String> OTHERS = List.of(
            "/users",
            "/rooms?scope=public",
            "/messages",
            "/messages/search?q=word",
            "/messages/search?q=%22second%20word%22",
            "/users?search=a");
    private static final List<String> OF_MESSAGE = List.of("", "/revisions", "/thread", "/reactions");
    private static final List<String> OF_USER = List.of("", "/avatar", "/rooms", "/messages");

    @Override
    public List<String> starts() {
        List<String> starts = new ArrayList<>(OF_ACCOUNT);
        starts.addAll(OTHERS);
        starts.addAll(OF_ADMINISTRATOR);
        return starts;
    }

    @Override
    public List<String> paths(JsonNode node) {
        List<String> paths = new ArrayList<>();
        String id = node.path("id").asText();
        if (isRoom(node)) {
            OF_ROOM.forEach(part -> paths.add("/rooms/" + id + part));
            paths.add("/admin/rooms/" + id);
        }
        if (isMessage(node)) {
            OF_MESSAGE.forEach(part -> paths.add("/messages/" + id + part));
        }
        if (isUser(node)) {
            OF_USER.forEach(part -> paths.add("/users/" + id + part));
        }
        if (isFile(node)) {
            paths.add("/files/" + id);
            paths.add("/files/" + id + "/thumbnail");
        }
        if (node.has("code") && node.has("url")) {
            paths.add("/invites/" + node.get("code").asText());
        }
        return paths;
    }

    static boolean isRoom(JsonNode node) {
        return node.has("lastSeq") && node.has("kind");
    }

    static boolean isMessage(JsonNode node) {
        return node.has("seq") && node.has("roomId");
    }

    static boolean isUser(JsonNode node) {
        return node.has("username") && node.has("id");
    }

    static boolean isFile(JsonNode node) {
        return node.has("sha256") && node.has("id");
    }
}
