package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.account.Registration;
import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The API in the Javalin of a host that has its own routes and error handlers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddingTest {
    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.embedded(EmbeddingTest::host);
    }

    private static void host(JavalinConfig config) {
        config.routes.get("/hello", ctx -> ctx.result("hello from the host"));
        config.routes.get("/broken", ctx -> {
            throw new IllegalStateException("failure of the host");
        });
        config.routes.exception(Exception.class, (e, ctx) -> ctx.status(500).result("the host's fault"));
        config.routes.error(404, ctx -> ctx.result("the host's 404"));
        config.routes.error(401, ctx -> ctx.result("the host's 401"));
        config.routes.after(ctx -> ctx.header("X-Host", "was here"));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** Sends a request without checking the contract, which does not cover the host's routes. */
    private HttpResponse<String> getFromHost(String path) throws IOException, InterruptedException {
        return server.client().send(server.request(path).build(), BodyHandlers.ofString());
    }

    @Test
    void hostShouldKeepItsRoutesAndErrorHandlers() throws Exception {
        assertThat(getFromHost("/hello").body()).isEqualTo("hello from the host");
        assertThat(getFromHost("/hello").headers().firstValue("X-Host")).contains("was here");
        assertThat(getFromHost("/hello").headers().firstValue("X-Request-Id")).isEmpty();
        assertThat(getFromHost("/broken").body()).isEqualTo("the host's fault");
        assertThat(getFromHost("/nothing").body()).isEqualTo("the host's 404");
    }

    @Test
    void apiShouldAnswerItsOwnPaths() {
        assertThat(server.get("/api/v1/nothing").code()).isEqualTo("not_found");
        assertThat(server.get("/api/v1/me").code()).isEqualTo("unauthenticated");
        assertThat(server.person("alice").get("/api/v1/me").at("/username")).isEqualTo("alice");
        assertThat(server.get("/health/live").status()).isEqualTo(200);
    }

    @Test
    void apiShouldBeServedBelowTheContextPathOfTheHost() throws Exception {
        try (TestServer withContextPath = TestServer.embedded(config -> config.router.contextPath = "/chat")) {
            withContextPath
                    .chat
                    .accounts()
                    .register(Registration.of("alice", "correct horse"))
                    .join();
            HttpResponse<String> login = withContextPath
                    .client()
                    .send(
                            withContextPath
                                    .request("/chat/api/v1/auth/login")
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString(
                                            "{\"username\":\"alice\",\"password\":\"correct horse\",\"cookies\":true}"))
                                    .build(),
                            BodyHandlers.ofString());

            assertThat(login.headers().allValues("Set-Cookie").get(0)).contains("; Path=/chat/api/v1;");
            assertThat(login.headers().allValues("Set-Cookie").get(1)).contains("; Path=/chat/api/v1/auth;");
            assertThat(withContextPath.raw("FOO /chat/api/v1/me HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.UTF_8)))
                    .startsWith("HTTP/1.1 405 ");
        }
    }
}
