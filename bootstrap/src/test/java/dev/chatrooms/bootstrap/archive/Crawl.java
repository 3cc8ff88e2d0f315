package dev.chatrooms.bootstrap.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads everything that the API shows to some accounts. It follows the pages of lists, and the ids in what it finds: of
 * rooms, messages, accounts and files.
 */
final class Crawl {
    private static final List<String> STARTS = List.of(
            "/me",
            "/me/settings",
            "/me/files",
            "/users",
            "/contacts",
            "/blocks",
            "/rooms",
            "/rooms?scope=public",
            "/messages",
            "/mentions",
            "/config",
            "/messages/search?q=word",
            "/messages/search?q=%22second%20word%22",
            "/users?search=a",
            "/admin/users",
            "/admin/rooms",
            "/admin/stats",
            "/admin/audit",
            "/admin/config");
    private static final List<String> OF_ROOM = List.of(
            "",
            "/members",
            "/reads",
            "/bans",
            "/invites",
            "/messages?limit=200&after=0",
            "/messages?limit=5",
            "/pins",
            "/files");
    private static final List<String> OF_MESSAGE = List.of("", "/revisions", "/thread", "/reactions");
    private static final List<String> OF_USER = List.of("", "/avatar", "/rooms", "/messages");
    /** What belongs to an installation or to its sessions, which are not exported. */
    private static final Set<String> IGNORED =
            Set.of("next", "nodes", "storage", "sessions", "lastSeenAt", "X-Request-Id", "activeAccounts");

    private final Site site;
    private final String username;
    private final SortedMap<String, String> answers = new TreeMap<>();
    private final Deque<String> waiting = new ArrayDeque<>();
    private final Set<String> seen = new HashSet<>();

    private Crawl(Site site, String username) {
        this.site = site;
        this.username = username;
    }

    /** Returns all answers by account and path, without what may differ between two installations. */
    static SortedMap<String, String> of(Site site, List<String> usernames) {
        SortedMap<String, String> answers = new TreeMap<>();
        for (String username : usernames) {
            site.login(username);
            Crawl crawl = new Crawl(site, username);
            crawl.run();
            answers.putAll(crawl.answers);
        }
        return answers;
    }

    private void run() {
        STARTS.forEach(this::visit);
        while (!waiting.isEmpty()) {
            read(waiting.remove(), 0);
        }
    }

    private void visit(String path) {
        if (seen.add(path)) {
            waiting.add(path);
        }
    }

    /** Reads a page and those that follow it, whose cursors may differ. */
    private void read(String path, int page) {
        String cursor = "";
        int number = page;
        do {
            String query = cursor.isEmpty() ? "" : (path.contains("?") ? "&" : "?") + "cursor=" + encoded(cursor);
            Site.Answer answer = site.get(username, path + query);
            String key = username + " " + path + " " + number;
            if (!answer.body().startsWith("{")) {
                answers.put(key, answer.status() + " " + answer.body());
                return;
            }
            JsonNode body = answer.json();
            cursor = body.path("next").asText("");
            find(body);
            strip(body);
            answers.put(key, answer.status() + " " + body.toPrettyString());
            number++;
        } while (!cursor.isEmpty());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Finds what else can be read. */
    private void find(JsonNode node) {
        if (node.has("lastSeq") && node.has("kind")) {
            OF_ROOM.forEach(part -> visit("/rooms/" + node.get("id").asText() + part));
            visit("/admin/rooms/" + node.get("id").asText());
        }
        if (node.has("seq") && node.has("roomId")) {
            OF_MESSAGE.forEach(part -> visit("/messages/" + node.get("id").asText() + part));
        }
        if (node.has("username") && node.has("id")) {
            OF_USER.forEach(part -> visit("/users/" + node.get("id").asText() + part));
        }
        if (node.has("sha256") && node.has("id")) {
            visit("/files/" + node.get("id").asText());
            visit("/files/" + node.get("id").asText() + "/thumbnail");
        }
        if (node.has("code") && node.has("url")) {
            visit("/invites/" + node.get("code").asText());
        }
        node.forEach(this::find);
    }

    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(IGNORED);
        }
        node.forEach(Crawl::strip);
    }

    /** Returns the entries of the first that differ from those of the second, or that it lacks. */
    static Map<String, String> difference(SortedMap<String, String> first, SortedMap<String, String> second) {
        SortedMap<String, String> difference = new TreeMap<>(first);
        difference.entrySet().removeAll(second.entrySet());
        return difference;
    }
}
