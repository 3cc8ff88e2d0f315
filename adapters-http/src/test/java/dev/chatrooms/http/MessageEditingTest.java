package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MessageEditingTest {
    private static final String THUMB = "\uD83D\uDC4D";

    private TestServer server;
    private Person alice;
    private Person bob;
    private Person carol;
    private String room;

    @BeforeAll
    void start() {
        server = TestServer.start();
        alice = server.person("alice");
        bob = server.person("bob");
        carol = server.person("carol");
        room = alice.publicRoom("Tea");
        bob.post(room + "/join");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static String message(Response posted) {
        return "/api/v1/messages/" + posted.at("/id");
    }

    private static String reaction(String message, String emoji) {
        return message + "/reactions/" + URLEncoder.encode(emoji, StandardCharsets.UTF_8);
    }

    private static List<String> texts(Response list) {
        List<String> texts = new ArrayList<>();
        list.json().path("items").forEach(item -> texts.add(item.path("text").asString("-")));
        return texts;
    }

    private Response patch(Person person, String message, String text) {
        return person.patch(message, "{\"text\":\"" + text + "\"}");
    }

    @Test
    void editShouldReturnTheMessageAndKeepARevision() {
        String message = message(bob.send(room, "frist"));

        Response edited = patch(bob, message, "first");

        assertThat(edited.status()).isEqualTo(200);
        assertThat(edited.at("/text")).isEqualTo("first");
        assertThat(edited.json().has("editedAt")).isTrue();
        assertThat(carol.get(message).body()).isEqualTo(edited.body());
        assertThat(texts(alice.get(message + "/revisions"))).containsExactly("frist");
        assertThat(carol.get(message + "/revisions").code()).isEqualTo("insufficient_role");
        assertThat(patch(alice, message, "mine").code()).isEqualTo("insufficient_role");
        assertThat(patch(carol, message, "mine").code()).isEqualTo("insufficient_role");
        assertThat(patch(bob, message, " ").errors()).containsExactly("text empty");
        assertThat(bob.patch(message, "{}").errors()).containsExactly("text missing");
    }

    @Test
    void deleteShouldLeaveATombstone() {
        String message = message(bob.send(room, "hush"));
        String reply =
                message(bob.post(room + "/messages", "{\"text\":\"what?\",\"replyTo\":\"" + id(message) + "\"}"));
        assertThat(carol.get(reply).at("/replyTo/text")).isEqualTo("hush");

        assertThat(carol.delete(message).code()).isEqualTo("not_a_member");
        assertThat(alice.delete(message).status()).isEqualTo(204);
        assertThat(bob.delete(message).status()).isEqualTo(204);

        JsonNode tombstone = bob.get(message).json();
        assertThat(tombstone.has("text")).isFalse();
        assertThat(tombstone.has("attachments")).isFalse();
        assertThat(tombstone.has("deletedAt")).isTrue();
        assertThat(carol.get(reply).json().path("replyTo").has("text")).isFalse();
        assertThat(carol.get(room + "/messages").body()).doesNotContain("hush");
        assertThat(patch(bob, message, "back").code()).isEqualTo("deleted");
        assertThat(patch(bob, message, "back").status()).isEqualTo(409);
        assertThat(bob.put(reaction(message, THUMB)).code()).isEqualTo("deleted");
        assertThat(alice.put(message + "/pin").code()).isEqualTo("deleted");
        assertThat(texts(bob.get(message + "/revisions"))).isEmpty();
    }

    private static String id(String message) {
        return message.substring(message.lastIndexOf('/') + 1);
    }

    @Test
    void threadShouldListTheRepliesOfItsRoot() {
        String root = message(alice.send(room, "root"));
        String body = "{\"text\":\"under\",\"threadId\":\"" + id(root) + "\"}";
        String under = message(bob.post(room + "/messages", body));
        bob.post(room + "/messages", body);

        Response page = carol.get(root + "/thread?limit=1");

        assertThat(page.at("/root/id")).isEqualTo(id(root));
        assertThat(page.json().at("/root/threadCount").asInt()).isEqualTo(2);
        assertThat(page.at("/items/0/id")).isEqualTo(id(under));
        assertThat(page.at("/items/0/threadId")).isEqualTo(id(root));
        assertThat(carol.get(under + "/thread?limit=1&cursor=" + page.at("/next"))
                        .json()
                        .has("next"))
                .isFalse();
        assertThat(bob.post(room + "/messages", body.replace(id(root), id(under)))
                        .errors())
                .containsExactly("threadId not_a_root");
        assertThat(bob.post(room + "/messages", body.replace(id(root), bob.id()))
                        .errors())
                .containsExactly("threadId unknown");
        assertThat(bob.post(room + "/messages", "{\"attachments\":[\"" + bob.id() + "\"]}")
                        .errors())
                .containsExactly("attachments[0] unknown_file");
        assertThat(bob.post(room + "/messages", "{\"text\":\"x\",\"attachments\":[\"x\"]}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void mentionsShouldBeCountedAndListed() {
        Person dave = server.person("dave");
        dave.post(room + "/join");
        String message = message(alice.send(room, "@dave, and @room"));

        assertThat(alice.get(message).json().at("/mentions/0").asString()).isEqualTo(dave.id());
        assertThat(alice.get(message).json().at("/mentionsRoom").asBoolean()).isTrue();
        assertThat(dave.get(room).json().at("/me/mentions").asInt()).isEqualTo(1);
        assertThat(texts(dave.get("/api/v1/mentions"))).containsExactly("@dave, and @room");
        assertThat(dave.get("/api/v1/mentions?cursor=x").status()).isEqualTo(400);
        patch(alice, message, "nobody");
        assertThat(dave.get(room).json().at("/me/mentions").asInt()).isZero();
        assertThat(texts(dave.get("/api/v1/mentions"))).isEmpty();
    }

    @Test
    void reactionsShouldBeCountedAndMarkOnesOwn() {
        String message = message(alice.send(room, "tea?"));

        assertThat(bob.put(reaction(message, THUMB)).status()).isEqualTo(204);
        assertThat(bob.put(reaction(message, THUMB)).status()).isEqualTo(204);
        assertThat(alice.put(reaction(message, "#\uFE0F\u20E3")).status()).isEqualTo(204);

        assertThat(bob.get(message).json().path("reactions").toString())
                .isEqualTo("[{\"emoji\":\"" + THUMB + "\",\"count\":1,\"me\":true},"
                        + "{\"emoji\":\"#\uFE0F\u20E3\",\"count\":1,\"me\":false}]");
        assertThat(carol.get(message + "/reactions").at("/items/0/user/username"))
                .isEqualTo("bob");
        assertThat(carol.put(reaction(message, THUMB)).code()).isEqualTo("not_a_member");
        assertThat(bob.put(reaction(message, "x")).errors()).containsExactly("emoji not_an_emoji");
        assertThat(bob.put(reaction(message, "1")).status()).isEqualTo(422);
        assertThat(bob.delete(reaction(message, THUMB)).status()).isEqualTo(204);
        assertThat(bob.delete(reaction(message, THUMB)).status()).isEqualTo(204);
        assertThat(bob.get(message).json().path("reactions").size()).isEqualTo(1);
    }

    @Test
    void formsOfAnEmojiShouldBeOneReactionInItsQualifiedForm() {
        String message = message(alice.send(room, "tea?"));

        assertThat(bob.put(reaction(message, "\u2764")).status()).isEqualTo(204);
        assertThat(bob.put(reaction(message, "\u2764\uFE0F")).status()).isEqualTo(204);
        assertThat(bob.put(reaction(message, "7\u20E3")).status()).isEqualTo(204);

        assertThat(bob.get(message).json().path("reactions").toString())
                .isEqualTo("[{\"emoji\":\"\u2764\uFE0F\",\"count\":1,\"me\":true},"
                        + "{\"emoji\":\"7\uFE0F\u20E3\",\"count\":1,\"me\":true}]");
        assertThat(bob.get(message + "/reactions").at("/items/0/emoji")).isEqualTo("\u2764\uFE0F");
        assertThat(bob.delete(reaction(message, "\u2764")).status()).isEqualTo(204);
        assertThat(bob.delete(reaction(message, "7\uFE0F\u20E3")).status()).isEqualTo(204);
        assertThat(bob.get(message).json().path("reactions").size()).isZero();
        for (String none : List.of("\uD83C\uDDFD\uD83C\uDDFD", "\u2764\uFE0E", "7\uFE0E")) {
            assertThat(bob.put(reaction(message, none)).errors()).containsExactly("emoji not_an_emoji");
        }
    }

    @Test
    void pinnedMessagesShouldBeListed() {
        String message = message(bob.send(room, "remember"));

        assertThat(bob.put(message + "/pin").code()).isEqualTo("insufficient_role");
        assertThat(alice.put(message + "/pin").status()).isEqualTo(204);
        assertThat(alice.put(message + "/pin").status()).isEqualTo(204);
        assertThat(texts(carol.get(room + "/pins"))).containsExactly("remember");
        assertThat(carol.get(room + "/pins").json().at("/items/0/pinned").asBoolean())
                .isTrue();
        assertThat(alice.delete(message + "/pin").status()).isEqualTo(204);
        assertThat(texts(carol.get(room + "/pins"))).isEmpty();
    }

    @Test
    void messageListShouldApplyItsFilters() {
        String own = alice.privateRoom("Own");
        String id = own.substring(own.lastIndexOf('/') + 1);
        Response posted = alice.send(own, "here");
        String at = posted.at("/createdAt");

        assertThat(texts(alice.get("/api/v1/messages?room=" + id))).containsExactly("here");
        assertThat(texts(alice.get("/api/v1/messages?sender=alice&from=" + at + "&to=" + at)))
                .contains("here");
        assertThat(texts(alice.get("/api/v1/messages?room=" + id + "&from=2999-01-01T00:00:00Z")))
                .isEmpty();
        assertThat(texts(alice.get("/api/v1/messages?limit=200"))).contains("here");
        assertThat(bob.get("/api/v1/messages?room=" + id).code()).isEqualTo("not_found");
        assertThat(alice.get("/api/v1/messages?sender=nobody-here").code()).isEqualTo("not_found");
        assertThat(alice.get("/api/v1/messages?from=yesterday").status()).isEqualTo(400);
        assertThat(alice.get("/api/v1/messages?to=+99999-01-01T00:00:00Z").status())
                .isEqualTo(400);
        assertThat(alice.get("/api/v1/messages?room=x").status()).isEqualTo(400);
    }

    @Test
    void changesShouldBeDeliveredAsEvents() {
        String own = alice.publicRoom("Events");
        String cursor = alice.get("/api/v1/events").at("/cursor");
        String root = message(alice.send(own, "root"));
        String under = message(alice.post(own + "/messages", "{\"text\":\"under\",\"threadId\":\"" + id(root) + "\"}"));
        patch(alice, root, "edited");
        alice.put(reaction(root, THUMB));
        alice.put(root + "/pin");
        alice.delete(under);

        JsonNode events =
                alice.get("/api/v1/events?after=" + cursor + "&wait=5").json().path("events");

        List<String> types = new ArrayList<>();
        events.forEach(event -> types.add(event.path("type").asString()));
        assertThat(types)
                .containsExactly(
                        "message.posted",
                        "message.posted",
                        "message.edited",
                        "reaction.added",
                        "message.pinned",
                        "message.deleted");
        assertThat(events.at("/1/data/rootId").asString()).isEqualTo(id(root));
        assertThat(events.at("/1/data").has("text"))
                .as("the text of a deleted message")
                .isFalse();
        assertThat(events.at("/5/data/threadCount").asInt(-1)).isZero();
        assertThat(events.at("/3/data/reactions").toString()).isEqualTo("[{\"emoji\":\"" + THUMB + "\",\"count\":1}]");
    }
}
