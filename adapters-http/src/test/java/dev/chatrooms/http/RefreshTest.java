package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SessionRefresh tokens, in the body and in cookies. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefreshTest {
    private static final String PATH = "/api/v1/auth/refresh";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-20T10:00:00Z"));
    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.start(now::get, settings -> settings.secureCookies(true));
        server.person("alice");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void refreshShouldReturnTheSameFieldsAsLogin() {
        Response login = login();

        Response refreshed = refresh(login.at("/refreshToken"));

        assertThat(refreshed.status()).isEqualTo(200);
        assertThat(refreshed.at("/tokenType")).isEqualTo("Bearer");
        assertThat(refreshed.at("/accessToken")).isNotEmpty().isNotEqualTo(login.at("/accessToken"));
        assertThat(refreshed.at("/refreshToken")).isNotEmpty().isNotEqualTo(login.at("/refreshToken"));
        assertThat(refreshed.json().at("/expiresIn").asInt()).isEqualTo(1800);
        assertThat(refreshed.json().at("/refreshExpiresIn").asInt()).isEqualTo(86400);
        assertThat(refreshed.at("/account/username")).isEqualTo("alice");
        assertThat(refreshed.headers().map()).doesNotContainKey("set-cookie");
        assertThat(me(refreshed)).isEqualTo(200);
        assertThat(me(login)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"refreshToken\":null}", "{\"refreshToken\":\"\"}", "{\"refreshToken\":\"x.y.z\"}"})
    void refreshShouldBeRefusedWithoutAToken(String body) {
        assertRefused(server.post(PATH, body));
    }

    @Test
    void refreshShouldBeRefusedWithoutABodyOrACookie() {
        assertRefused(server.send(server.request(PATH).POST(BodyPublishers.noBody())));
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"refreshToken\":1}', 400",
        "'{\"refreshToken\":[\"x\"]}', 400",
        "'{\"token\":\"x\"}', 400",
        "'[]', 400",
        "'{', 400"
    })
    void refreshShouldBeRefusedWhenTheBodyIsMalformed(String body, int status) {
        assertThat(server.post(PATH, body).status()).isEqualTo(status);
    }

    @Test
    void accessTokenShouldNotRefresh() {
        Response login = login();

        assertRefused(refresh(login.at("/accessToken")));
        assertThat(server.send(server.request("/api/v1/me")
                                .header("Authorization", "Bearer " + login.at("/refreshToken")))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void refreshShouldSucceedAgainWhenTheResponseWasLost() {
        Response login = login();
        Response lost = refresh(login.at("/refreshToken"));

        Response retried = refresh(login.at("/refreshToken"));
        assertThat(retried.status()).isEqualTo(200);
        assertThat(refresh(retried.at("/refreshToken")).status()).isEqualTo(200);

        assertRefused(refresh(lost.at("/refreshToken")));
        assertThat(me(retried)).isEqualTo(200);
    }

    @Test
    void refreshShouldSucceedForBothWhenTwoTabsRefreshConcurrently() {
        String token = login().at("/refreshToken");
        HttpRequest request = json(server.request(PATH), "{\"refreshToken\":\"" + token + "\"}")
                .build();

        List<Integer> statuses = Stream.of(1, 2)
                .map(tab -> server.client()
                        .sendAsync(request, java.net.http.HttpResponse.BodyHandlers.ofString())
                        .thenApply(response -> response.statusCode()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(statuses).containsExactly(200, 200);
    }

    @Test
    void sessionShouldEndWhenARefreshTokenIsReused() {
        Response login = login();
        Response stolen = refresh(login.at("/refreshToken"));
        now.updateAndGet(t -> t.plus(Duration.ofSeconds(61)));

        assertRefused(refresh(login.at("/refreshToken")));

        assertThat(me(login)).isEqualTo(401);
        assertThat(me(stolen)).isEqualTo(401);
        assertRefused(refresh(stolen.at("/refreshToken")));
    }

    @Test
    void refreshShouldBeRateLimitedWhenAttemptedTooOften() {
        String token = login().at("/refreshToken");
        Response response = refresh(token);
        for (int i = 0; i < 20; i++) {
            response = refresh(token);
        }

        assertThat(response.status()).isEqualTo(429);
        assertThat(response.code()).isEqualTo("rate_limited");
        assertThat(response.header("Retry-After")).isNotEmpty();
    }

    @Test
    void refreshShouldSetCookiesWhenTheTokenComesInACookie() {
        Response login = loginWithCookies();

        Response refreshed = refreshByCookie(login.headers().allValues("Set-Cookie"), "Origin", TestServer.ORIGIN);

        assertThat(refreshed.status()).isEqualTo(200);
        assertThat(refreshed.json().has("accessToken")).isFalse();
        assertThat(refreshed.json().has("refreshToken")).isFalse();
        List<String> cookies = refreshed.headers().allValues("Set-Cookie");
        assertThat(cookies)
                .hasSize(2)
                .allSatisfy(set ->
                        assertThat(set).contains("; HttpOnly", "; SameSite=Strict", "; Secure", "; Max-Age=86400"));
        assertThat(cookies.get(0)).startsWith("chatrooms_access=").contains("; Path=/api/v1;");
        assertThat(cookies.get(1)).startsWith("chatrooms_refresh=").contains("; Path=/api/v1/auth;");
        assertThat(server.send(server.request("/api/v1/me").header("Cookie", pair(cookies.get(0))))
                        .status())
                .isEqualTo(200);
        assertThat(refreshByCookie(cookies, "Sec-Fetch-Site", "same-origin").status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, https://evil.example.org",
        "Origin, null",
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "X-Nothing, ''"
    })
    void refreshByCookieShouldBeRefusedFromOtherOrigins(String header, String value) {
        List<String> cookies = loginWithCookies().headers().allValues("Set-Cookie");

        Response response = refreshByCookie(cookies, header, value);

        assertThat(response.status()).isEqualTo(403);
        assertThat(response.code()).isEqualTo("cross_site");
        assertThat(response.headers().map()).doesNotContainKey("set-cookie");
        assertThat(refreshByCookie(cookies, "Origin", TestServer.ORIGIN).status())
                .as("the token is still valid")
                .isEqualTo(200);
    }

    @Test
    void tokenInTheBodyShouldTakePrecedenceOverTheCookie() {
        List<String> cookies = loginWithCookies().headers().allValues("Set-Cookie");
        String token = login().at("/refreshToken");

        Response response = server.send(json(server.request(PATH), "{\"refreshToken\":\"" + token + "\"}")
                .header("Cookie", pair(cookies.get(1))));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.json().has("refreshToken")).isTrue();
        assertThat(response.headers().map()).doesNotContainKey("set-cookie");
        assertThat(refreshByCookie(cookies, "Origin", TestServer.ORIGIN).status())
                .isEqualTo(200);
    }

    /** Another tab may have received new cookies in the meantime. */
    @Test
    void cookiesShouldBeKeptWhenTheirTokenIsRefused() {
        Response response = refreshByCookie(
                List.of("chatrooms_access=x; Path=/", "chatrooms_refresh=x; Path=/"), "Origin", TestServer.ORIGIN);

        assertRefused(response);
        assertThat(response.headers().map()).doesNotContainKey("set-cookie");
    }

    private void assertRefused(Response response) {
        assertThat(response.status()).isEqualTo(401);
        assertThat(response.code()).isEqualTo("invalid_refresh_token");
        assertThat(response.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    private Response login() {
        return server.post("/api/v1/auth/login", "{\"username\":\"alice\",\"password\":\"correct horse\"}");
    }

    private Response loginWithCookies() {
        return server.post(
                "/api/v1/auth/login", "{\"username\":\"alice\",\"password\":\"correct horse\",\"cookies\":true}");
    }

    private Response refresh(String token) {
        return server.post(PATH, "{\"refreshToken\":\"" + token + "\"}");
    }

    private Response refreshByCookie(List<String> set, String header, String value) {
        return server.send(server.request(PATH)
                .header("Cookie", pair(set.get(0)) + "; " + pair(set.get(1)))
                .header(header, value)
                .POST(BodyPublishers.noBody()));
    }

    private static String pair(String set) {
        return set.replaceAll(";.*", "");
    }

    private int me(Response signedIn) {
        return server.send(
                        server.request("/api/v1/me").header("Authorization", "Bearer " + signedIn.at("/accessToken")))
                .status();
    }

    private static HttpRequest.Builder json(HttpRequest.Builder request, String json) {
        return request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
    }
}
