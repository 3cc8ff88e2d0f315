package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The request observer: it receives a bounded set of values, whatever clients send. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestObserverTest {
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private TestServer server;
    private Person alice;

    @BeforeAll
    void start() {
        server = TestServer.start(settings -> settings.observer((method, route, status, took) -> {
            assertThat(took).isPositive();
            seen.add(method + " " + route + " " + status);
        }));
        alice = server.person("alice");
    }

    @BeforeEach
    void clear() {
        seen.clear();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void observerShouldReceiveTheRouteInsteadOfThePath() {
        String room = alice.post("/api/v1/rooms", "{\"kind\":\"public\",\"name\":\"Tea\"}")
                .at("/id");
        alice.get("/api/v1/rooms/" + room + "/messages?limit=1");
        alice.get("/api/v1/rooms/none");
        server.get("/api/v1/me");
        server.send(alice.request("/api/v1/me").method("HEAD", BodyPublishers.noBody()));

        Set<String> routes = server.routes();
        assertThat(seen)
                .hasSize(5)
                .allSatisfy(line -> assertThat(routes).contains(line.substring(0, line.lastIndexOf(' '))))
                .noneMatch(line -> line.contains(room) || line.contains("none") || line.contains("limit"));
        assertThat(seen.stream()
                        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                        .collect(Collectors.toList()))
                .containsExactly("201", "200", "400", "401", "200");
        assertThat(seen.get(4)).isEqualTo("GET /api/v1/me 200");
    }

    @Test
    void observerShouldReceiveOtherWhenThereIsNoRoute() {
        server.get("/api/v1/no/such/path");
        server.send(server.request("/api/v1/rooms").method("PUT", BodyPublishers.noBody()));
        server.send(server.request("/api/v1/me").method("FROBNICATE", BodyPublishers.noBody()));
        server.send(server.request("/api/v1/me").method("OPTIONS", BodyPublishers.noBody()));

        assertThat(seen).containsExactly("other other 404", "other other 405", "other other 405", "other other 204");
    }

    @Test
    void responseShouldBeSentWhenTheObserverFails() {
        try (TestServer observed = TestServer.start(settings -> settings.observer((method, route, status, took) -> {
            throw new IllegalStateException("on purpose");
        }))) {
            assertThat(observed.get("/health/live").status()).isEqualTo(200);
            assertThat(observed.get("/health/live").body()).isNotEmpty();
        }
    }
}
