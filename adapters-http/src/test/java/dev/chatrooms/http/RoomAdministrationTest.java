package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Rooms, figures and the resync of administrators over HTTP. */
class RoomAdministrationTest {
    private static final String ROOMS = "/api/v1/admin/rooms";

    private TestServer server;
    private Person root;
    private Person alice;
    private Person bob;

    @BeforeEach
    void start() {
        server = TestServer.start();
        root = server.admin("root");
        alice = server.person("alice");
        bob = server.person("bob");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static List<String> names(Response page) {
        List<String> names = new ArrayList<>();
        page.json().path("items").forEach(item -> names.add(item.path("name").asString("(direct)")));
        return names;
    }

    private static String admin(String room) {
        return room.replace("/api/v1/rooms", ROOMS);
    }

    private String directRoom() {
        return "/api/v1/rooms/"
                + alice.post("/api/v1/rooms", "{\"kind\":\"direct\",\"members\":[\"bob\"]}")
                        .at("/id");
    }

    @Test
    void listShouldHaveEveryRoomByActivity() {
        String tea = alice.publicRoom("Tea");
        alice.privateRoom("Secret tea");
        directRoom();
        alice.send(tea, "Hello");

        Response all = root.get(ROOMS);

        assertThat(names(all)).containsExactly("Tea", "(direct)", "Secret tea");
        JsonNode item = all.json().at("/items/0");
        assertThat(item.path("messages").asInt()).isEqualTo(1);
        assertThat(item.path("members").asInt()).isEqualTo(1);
        assertThat(item.at("/owners/0/username").asString()).isEqualTo("alice");
        assertThat(all.body()).doesNotContain("Hello");
        assertThat(names(root.get(ROOMS + "?search=tea"))).containsExactly("Tea", "Secret tea");
        assertThat(names(root.get(ROOMS + "?kind=direct"))).containsExactly("(direct)");
        Response first = root.get(ROOMS + "?limit=2");
        assertThat(names(root.get(ROOMS + "?limit=2&cursor=" + first.at("/next"))))
                .containsExactly("Secret tea");
        assertThat(root.get(ROOMS + "?kind=big").status()).isEqualTo(400);
    }

    @Test
    void changeShouldNeedNoMembership() {
        String tea = alice.publicRoom("Tea");
        bob.post(tea + "/join");

        Response changed = root.patch(
                admin(tea), "{\"name\":\"Coffee\",\"topic\":\"Black\",\"kind\":\"private\",\"owner\":\"bob\"}");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.at("/name")).isEqualTo("Coffee");
        assertThat(changed.at("/kind")).isEqualTo("private");
        assertThat(bob.get(tea).at("/me/role")).isEqualTo("owner");
        assertThat(root.patch(admin(tea), "{\"owner\":\"root\"}").errors()).containsExactly("owner not_a_member");
        alice.publicRoom("Taken");
        Response taken = root.patch(admin(tea), "{\"name\":\"taken\",\"kind\":\"public\"}");
        assertThat(taken.code()).isEqualTo("name_taken");
        assertThat(taken.errors()).containsExactly("name taken");
        assertThat(root.patch(admin(directRoom()), "{\"name\":\"x\"}").code()).isEqualTo("direct_room");
    }

    /** A change by an administrator is audited like one by an owner. Values that stay the same are left out. */
    @Test
    void changesShouldBeAuditedOnceWithTheirFields() {
        String tea = alice.publicRoom("Tea");
        String change = "{\"name\":\"Coffee\",\"topic\":\"Black\",\"kind\":\"private\",\"owner\":\"alice\"}";

        root.patch(admin(tea), change);
        root.patch(admin(tea), change);

        List<String> audited = new ArrayList<>();
        root.get("/api/v1/admin/audit?target=" + tea.substring(tea.lastIndexOf('/') + 1))
                .json()
                .path("items")
                .forEach(item -> audited.add(item.path("action").asString() + ": "
                        + item.path("detail").asString()));
        assertThat(audited).containsExactly("room.updated: name, topic, now private");
    }

    @Test
    void deleteShouldDeleteForAllMembers() {
        String tea = alice.publicRoom("Tea");

        assertThat(root.delete(admin(tea)).status()).isEqualTo(204);

        assertThat(alice.get(tea).status()).isEqualTo(404);
        assertThat(root.delete(admin(tea)).status()).isEqualTo(404);
        assertThat(root.delete(admin(directRoom())).code()).isEqualTo("direct_room");
        assertThat(names(root.get(ROOMS))).containsExactly("(direct)");
    }

    @Test
    void anyoneElseShouldBeRefused() {
        String tea = alice.publicRoom("Tea");

        assertThat(List.of(
                        alice.get(ROOMS),
                        alice.patch(admin(tea), "{}"),
                        alice.delete(admin(tea)),
                        alice.get("/api/v1/admin/stats"),
                        alice.post("/api/v1/admin/resync")))
                .extracting(Response::code)
                .containsOnly("admin_only");
    }

    @Test
    void statisticsShouldCount() {
        String tea = alice.publicRoom("Tea");
        alice.send(tea, "One");
        alice.send(tea, "Two");

        JsonNode stats = root.get("/api/v1/admin/stats").json();

        assertThat(stats.at("/totals/accounts").asInt()).isEqualTo(3);
        assertThat(stats.at("/totals/rooms").asInt()).isEqualTo(1);
        assertThat(stats.at("/totals/messages").asInt()).isEqualTo(2);
        assertThat(stats.path("days").size()).isEqualTo(30);
        int messages = 0;
        for (JsonNode day : stats.path("days")) {
            messages += day.path("messages").asInt();
        }
        assertThat(messages).isEqualTo(2);
        assertThat(stats.at("/nodes/0/version").asString()).isNotBlank();
        assertThat(stats.at("/nodes/0/feedLagEvents").asInt(-1)).isNotNegative();
    }

    /** Eight senders, and a reader by long poll, which resumes with its cursor. */
    @Test
    void resyncShouldLoseDoubleAndReorderNothing() throws Exception {
        int each = 25;
        String tea = alice.publicRoom("Tea");
        String cursor = alice.get("/api/v1/events").at("/cursor");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<CompletableFuture<Void>> senders = new ArrayList<>();
            for (int sender = 0; sender < 8; sender++) {
                String name = "sender" + sender;
                senders.add(CompletableFuture.runAsync(
                        () -> {
                            for (int i = 0; i < each; i++) {
                                assertThat(alice.send(tea, name + " " + i).status())
                                        .isEqualTo(201);
                            }
                        },
                        threads));
            }
            List<Long> seen = new ArrayList<>();
            int rounds = 0;
            while (seen.size() < 8 * each) {
                if (rounds++ % 3 == 0) {
                    assertThat(root.post("/api/v1/admin/resync").status()).isEqualTo(200);
                }
                Response page = alice.get("/api/v1/events?wait=5&after=" + cursor);
                assertThat(page.json().path("reset").asBoolean()).isFalse();
                cursor = page.at("/cursor");
                page.json().path("events").forEach(event -> {
                    if (event.path("type").asString().equals("message.posted")) {
                        seen.add(event.at("/data/seq").asLong());
                    }
                });
            }
            CompletableFuture.allOf(senders.toArray(CompletableFuture[]::new)).join();
            assertThat(seen).hasSize(8 * each).isSorted().doesNotHaveDuplicates();
        } finally {
            threads.shutdownNow();
        }
    }
}
