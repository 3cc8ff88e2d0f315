package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logins with cookies. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CookieTest {
    private TestServer server;
    private String cookie;

    @BeforeAll
    void start() {
        server = TestServer.start(settings -> settings.secureCookies(true));
        server.person("alice");
        cookie = login().headers().allValues("Set-Cookie").get(0).replaceAll(";.*", "");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private Response login() {
        return server.post(
                "/api/v1/auth/login", "{\"username\":\"alice\",\"password\":\"correct horse\",\"cookies\":true}");
    }

    @Test
    void loginShouldSetHttpOnlyCookiesInsteadOfReturningTokens() {
        Response response = login();

        assertThat(response.json().has("accessToken")).isFalse();
        assertThat(response.json().has("refreshToken")).isFalse();
        List<String> cookies = response.headers().allValues("Set-Cookie");
        assertThat(cookies)
                .hasSize(2)
                .allSatisfy(set ->
                        assertThat(set).contains("; HttpOnly", "; SameSite=Strict", "; Secure", "; Max-Age=86400"));
        assertThat(cookies.get(0)).startsWith("chatrooms_access=").contains("; Path=/api/v1;");
        assertThat(cookies.get(1)).startsWith("chatrooms_refresh=").contains("; Path=/api/v1/auth;");
    }

    @Test
    void cookiesShouldNotBeSecureWhenThePublicUrlIsHttp() {
        try (TestServer plain = TestServer.start()) {
            plain.person("alice");

            Response response = plain.post(
                    "/api/v1/auth/login", "{\"username\":\"alice\",\"password\":\"correct horse\",\"cookies\":true}");

            assertThat(response.headers().allValues("Set-Cookie")).noneMatch(set -> set.contains("Secure"));
        }
    }

    @Test
    void cookieShouldAuthenticate() {
        Response response = server.send(server.request("/api/v1/me").header("Cookie", "theme=dark; " + cookie));

        assertThat(response.at("/username")).isEqualTo("alice");
    }

    @ParameterizedTest(name = "{0}: {1}: {2}")
    @CsvSource({
        "X-Nothing, '', false",
        "Cookie, theme=dark, false",
        "Cookie, chatrooms_access=expired, true",
        "Authorization, Bearer expired, true",
    })
    void presenceOfCredentialsShouldBeToldWithoutVerification(String name, String value, boolean present) {
        Response response =
                server.send(server.request("/api/v1/auth/credentials").header(name, value));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.json().path("present").asBoolean()).isEqualTo(present);
    }

    @Test
    void authorizationHeaderShouldTakePrecedenceOverTheCookie() {
        Response response = server.send(
                server.request("/api/v1/me").header("Cookie", cookie).header("Authorization", "Bearer nonsense"));

        assertThat(response.status()).isEqualTo(401);
    }

    @ParameterizedTest(name = "{0}: {1}, {2}: {3}")
    @CsvSource({
        "Origin, https://chat.example.org, X-Nothing, '', 201",
        "Origin, https://chat.example.org, Sec-Fetch-Site, cross-site, 201",
        "Sec-Fetch-Site, same-origin, X-Nothing, '', 201",
        "Origin, https://evil.example.org, X-Nothing, '', 403",
        "Origin, https://evil.example.org, Sec-Fetch-Site, same-origin, 403",
        "Origin, https://chat.example.org.evil.org, X-Nothing, '', 403",
        "Origin, null, X-Nothing, '', 403",
        "Sec-Fetch-Site, same-site, X-Nothing, '', 403",
        "Sec-Fetch-Site, cross-site, X-Nothing, '', 403",
        "X-Nothing, '', X-Nothing, '', 403",
    })
    void changeByCookieShouldBeRefusedFromOtherOrigins(
            String name, String value, String other, String otherValue, int status) {
        Response response = server.send(server.request("/api/v1/rooms")
                .header("Cookie", cookie)
                .header("Content-Type", "application/json")
                .header(name, value)
                .header(other, otherValue)
                .POST(BodyPublishers.ofString("{\"kind\":\"private\",\"name\":\"Diary\"}")));

        assertThat(response.status()).isEqualTo(status);
        if (status == 403) {
            assertThat(response.code()).isEqualTo("cross_site");
        }
    }

    @Test
    void logoutShouldClearTheCookies() {
        String own = login().headers().allValues("Set-Cookie").get(0).replaceAll(";.*", "");

        Response response = server.send(server.request("/api/v1/auth/logout")
                .header("Cookie", own)
                .header("Origin", TestServer.ORIGIN)
                .POST(BodyPublishers.noBody()));

        assertThat(response.status()).isEqualTo(204);
        assertThat(response.headers().allValues("Set-Cookie"))
                .hasSize(2)
                .allSatisfy(set -> assertThat(set).contains("=; ", "Max-Age=0"));
        assertThat(server.send(server.request("/api/v1/me").header("Cookie", own))
                        .status())
                .isEqualTo(401);
    }
}
