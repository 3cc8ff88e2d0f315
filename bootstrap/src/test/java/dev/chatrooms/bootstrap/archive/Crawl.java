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
import java.util.function.BiConsumer;

/**
 * Reads everything that the API shows to an account. It follows the pages of lists, and the ids in what it finds: of
 * rooms, messages, accounts and files.
 */
final class Crawl {
    /** Fields that belong to an installation or to its sessions, which are not exported. */
    private static final Set<String> IGNORED =
            Set.of("next", "nodes", "storage", "sessions", "lastSeenAt", "X-Request-Id", "activeAccounts");

    /** The end of the path of a room's history, without the seq after which a page begins. */
    static final String HISTORY = "/messages?after=";

    private final Site site;
    private final String username;
    private final Scope scope;
    private final BiConsumer<String, String> answers;
    private final Deque<String> waiting = new ArrayDeque<>();
    private final Set<String> seen = new HashSet<>();

    private Crawl(Site site, String username, Scope scope, BiConsumer<String, String> answers) {
        this.site = site;
        this.username = username;
        this.scope = scope;
        this.answers = answers;
    }

    /** The part of the API that a crawl reads. */
    interface Scope {
        /** Returns the paths with which the crawl begins. */
        List<String> starts();

        /** Returns the paths to which an object in an answer leads. */
        List<String> paths(JsonNode found);
    }

    /** Returns all answers by account and path, without what may differ between two installations. */
    static SortedMap<String, String> of(Site site, List<String> usernames) {
        SortedMap<String, String> answers = new TreeMap<>();
        for (String username : usernames) {
            run(site, username, new WholeSite(), answers::put);
        }
        return answers;
    }

    /** Passes on the answers to an account, each with the account and its path, without what may differ. */
    static void run(Site site, String username, Scope scope, BiConsumer<String, String> answers) {
        site.login(username);
        new Crawl(site, username, scope, answers).run();
    }

    private void run() {
        scope.starts().forEach(this::visit);
        while (!waiting.isEmpty()) {
            read(waiting.remove());
        }
    }

    private void visit(String path) {
        if (seen.add(path)) {
            waiting.add(path);
        }
    }

    /** Reads a page and those that follow it, whose cursors may differ. */
    private void read(String path) {
        String query = path.endsWith(HISTORY) ? "0" : "";
        int number = 0;
        do {
            Site.Answer answer = site.get(username, path + query);
            String key = username + " " + path + " " + number;
            if (!answer.body().startsWith("{")) {
                answers.accept(key, answer.status() + " " + answer.body());
                return;
            }
            JsonNode body = answer.json();
            query = next(path, body);
            find(body);
            strip(body);
            answers.accept(key, answer.status() + " " + body);
            number++;
        } while (!query.isEmpty());
    }

    /** Returns the end of the query for the next page, or nothing after the last one. */
    private static String next(String path, JsonNode body) {
        String separator = path.contains("?") ? "&" : "?";
        String cursor = body.path("next").asText("");
        if (!cursor.isEmpty()) {
            return separator + "cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
        }
        JsonNode items = body.path("items");
        return path.endsWith(HISTORY) && body.path("hasAfter").asBoolean()
                ? items.get(items.size() - 1).get("seq").asText()
                : "";
    }

    /** Finds what else can be read. */
    private void find(JsonNode node) {
        scope.paths(node).forEach(this::visit);
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
