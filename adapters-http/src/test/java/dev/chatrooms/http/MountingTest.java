package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.account.Registration;
import dev.chatrooms.http.settings.HttpSettings;
import dev.chatrooms.http.settings.RouteGroup;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.UnauthorizedResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The place of the API among the paths of a host. */
class MountingTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Chat chat = Chat.inMemory();
    private final Chat other = Chat.inMemory();
    private Javalin host;

    @AfterEach
    void stop() {
        if (host != null) {
            host.stop();
        }
        chat.close();
        other.close();
    }

    private static HttpAdapter adapter(Chat chat, UnaryOperator<HttpSettings.Builder> settings) {
        return HttpAdapter.of(
                chat, settings.apply(HttpSettings.using(chat.workers())).build());
    }

    private void start(Consumer<JavalinConfig> routes) {
        host = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    routes.accept(config);
                })
                .start("127.0.0.1", 0);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + host.port() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health/live",
                "/health/ready",
                "/openapi.yaml",
                "/docs/errors",
                "/.well-known/jwks.json",
                "/api/v1/rooms",
                "/api/v1/nothing"
            })
    void hostShouldKeepItsRoutesWithTheSamePaths(String path) throws Exception {
        HttpAdapter mounted = adapter(chat, settings -> settings.basePath("/chat"));
        start(config -> {
            config.routes.get(path, context -> context.result("the host's"));
            mounted.accept(config);
        });

        assertThat(get(path).body()).isEqualTo("the host's");
        assertThat(get(path).headers().firstValue("X-Request-Id"))
                .as("the header filter is not applied")
                .isEmpty();
        assertThat(get("/chat" + path).headers().firstValue("X-Request-Id")).isPresent();
    }

    @Test
    void pathsOutsideTheBasePathShouldBeTheHosts() throws Exception {
        HttpAdapter mounted = adapter(chat, settings -> settings.basePath("/chat"));
        start(config -> {
            config.routes.get("/chat/hello", context -> context.result("the host's"));
            mounted.accept(config);
        });

        assertThat(get("/chat/hello").body()).isEqualTo("the host's");
        assertThat(get("/chat/other").body()).as("Javalin's own answer").doesNotContain("there is no such path");
        assertThat(get("/api/v1/rooms").headers().firstValue("X-Request-Id")).isEmpty();
        assertThat(send(request("/chat/api/v1/me").method("TRACE", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void twoChatsShouldShareNothingInOneServer() throws Exception {
        HttpAdapter first = adapter(chat, settings -> settings.basePath("/one"));
        HttpAdapter second = adapter(other, settings -> settings.basePath("/two"));
        start(config -> {
            first.accept(config);
            second.accept(config);
        });
        chat.accounts().register(Registration.of("alice", "correct horse")).join();

        HttpResponse<String> login = logIn("/one");
        assertThat(login.headers().allValues("Set-Cookie"))
                .isNotEmpty()
                .allSatisfy(cookie -> assertThat(cookie).contains("; Path=/one/api/v1"));
        assertThat(logIn("/two").statusCode()).as("another chat's account").isEqualTo(401);
        assertThat(logIn("/two").body()).contains("\"type\":\"/two/docs/errors#bad_credentials\"");
        String token = login.headers().allValues("Set-Cookie").get(0).replaceFirst("^[^=]*=([^;]*);.*", "$1");
        assertThat(authorized("/one/api/v1/me", token)).isEqualTo(200);
        assertThat(authorized("/two/api/v1/me", token))
                .as("another chat's token")
                .isEqualTo(401);
        assertThat(get("/two/openapi.yaml").body()).contains("\n  - url: \"/two\"\n");
    }

    private HttpResponse<String> logIn(String base) throws Exception {
        return send(request(base + "/api/v1/auth/login")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"username\":\"alice\",\"password\":\"correct horse\",\"cookies\":true}")));
    }

    private int authorized(String path, String token) throws Exception {
        return send(request(path).header("Authorization", "Bearer " + token)).statusCode();
    }

    @ParameterizedTest
    @CsvSource({
        "REGISTRATION, /api/v1/auth/register, /api/v1/auth/login",
        "AUTHENTICATION, /api/v1/auth/login, /api/v1/auth/register",
        "AUTHENTICATION, /.well-known/jwks.json, /api/v1/me",
        "AUTHENTICATION, /api/v1/me/password, /api/v1/me",
        "OPERATIONS, /health/ready, /openapi.yaml",
        "OPERATIONS, /health/live, /docs/errors",
        "DOCUMENTATION, /openapi.yaml, /health/live",
        "DOCUMENTATION, /docs/errors, /health/ready"
    })
    void groupOfRoutesShouldBeLeftOut(RouteGroup group, String leftOut, String served) throws Exception {
        HttpAdapter mounted = adapter(chat, settings -> settings.without(group));
        start(config -> {
            config.routes.options(leftOut, context -> context.result("the host's"));
            mounted.accept(config);
        });

        assertThat(options(leftOut).body()).isEqualTo("the host's");
        assertThat(options(served).headers().firstValue("Allow")).isPresent();
        assertThat(get(leftOut).statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> options(String path) throws Exception {
        return send(request(path).method("OPTIONS", BodyPublishers.noBody()));
    }

    @Test
    void beforeHandlersOfTheHostShouldSeeTheRequests() throws Exception {
        HttpAdapter mounted = adapter(chat, settings -> settings.basePath("/chat"));
        start(config -> {
            config.routes.before("/chat/*", context -> {
                if (context.header("X-Badge") == null) {
                    throw new UnauthorizedResponse("the host's refusal");
                }
            });
            mounted.accept(config);
        });

        assertThat(get("/chat/api/v1/rooms").body()).contains("the host's refusal");
        assertThat(send(request("/chat/health/live").header("X-Badge", "1")).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "chat", "/chat/", "//", "/a//b", "/{room}", "/<rest>", "/*", "/a b", "/..", "/a/./b"})
    void basePathShouldBeRefusedUnlessItIsPlain(String path) {
        HttpSettings.Builder settings = HttpSettings.using(Runnable::run);

        assertThatThrownBy(() -> settings.basePath(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("basePath must be empty, or begin and not end with a slash");
    }

    @Test
    void settingsShouldRefuseOriginsThatNoBrowserSends() {
        HttpSettings.Builder settings =
                HttpSettings.using(chat.workers()).allowedOrigins(Set.of("https://chat.example.org/"));

        assertThatThrownBy(settings::build).isInstanceOf(IllegalArgumentException.class);
    }
}
