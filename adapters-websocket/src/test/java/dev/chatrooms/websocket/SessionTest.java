package dev.chatrooms.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.account.Login;
import dev.chatrooms.application.account.SignedIn;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.websocket.TestServer.Person;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sockets live exactly as long as their session, and longer than their access token. */
class SessionTest {
    private final TestServer server = new TestServer();
    private final Person alice = server.person("alice");

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void connectionShouldStayOpenWhenItsAccessTokenExpires() {
        RoomId room = server.room(alice);
        try (TestClient client = server.join(alice)) {
            server.advanceChatClock(Duration.ofHours(1));
            server.send(alice, room, "still there?").join();

            assertThat(client.expect("event").at("/data/text").asText()).isEqualTo("still there?");
        }
        try (TestClient late = server.connect()) {
            late.hello(alice.token(), null);
            assertThat(late.awaitClose().closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void connectionShouldStayOpenUntilItsRefreshedSessionExpires() {
        SignedIn phone = signIn();
        try (TestClient refreshed = server.join(person(phone));
                TestClient expired = server.join(person(signIn()))) {
            server.advanceChatClock(Duration.ofHours(23));
            SignedIn next = refresh(phone);
            server.advanceChatClock(Duration.ofHours(1));

            // Both sessions are checked together: when one has ended, the other has been checked as well.
            assertThat(expired.awaitClose().closeCode()).isEqualTo(4403);
            refreshed.roundTrip();
            server.join(person(refresh(next))).close();

            server.advanceChatClock(Duration.ofHours(24));
            assertThat(refreshed.awaitClose().closeCode()).isEqualTo(4403);
        }
    }

    @Test
    void connectionShouldCloseWhenARefreshTokenOfItsSessionIsReused() {
        SignedIn stolen = signIn();
        try (TestClient client = server.join(person(stolen))) {
            refresh(stolen);
            server.advanceChatClock(Duration.ofSeconds(61));

            assertThat(server.chat.authentication().refresh(stolen.refreshToken()))
                    .failsWithin(Duration.ofSeconds(60));

            assertThat(client.awaitClose().closeCode()).isEqualTo(4403);
        }
    }

    @Test
    void connectionsShouldCloseWhenTheAccountLogsOutEverywhere() {
        Person bob = server.person("bob");
        try (TestClient here = server.join(alice);
                TestClient there = server.join(person(signIn()));
                TestClient bobs = server.join(bob)) {
            server.chat.authentication().logoutEverywhere(alice.caller()).join();

            assertThat(here.awaitClose().closeCode()).isEqualTo(4403);
            assertThat(there.awaitClose().closeCode()).isEqualTo(4403);
            bobs.roundTrip();
        }
    }

    private SignedIn signIn() {
        return server.chat
                .authentication()
                .login(new Login("alice", "correct horse", null, null))
                .join();
    }

    private SignedIn refresh(SignedIn last) {
        return server.chat.authentication().refresh(last.refreshToken()).join();
    }

    private Person person(SignedIn signedIn) {
        Caller caller = server.chat.authentication().authenticate(signedIn.accessToken());
        return new Person("alice", caller, signedIn.accessToken());
    }
}
