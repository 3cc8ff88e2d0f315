package dev.chatrooms.bootstrap.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatrooms.application.Chat;
import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.application.memory.MemoryPasswordHasher;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.memory.MemoryTokenIssuer;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.bootstrap.wire.Connection.Transport;
import dev.chatrooms.http.HttpAdapter;
import dev.chatrooms.http.settings.HttpSettings;
import dev.chatrooms.websocket.WebSocketAdapter;
import dev.chatrooms.websocket.WebSocketSettings;
import io.javalin.Javalin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Acts of an administrator on an account that is connected to two nodes, over each transport. */
class EndedAccountTest {
    private final Storage storage = MemoryStorage.create();
    private final MemoryTokenIssuer tokens = new MemoryTokenIssuer();
    private final Node here = new Node();
    private final Node there = new Node();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ApiClient root = new ApiClient(here.port(), "root");
    private final ApiClient bob = new ApiClient(here.port(), "bob");
    private final ApiClient carol = new ApiClient(there.port(), "carol");

    private final class Node {
        final Chat chat = Chat.builder(storage)
                .passwordHasher(new MemoryPasswordHasher())
                .tokenIssuer(tokens)
                .settings(ChatSettings.builder().unlimited().build())
                .build();
        final Javalin server = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    HttpAdapter.of(chat, HttpSettings.using(chat.workers()).build())
                            .accept(config);
                    new WebSocketAdapter(chat, chat.workers(), WebSocketSettings.allowing(Set.of())).accept(config);
                })
                .start("127.0.0.1", 0);

        int port() {
            return server.port();
        }

        void stop() {
            server.stop();
            chat.close();
        }
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        here.stop();
        there.stop();
    }

    /** An act that ends all sessions of bob. */
    enum Ending {
        DISABLING {
            @Override
            void run(ApiClient root, Chat chat) {
                assertThat(root.call("PATCH", "/admin/users/bob", Map.of("disabled", true))
                                .status())
                        .isEqualTo(200);
            }
        },
        DELETION {
            @Override
            void run(ApiClient root, Chat chat) {
                assertThat(root.call("DELETE", "/admin/users/bob", null).status())
                        .isEqualTo(204);
            }
        },
        LOGOUT {
            @Override
            void run(ApiClient root, Chat chat) {
                assertThat(root.call("POST", "/admin/users/bob/logout", null).status())
                        .isEqualTo(204);
            }
        },
        PASSWORD_RESET_BY_LINK {
            @Override
            void run(ApiClient root, Chat chat) {
                String link = root.call("POST", "/admin/users/bob/password-reset", null)
                        .body()
                        .path("resetUrl")
                        .asText();
                Map<String, String> reset =
                        Map.of("token", link.substring(link.lastIndexOf('/') + 1), "newPassword", "battery staple");
                assertThat(root.call("POST", "/auth/password/reset", reset).status())
                        .isEqualTo(204);
            }
        },
        PASSWORD_RESET_BY_THE_OPERATOR {
            @Override
            void run(ApiClient root, Chat chat) {
                chat.administration().resetPassword("bob", "battery staple").join();
            }
        };

        abstract void run(ApiClient root, Chat chat);
    }

    /** The objects that a connection received until its end, and the way it ended. */
    private record Ended(Transport transport, List<String> types, String how) {}

    @ParameterizedTest
    @EnumSource(Ending.class)
    void endOfAllSessionsShouldEndTheConnectionsOnEveryNode(Ending ending) throws Exception {
        here.chat.administration().promote("root").join();
        String room = "/rooms/" + aRoomOfCarol().path("id").asText();
        CountDownLatch open = new CountDownLatch(2 * Transport.values().length);
        List<Future<Ended>> connections = new ArrayList<>();
        for (Node node : List.of(here, there)) {
            for (Transport transport : Transport.values()) {
                connections.add(threads.submit(() -> readToTheEnd(transport, bob.at(node.port()), open)));
            }
        }
        assertThat(open.await(ApiClient.TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();

        ending.run(root, here.chat);
        assertThat(carol.call("POST", room + "/messages", Map.of("text", "behind"))
                        .status())
                .isEqualTo(201);

        for (Future<Ended> connection : connections) {
            Ended ended = connection.get(2 * ApiClient.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            assertThat(ended.types()).as("" + ended).doesNotContain("message.posted");
            assertThat(ended.how())
                    .as("" + ended)
                    .startsWith(
                            switch (ended.transport()) {
                                case WEB_SOCKET -> "closed with 4403";
                                case EVENT_STREAM -> "ended";
                                case LONG_POLL -> "status 401";
                            });
            if (ended.transport() != Transport.LONG_POLL) {
                assertThat(ended.types()).as("" + ended).endsWith("session.revoked");
            }
        }
        for (Node node : List.of(here, there)) {
            assertThat(bob.at(node.port()).call("GET", "/me", null).status()).isEqualTo(401);
        }
    }

    private JsonNode aRoomOfCarol() {
        JsonNode room = carol.call("POST", "/rooms", Map.of("kind", "public", "name", "Tea"))
                .body();
        assertThat(bob.call("POST", "/rooms/" + room.path("id").asText() + "/join", null)
                        .status())
                .isEqualTo(200);
        return room;
    }

    private static Ended readToTheEnd(Transport transport, ApiClient client, CountDownLatch open)
            throws InterruptedException {
        List<String> types = new ArrayList<>();
        Connection connection = Connection.of(transport, client, new Random(1));
        try {
            assertThat(connection.open(null)).isNotNull();
            open.countDown();
            while (true) {
                JsonNode object = connection.next(true);
                if (object == null || object.has("failed")) {
                    return new Ended(
                            transport,
                            types,
                            object == null ? "not at all" : object.get("failed").asText());
                }
                if (object.has("type")) {
                    types.add(object.get("type").asText());
                }
            }
        } catch (ApiClient.UnexpectedStatus status) {
            return new Ended(transport, types, "status " + status.response().status());
        } finally {
            connection.close();
        }
    }

    /** Roles are not cached, and clients learn that their account has changed. */
    @Test
    void demotedAdministratorShouldBeRefusedAtTheNextCallOnEveryNode() throws Exception {
        here.chat.administration().promote("root").join();
        ApiClient bobThere = bob.at(there.port());
        for (Transport transport : Transport.values()) {
            Connection connection = Connection.of(transport, bobThere, new Random(1));
            connection.open(null);
            for (String role : List.of("admin", "user")) {
                assertThat(root.call("PATCH", "/admin/users/bob", Map.of("role", role))
                                .body()
                                .path("role")
                                .asText())
                        .isEqualTo(role);
                for (ApiClient client : List.of(bobThere, bob)) {
                    assertThat(client.call("GET", "/admin/users", null).status())
                            .isEqualTo(role.equals("admin") ? 200 : 403);
                    assertThat(client.get("/me").path("role").asText()).isEqualTo(role);
                }
                awaitUpdate(connection);
            }
            connection.close();
        }
    }

    private void awaitUpdate(Connection connection) throws InterruptedException {
        JsonNode object;
        do {
            object = connection.next(true);
            assertThat(object).as("account.updated").isNotNull();
            assertThat(object.has("failed")).as("" + object).isFalse();
        } while (!object.path("type").asText().equals("account.updated"));
        assertThat(object.at("/data/id").asText()).isEqualTo(bob.id());
    }
}
