package dev.chatrooms.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.HandClock;
import dev.chatrooms.application.account.AccountProfile;
import dev.chatrooms.application.identity.Authenticator;
import dev.chatrooms.application.identity.Credential;
import dev.chatrooms.domain.account.Account;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users who log out of the application while a socket of theirs is being opened. */
class LogoutRaceTest {
    private static final Duration TICK = Duration.ofMillis(1);

    private final HandClock clock = new HandClock();
    private final Chat chat = Chat.inMemoryBuilder().clock(clock).build();
    private final Account sam = chat.administration()
            .ensureAccount("42", AccountProfile.named("Sam"))
            .join();

    @AfterEach
    void close() {
        chat.close();
    }

    private void logOut() {
        clock.advance(TICK);
        chat.sessions().end(sam.id()).join();
        clock.advance(TICK);
    }

    /** @param logoutAt the number of the look-up after which the user logs out */
    private Authenticator authenticator(int logoutAt) {
        AtomicInteger lookUps = new AtomicInteger();
        return request -> {
            Optional<String> user = request.header("X-User").or(request::bearerToken);
            if (lookUps.incrementAndGet() == logoutAt) {
                logOut();
            }
            return user.map(id -> Credential.explicit(() -> chat.sessions().vouch(id, null, null)));
        };
    }

    private TestClient open(Served served, String... headers) {
        return TestClient.handshake(served.port(), 0, WebSocketAdapter.PATH, headers);
    }

    private WebSocketAdapter adapter(Authenticator authenticator) {
        return new WebSocketAdapter(
                chat, chat.workers(), WebSocketSettings.allowing(Set.of()).withAuthenticators(authenticator));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void socketShouldBeRefusedWhenTheUserLogsOutAfterTheLookUp(int logoutAt) {
        try (WebSocketAdapter adapter = adapter(authenticator(logoutAt));
                Served served = Served.by(adapter)) {
            try (TestClient client = open(served, "X-User: 42")) {
                client.hello(null, null);
                assertThat(client.awaitClose().closeCode()).isIn(4401, 4403);
            }
            try (TestClient client = open(served, "X-User: 42")) {
                client.hello(null, null);
                client.expect("welcome");
            }
        }
    }

    @Test
    void tokenOfTheHelloShouldBeRefusedOnlyWhenTheUserLogsOutAfterItsLookUp() {
        // The look-up of the handshake finds no user.
        try (WebSocketAdapter adapter = adapter(authenticator(2));
                Served served = Served.by(adapter);
                TestClient client = open(served)) {
            client.hello("42", null);
            assertThat(client.awaitClose().closeCode()).isIn(4401, 4403);
        }
        try (WebSocketAdapter adapter = adapter(authenticator(0));
                Served served = Served.by(adapter);
                TestClient client = open(served)) {
            logOut();
            client.hello("42", null);
            client.expect("welcome");
        }
    }
}
