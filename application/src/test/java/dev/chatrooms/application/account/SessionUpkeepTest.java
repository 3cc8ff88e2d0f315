package dev.chatrooms.application.account;

import static dev.chatrooms.application.Fixture.UNLIMITED;
import static dev.chatrooms.application.Fixture.login;
import static dev.chatrooms.application.Fixture.person;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.Fixture;
import dev.chatrooms.application.HandClock;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.domain.account.Session;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The background work of a node on sessions. */
class SessionUpkeepTest {
    private final HandClock clock = new HandClock();
    private final Storage memory = MemoryStorage.create();
    private final Chat chat =
            Fixture.builder(memory).settings(UNLIMITED).clock(clock).build();
    private final Caller alice = person(chat, "alice");

    @AfterEach
    void close() {
        chat.close();
    }

    @Test
    void callsShouldUpdateLastSeenInTheListOfSessions() {
        String token = chat.authentication()
                .login(new Login("alice", "correct horse", null, null))
                .join()
                .accessToken();
        clock.advance(Duration.ofMinutes(2));

        chat.authentication().authenticate(token);

        Eventually.await(() -> chat.authentication().sessions(alice, PageRequest.FIRST).items().stream()
                .map(Session::lastSeenAt)
                .toList()
                .equals(List.of(clock.instant())));
    }

    @Test
    void sessionsShouldBeRemovedLongAfterTheirEnd() {
        Caller session = login(chat, "alice");

        clock.advance(Duration.ofDays(32));

        Eventually.await(() -> memory.transactions()
                .<Boolean>read(
                        stores -> stores.sessions().find(session.session()).isEmpty()));
    }
}
