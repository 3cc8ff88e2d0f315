package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.wire.AddressRange;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountTest {
    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.start();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void registerShouldReturnTheAccountWithItsEmail() {
        Response response = server.post("/api/v1/auth/register", """
                {"username":"Ada.L","password":"correct horse","email":"ada@example.org",
                 "displayName":"Ada 🧮","firstName":"Ada","lastName":null}
                """);

        assertThat(response.status()).isEqualTo(201);
        JsonNode account = response.json();
        assertThat(account.path("username").asString()).isEqualTo("ada.l");
        assertThat(account.path("displayName").asString()).isEqualTo("Ada 🧮");
        assertThat(account.path("email").asString()).isEqualTo("ada@example.org");
        assertThat(account.path("emailVerified").asBoolean(true)).isFalse();
        assertThat(account.path("lastName").isNull()).isTrue();
    }

    @Test
    void registerShouldReportEveryInvalidField() {
        Response response = server.post("/api/v1/auth/register", """
                {"username":"a b","password":"short","displayName":"\\u200b","email":"nobody"}
                """);

        assertThat(response.status()).isEqualTo(422);
        assertThat(response.errors())
                .containsExactlyInAnyOrder(
                        "username illegal_character",
                        "password too_short",
                        "displayName empty",
                        "email illegal_format");
    }

    @Test
    void registerShouldConflictWhenTheNameIsTaken() {
        server.person("grace");

        Response response =
                server.post("/api/v1/auth/register", "{\"username\":\"GRACE\",\"password\":\"correct horse\"}");

        assertThat(response.status()).isEqualTo(409);
        assertThat(response.code()).isEqualTo("username_taken");
        assertThat(response.at("/type")).isEqualTo("/docs/errors#username_taken");
        assertThat(response.errors()).containsExactly("username taken");
    }

    @Test
    void registerShouldBeRefusedWhenRegistrationIsClosed() {
        ChatSettings closed =
                TestServer.NO_LIMITS.toBuilder().openRegistration(false).build();
        try (TestServer closedServer = TestServer.start(closed)) {
            Response response = closedServer.post(
                    "/api/v1/auth/register", "{\"username\":\"mallory\",\"password\":\"correct horse\"}");

            assertThat(response.status()).isEqualTo(403);
            assertThat(response.code()).isEqualTo("registration_closed");
        }
    }

    @Test
    void loginShouldReturnTokensAndLifetimes() {
        server.person("linus");

        Response response = server.post(
                "/api/v1/auth/login", "{\"username\":\"linus\",\"password\":\"correct horse\",\"cookies\":false}");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.at("/tokenType")).isEqualTo("Bearer");
        assertThat(response.at("/accessToken")).isNotEmpty();
        assertThat(response.at("/refreshToken")).isNotEmpty();
        assertThat(response.json().at("/expiresIn").asInt()).isEqualTo(1800);
        assertThat(response.json().at("/refreshExpiresIn").asInt()).isEqualTo(86400);
        assertThat(response.headers().map()).doesNotContainKey("set-cookie");
    }

    @Test
    void loginShouldReturnTheSameErrorWhenUsernameOrPasswordIsWrong() {
        server.person("ken");

        Response wrongPassword =
                server.post("/api/v1/auth/login", "{\"username\":\"ken\",\"password\":\"wrong horse\"}");
        Response unknownUsername =
                server.post("/api/v1/auth/login", "{\"username\":\"kenn\",\"password\":\"wrong horse\"}");

        assertThat(wrongPassword.status()).isEqualTo(401);
        assertThat(wrongPassword.code()).isEqualTo("bad_credentials");
        assertThat(wrongPassword.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(unknownUsername.body()).isEqualTo(wrongPassword.body());
    }

    @Test
    void loginShouldBeRateLimitedWhenAttemptedTooOften() {
        ChatSettings strict =
                TestServer.NO_LIMITS.toBuilder().loginsPerMinute(1).build();
        try (TestServer strictServer = TestServer.start(strict)) {
            String wrong = "{\"username\":\"nobody\",\"password\":\"wrong horse\"}";
            Response response = strictServer.post("/api/v1/auth/login", wrong);
            for (int i = 0; i < 10 && response.status() != 429; i++) {
                response = strictServer.post("/api/v1/auth/login", wrong);
            }

            assertThat(response.code()).isEqualTo("rate_limited");
            assertThat(Integer.parseInt(response.header("Retry-After"))).isPositive();
        }
    }

    @Test
    void rateLimitShouldUseForwardedAddressesOnlyFromTrustedProxies() {
        ChatSettings one =
                TestServer.NO_LIMITS.toBuilder().registrationsPerHour(1).build();
        List<AddressRange> local = List.of(AddressRange.parse("127.0.0.0/8"));
        try (TestServer proxied = TestServer.start(one, settings -> settings.trustedProxies(local));
                TestServer direct = TestServer.start(one, settings -> settings)) {
            assertThat(registerFrom(proxied, "one", "198.51.100.1")).isEqualTo(201);
            assertThat(registerFrom(proxied, "two", "198.51.100.2")).isEqualTo(201);
            assertThat(registerFrom(proxied, "three", "203.0.113.1, 198.51.100.2"))
                    .isEqualTo(429);

            assertThat(registerFrom(direct, "one", "198.51.100.1")).isEqualTo(201);
            assertThat(registerFrom(direct, "two", "198.51.100.2")).isEqualTo(429);
        }
    }

    private static int registerFrom(TestServer server, String username, String forwarded) {
        return server.send(server.request("/api/v1/auth/register")
                        .header("Content-Type", "application/json")
                        .header("X-Forwarded-For", forwarded)
                        .POST(BodyPublishers.ofString(
                                "{\"username\":\"" + username + "\",\"password\":\"correct horse\"}")))
                .status();
    }

    @Test
    void meShouldReturnTheCallersAccount() {
        Person barbara = server.person("barbara");

        Response response = barbara.get("/api/v1/me");

        assertThat(response.at("/id")).isEqualTo(barbara.id());
        assertThat(response.json().has("email")).isTrue();
    }

    @Test
    void jwksShouldReturnTheVerificationKeys() {
        assertThat(server.get("/.well-known/jwks.json").json().has("keys")).isTrue();
    }
}
