package dev.chatrooms.bootstrap.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** The content of the screens besides the demo: a room with every feature of messages, and odd rooms. */
final class ScreenContent {
    static final String LONG_NAME = "Maximiliane Wolkenstein-Trostburg von und zu Hohenfels";

    private final ChatSite site;
    private final String ada;
    private final String ben;
    private final Map<String, String> rooms = new HashMap<>();
    final String invite;

    ScreenContent(ChatSite site) throws Exception {
        this.site = site;
        ada = site.login("ada");
        ben = site.login("ben");
        site.register("max", LONG_NAME);
        String noor = site.register("noor", "نور الهدى");
        site.register("newcomer", "Noa Newcomer");
        for (JsonNode room : site.call("GET", "rooms", null, ada).get("items")) {
            String name = room.path("kind").asText().equals("direct")
                    ? room.path("peer").path("username").asText()
                    : room.path("name").asText();
            rooms.put(name, room.get("id").asText());
        }
        launch(noor);
        create(ada, "public", "Empty", null, List.of());
        create(ben, "public", "Elsewhere", "A room that others read", List.of());
        say(ben, "Elsewhere", "Anyone can read this room, and join it to write.");
        create(
                ada,
                "private",
                "A name that is far longer than any list of rooms can show in a line",
                "https://example.org/" + "an-address-without-any-place-to-break-it/".repeat(4),
                List.of());
        String farah = site.login("farah");
        rooms.put(
                "farah",
                site.call("POST", "rooms", Map.of("kind", "direct", "members", List.of("ada")), farah)
                        .get("id")
                        .asText());
        String blocked = site.call("GET", "me", null, ada).get("id").asText();
        site.call("PUT", "blocks/" + blocked, null, farah);
        for (String name : List.of("ben", "chloe", "max")) {
            site.call("PUT", "contacts/" + id(name), null, ada);
        }
        site.call("PUT", "blocks/" + id("gustav"), null, ada);
        invite = site.call("POST", "rooms/" + rooms.get("Launch") + "/invites", Map.of(), ada)
                .get("code")
                .asText();
        create(ada, "public", "Fresh", "What has just happened", List.of("ben"));
        say(ada, "Fresh", "A room for what comes and goes.");
        create(ada, "public", "History", "What was written long ago", List.of("ben"));
        site.fill(ada, rooms.get("History"), 120);
        unread();
    }

    /** Writes a message as another member. */
    void write(String room, String text) {
        attempt(() -> say(ben, room, text));
    }

    /** Shows that another member is typing. */
    void type(String room) {
        attempt(() -> site.call("POST", "rooms/" + rooms.get(room) + "/typing", null, ben));
    }

    private static void attempt(Callable<?> action) {
        try {
            action.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    String room(String name) {
        return rooms.get(name);
    }

    private void launch(String noor) throws Exception {
        create(
                ada,
                "public",
                "Launch",
                "The autumn release: what is left, and who does it",
                List.of("ben", "max", "noor"));
        say(ben, "Launch", """
                Morning! The plan for the **autumn release**:

                1. Freeze on Thursday
                2. Notes by Friday, see https://example.org/release/notes
                3. ~~Ship on Monday~~ Ship on *Tuesday*""");
        String plan = say(ada, "Launch", "That works for me. Who takes the notes?");
        say(site.login("max"), "Launch", "I can. @ada, do you have the figures of last year?");
        say(ben, "Launch", """
                Here is how I count them:
                ```
                select date_trunc('day', created_at) as day, count(*) as messages, \
                count(distinct sender_id) as people from message group by 1;
                ```
                Run it with `psql chat`.""");
        say(ben, "Launch", "> Do we need the weekend?\\n\\nNot this time.".translateEscapes());
        say(noor, "Launch", "صباح الخير! سأراجع الترجمة العربية اليوم.");
        say(noor, "Launch", "https://example.org/" + "unbroken".repeat(24));
        say(ada, "Launch", "🎉");
        String picture = say(ada, "Launch", "Tickets are in. @ben @max please look through them today.");
        for (String emoji : List.of("👍", "🎉", "❤️", "🚀", "👀")) {
            react(ben, picture, emoji);
        }
        react(ada, picture, "👍");
        for (int i = 1; i <= 6; i++) {
            site.call(
                    "POST",
                    "rooms/" + room("Launch") + "/messages",
                    Map.of(
                            "text",
                            "Reply " + i + ": figures of last year, with some words on how they were counted",
                            "threadId",
                            plan),
                    i % 2 == 0 ? ada : ben);
        }
        site.call("PUT", "messages/" + plan + "/pin", null, ada);
        site.call("PUT", "messages/" + picture + "/pin", null, ada);
        String gone = say(ben, "Launch", "A message that its sender has deleted");
        site.call("DELETE", "messages/" + gone, null, ben);
        String changed = say(ben, "Launch", "Done with the tikets");
        site.call("PATCH", "messages/" + changed, Map.of("text", "Done with the tickets"), ben);
        site.call(
                "POST",
                "rooms/" + room("Launch") + "/messages",
                Map.of("text", "Thank you, that was quick", "replyTo", changed),
                ada);
    }

    /** Leaves unread messages and a mention in rooms that are not opened. */
    private void unread() throws Exception {
        create(ada, "public", "Errands", "What is missing, and where to get it", List.of("ben"));
        say(ben, "Errands", "The first tomatoes are ripe.");
        say(ben, "Errands", "@ada would you take some home?");
        say(ben, "ben", "Lunch at noon?");
    }

    private void create(String owner, String kind, String name, String topic, List<String> members) throws Exception {
        Map<String, Object> body = new HashMap<>(Map.of("kind", kind, "name", name, "members", members));
        if (topic != null) {
            body.put("topic", topic);
        }
        rooms.put(name, site.call("POST", "rooms", body, owner).get("id").asText());
    }

    private String say(String token, String room, String text) throws Exception {
        return site.call("POST", "rooms/" + rooms.get(room) + "/messages", Map.of("text", text), token)
                .get("id")
                .asText();
    }

    private void react(String token, String message, String emoji) throws Exception {
        String name = URLEncoder.encode(emoji, StandardCharsets.UTF_8);
        site.call("PUT", "messages/" + message + "/reactions/" + name, null, token);
    }

    private String id(String username) throws Exception {
        return site.call("GET", "users?search=" + username, null, ada)
                .get("items")
                .get(0)
                .get("id")
                .asText();
    }
}
