package dev.chatrooms.application.account;

import static dev.chatrooms.application.Fixture.UNLIMITED;
import static dev.chatrooms.application.Fixture.disable;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Outcomes.get;
import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Fixture;
import dev.chatrooms.application.HandClock;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.memory.MemoryTokenIssuer;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.TokenIssuer;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Session;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Authentication by access token, and the end of sessions. */
class SessionsTest {
    private final HandClock clock = new HandClock();
    private final TokenIssuer tokens = new MemoryTokenIssuer();
    private final Storage storage = MemoryStorage.create();
    private final Chat chat = Fixture.builder(storage)
            .settings(UNLIMITED)
            .clock(clock)
            .tokenIssuer(tokens)
            .build();
    private final Caller alice = person(chat, "alice");
    private final Caller bob = person(chat, "bob");

    @AfterEach
    void close() {
        chat.close();
    }

    @Test
    void authenticateShouldBeRefusedWhenTheTokenHasExpired() {
        String token = login();

        clock.advance(Duration.ofMinutes(29));
        chat.authentication().authenticate(token);
        clock.advance(Duration.ofMinutes(1));

        assertRefused(token);
    }

    @Test
    void authenticateShouldBeRefusedWhenTheSessionHasExpired() {
        Caller caller = chat.authentication().authenticate(login());
        String longLived = tokens.issue(claims(alice, caller.session(), Duration.ofDays(30)));

        clock.advance(Duration.ofDays(1).minusMillis(1));
        assertThat(chat.authentication().authenticate(longLived)).isEqualTo(caller);
        clock.advance(Duration.ofMillis(1));

        assertRefused(longLived);
    }

    @Test
    void authenticateShouldBeRefusedWhenTheSessionBelongsToAnotherAccount() {
        Caller caller = chat.authentication().authenticate(login());

        assertRefused(tokens.issue(claims(bob, caller.session(), Duration.ofMinutes(5))));
    }

    @Test
    void authenticateShouldBeRefusedWhenTheSessionDoesNotExist() {
        assertRefused(tokens.issue(claims(alice, new SessionId(new UUID(0, 1)), Duration.ofMinutes(5))));
    }

    @Test
    void authenticateShouldBeRefusedWhenTheAccountIsDisabled() {
        String token = login();

        disable(storage, alice);

        assertRefused(token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "nonsense", "a.b.c", "\0", "\uD83D"})
    void authenticateShouldBeRefusedWhenTheTokenIsInvalid(String token) {
        assertRefused(token);
    }

    @Test
    void logoutShouldEndOnlyTheSession() {
        String here = login();
        String there = login();

        get(chat.authentication().logout(chat.authentication().authenticate(here)));

        assertRefused(here);
        assertThat(chat.authentication().authenticate(there).accountId()).isEqualTo(alice.accountId());
    }

    @Test
    void logoutShouldBeIdempotent() {
        Caller caller = chat.authentication().authenticate(login());
        get(chat.authentication().logout(caller));
        Position head = head();

        get(chat.authentication().logout(caller));

        assertThat(head()).isEqualTo(head);
    }

    @Test
    void logoutShouldDoNothingWhenTheHostVouchesForTheCaller() {
        Position head = head();

        get(chat.authentication().logout(alice));

        assertThat(head()).isEqualTo(head);
    }

    @Test
    void sessionsShouldListLiveSessionsNewestFirst() {
        Caller phone = chat.authentication().authenticate(login());
        clock.advance(Duration.ofHours(1));
        Caller laptop = chat.authentication().authenticate(login());
        Caller gone = chat.authentication().authenticate(login());
        get(chat.authentication().logout(gone));
        get(chat.authentication().login(new Login("bob", "correct horse", null, null)));

        assertThat(sessions()).containsExactly(laptop.session(), phone.session());
        clock.advance(Duration.ofHours(23));
        assertThat(sessions()).containsExactly(laptop.session());
    }

    private List<SessionId> sessions() {
        return chat.authentication().sessions(alice, PageRequest.FIRST).items().stream()
                .map(Session::id)
                .toList();
    }

    @Test
    void endSessionShouldEndAnotherSessionOfTheCaller() {
        String here = login();
        String there = login();
        SessionId other = chat.authentication().authenticate(there).session();

        get(chat.authentication().endSession(chat.authentication().authenticate(here), other));

        assertRefused(there);
        chat.authentication().authenticate(here);
    }

    @Test
    void endSessionShouldNotFindForeignOrEndedSessions() {
        Caller caller = chat.authentication().authenticate(login());
        Caller gone = chat.authentication().authenticate(login());
        get(chat.authentication().logout(gone));
        Position head = head();

        for (CompletableFuture<Void> call : List.of(
                chat.authentication().endSession(bob, caller.session()),
                chat.authentication().endSession(alice, gone.session()),
                chat.authentication().endSession(alice, new SessionId(new UUID(0, 1))))) {
            assertThat(refusal(call).code()).isEqualTo(RefusalCode.NOT_FOUND);
        }
        assertThat(head()).isEqualTo(head);
        assertThat(sessions()).containsExactly(caller.session());
    }

    private Position head() {
        return storage.transactions().read(stores -> stores.log().head()).position();
    }

    private String login() {
        return get(chat.authentication().login(new Login("alice", "correct horse", null, null)))
                .accessToken();
    }

    private TokenIssuer.Claims claims(Caller whose, SessionId session, Duration lifetime) {
        return new TokenIssuer.Claims(
                whose.accountId(), session, clock.instant(), clock.instant().plus(lifetime));
    }

    private void assertRefused(String token) {
        assertThat(refusal(() -> chat.authentication().authenticate(token)).code())
                .isEqualTo(RefusalCode.UNAUTHENTICATED);
    }
}
