package dev.chatrooms.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.http.HttpAdapter;
import dev.chatrooms.http.settings.HttpSettings;
import dev.chatrooms.http.settings.RouteGroup;
import dev.chatrooms.websocket.WebSocketAdapter;
import dev.chatrooms.websocket.WebSocketSettings;
import io.javalin.Javalin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Mounts the chat below a path of a host whose own routes have the same names. The documentation quotes this test. */
class MountedEmbeddingTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Test
    void chatShouldBeServedBelowItsBasePathBesideTheHostsRoutes() throws Exception {
        try (Chat chat = Chat.inMemory()) {
            // tag::mounted[]
            HttpSettings settings = HttpSettings.using(chat.workers())
                    .basePath("/chat")
                    .without(RouteGroup.REGISTRATION, RouteGroup.OPERATIONS)
                    .build();
            WebSocketSettings socketSettings =
                    WebSocketSettings.allowing(Set.of()).withBasePath("/chat");
            HttpAdapter http = HttpAdapter.of(chat, settings);
            WebSocketAdapter sockets = new WebSocketAdapter(chat, chat.workers(), socketSettings);
            // end::mounted[]
            Javalin app = Javalin.create(config -> {
                config.startup.showJavalinBanner = false;
                config.routes.get("/health/live", context -> context.result("the host's health"));
                config.routes.get("/chat/health/live", context -> context.result("the host's page"));
                http.accept(config);
                sockets.accept(config);
            });
            app.start("127.0.0.1", 0);
            try {
                assertThat(body(app, "/health/live")).isEqualTo("the host's health");
                assertThat(body(app, "/chat/health/live")).isEqualTo("the host's page");
                assertThat(body(app, "/chat/api/v1/rooms")).contains("\"type\":\"/chat/docs/errors#unauthenticated\"");
                assertThat(body(app, "/chat/api/v1/auth/register")).contains("#not_found");
                WebSocket socket = HTTP.newWebSocketBuilder()
                        .buildAsync(URI.create("ws://127.0.0.1:" + app.port() + "/chat/api/v1/ws"), new Ignoring())
                        .join();
                socket.abort();
            } finally {
                app.stop();
            }
        }
    }

    private static String body(Javalin app, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + app.port() + path);
        return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }

    private static final class Ignoring implements WebSocket.Listener {}
}
