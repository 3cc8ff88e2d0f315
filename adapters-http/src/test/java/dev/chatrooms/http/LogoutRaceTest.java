package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.HandClock;
import dev.chatrooms.application.account.AccountProfile;
import dev.chatrooms.application.identity.Authenticator;
import dev.chatrooms.application.identity.Credential;
import dev.chatrooms.domain.account.Account;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users who log out of the application while a request of theirs is being authenticated. */
class LogoutRaceTest {
    private static final Duration TICK = Duration.ofMillis(1);

    private final HandClock clock = new HandClock();
    private final Chat chat =
            Chat.inMemoryBuilder().settings(TestServer.NO_LIMITS).clock(clock).build();
    private final Account sam = chat.administration()
            .ensureAccount("42", AccountProfile.named("Sam"))
            .join();
    private final AtomicBoolean logsOut = new AtomicBoolean();

    private void logOut() {
        clock.advance(TICK);
        chat.sessions().end(sam.id()).join();
        clock.advance(TICK);
    }

    private Authenticator authenticator() {
        return request -> {
            List<String> user = request.headers("X-User");
            // The user has been found.
            if (logsOut.getAndSet(false)) {
                logOut();
            }
            return user.stream()
                    .findFirst()
                    .map(id -> Credential.explicit(() -> chat.sessions().vouch(id, null, null)));
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/event-stream"})
    void requestShouldBeRefusedWhenTheUserLogsOutAfterTheLookUp(String accepted) throws Exception {
        try (TestServer server = TestServer.with(chat, settings -> settings.authenticators(authenticator()))) {
            for (String path : List.of("/api/v1/events", "/api/v1/me")) {
                logsOut.set(true);
                HttpRequest request = server.request(path)
                        .header("X-User", "42")
                        .header("Accept", accepted)
                        .build();
                // The body of a stream that is accepted by mistake has no end.
                HttpResponse<InputStream> refused = server.client().send(request, BodyHandlers.ofInputStream());
                refused.body().close();
                assertThat(refused.statusCode()).as(path).isEqualTo(401);
                assertThat(logsOut).isFalse();
            }
            assertThat(server.send(server.request("/api/v1/me").header("X-User", "42"))
                            .status())
                    .as("a request of the next login")
                    .isEqualTo(200);
        }
    }
}
