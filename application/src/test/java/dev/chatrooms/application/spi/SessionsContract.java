package dev.chatrooms.application.spi;

import static dev.chatrooms.application.spi.StoreFixture.LATER;
import static dev.chatrooms.application.spi.StoreFixture.NOW;
import static dev.chatrooms.application.spi.StoreFixture.disabled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.Session;
import dev.chatrooms.domain.account.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What {@link Sessions} promise. */
public interface SessionsContract {
    /** An empty store; one a test. */
    Storage storage();

    private static Optional<Session> findLive(StoreFixture store, Session session, Instant at) {
        return store.sessions().findLive(session.id(), at);
    }

    @Test
    default void findShouldAnswerAllThatWasAdded() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Session full = store.session(alice, LATER);
        Session bare = new Session(new SessionId(UUID.randomUUID()), alice.id(), NOW, LATER, null, null, null);
        store.write(uow -> {
            uow.sessions().add(bare, new byte[32]);
            return null;
        });

        assertThat(store.sessions().find(full.id())).contains(full);
        assertThat(store.sessions().find(bare.id())).contains(bare);
        assertThat(store.sessions().find(new SessionId(UUID.randomUUID()))).isEmpty();
    }

    @Test
    default void addShouldTakeWhateverAClientCallsItself() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        String nulAndHalfAnEmoji = "curl\0" + "🦊".charAt(0);
        Session odd =
                new Session(new SessionId(UUID.randomUUID()), alice.id(), NOW, LATER, null, nulAndHalfAnEmoji, "::1");

        store.write(uow -> {
            uow.sessions().add(odd, new byte[32]);
            return null;
        });

        assertThat(findLive(store, odd, NOW)).isPresent();
    }

    @Test
    default void findLiveShouldAnswerUntilTheSessionExpires() {
        StoreFixture store = StoreFixture.in(storage());
        Session session = store.session(store.person("alice"), LATER);

        assertThat(findLive(store, session, NOW)).contains(session);
        assertThat(findLive(store, session, LATER.minusMillis(1))).contains(session);
        assertThat(findLive(store, session, LATER)).isEmpty();
        assertThat(store.sessions().find(session.id())).contains(session);
    }

    @Test
    default void findLiveShouldBeEmptyWhenTheAccountIsDisabled() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Session session = store.session(alice, LATER);

        store.update(disabled(alice));
        assertThat(findLive(store, session, NOW)).isEmpty();

        store.update(alice);
        assertThat(findLive(store, session, NOW)).contains(session);
    }

    @Test
    default void findLiveShouldBeEmptyWhenThereIsNone() {
        StoreFixture store = StoreFixture.in(storage());

        assertThat(store.sessions().findLive(new SessionId(UUID.randomUUID()), NOW))
                .isEmpty();
    }

    @Test
    default void revokeShouldEndALiveSessionOnce() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Session session = store.session(alice, LATER);
        Session other = store.session(alice, LATER);
        Instant at = NOW.plusSeconds(60);

        assertThat(store.<Boolean>write(uow -> uow.sessions().revoke(session.id(), at)))
                .isTrue();
        assertThat(store.<Boolean>write(uow -> uow.sessions().revoke(session.id(), LATER)))
                .isFalse();

        assertThat(findLive(store, session, at)).isEmpty();
        assertThat(store.sessions().find(session.id()).orElseThrow().revokedAt())
                .isEqualTo(at);
        assertThat(findLive(store, other, at)).contains(other);
    }

    @Test
    default void revokeShouldAnswerFalseWhenThereIsNothingToEnd() {
        StoreFixture store = StoreFixture.in(storage());
        Session expired = store.session(store.person("alice"), LATER);

        assertThat(store.<Boolean>write(uow -> uow.sessions().revoke(expired.id(), LATER)))
                .isFalse();
        assertThat(store.<Boolean>write(uow -> uow.sessions().revoke(new SessionId(UUID.randomUUID()), NOW)))
                .isFalse();
        assertThat(store.sessions().find(expired.id()).orElseThrow().revokedAt())
                .isNull();
    }

    @Test
    default void revokeAllShouldEndThePersonsLiveSessionsButTheOneExcepted() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Session here = store.session(alice, LATER);
        Session there = store.session(alice, LATER);
        Session elsewhere = store.session(alice, LATER);
        store.session(alice, NOW);
        Session bobs = store.session(store.person("bob"), LATER);

        assertThat(store.<List<SessionId>>write(uow -> uow.sessions().revokeAll(alice.id(), here.id(), NOW)))
                .containsExactlyInAnyOrder(there.id(), elsewhere.id());
        assertThat(findLive(store, here, NOW)).isPresent();
        assertThat(findLive(store, there, NOW)).isEmpty();
        assertThat(store.<List<SessionId>>write(uow -> uow.sessions().revokeAll(alice.id(), null, NOW)))
                .containsExactly(here.id());
        assertThat(findLive(store, bobs, NOW)).isPresent();
    }

    @Test
    default void oneRevocationShouldWinWhenTwoComeAtOnce() {
        StoreFixture store = StoreFixture.in(storage());
        Session session = store.session(store.person("alice"), LATER);

        assertThat(Together.<Boolean>run(
                        4, () -> store.write(uow -> uow.sessions().revoke(session.id(), NOW))))
                .extracting(Together.Outcome::value)
                .containsExactlyInAnyOrder(true, false, false, false);
    }

    @Test
    default void lastSignInsShouldTellOfTheNewestSessionOfEachWhoHasOne() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        Account nobody = store.person("nobody");
        store.session(alice, LATER);
        store.write(uow -> {
            Session later = new Session(
                    new SessionId(UUID.randomUUID()), alice.id(), NOW.plusSeconds(5), LATER, LATER, null, null);
            uow.sessions().add(later, new byte[] {1});
            return null;
        });
        store.session(bob, LATER);

        assertThat(store.sessions().lastSignIns(List.of(alice.id(), nobody.id())))
                .containsOnly(java.util.Map.entry(alice.id(), NOW.plusSeconds(5)));
        assertThat(store.sessions().lastSignIns(List.of())).isEmpty();
    }
}
