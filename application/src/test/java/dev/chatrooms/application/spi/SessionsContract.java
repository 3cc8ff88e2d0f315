package dev.chatrooms.application.spi;

import static dev.chatrooms.application.spi.StoreFixture.LATER;
import static dev.chatrooms.application.spi.StoreFixture.NOW;
import static dev.chatrooms.application.spi.StoreFixture.disabled;
import static dev.chatrooms.application.spi.StoreFixture.hashOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.common.InvalidCursor;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.IssuedToken;
import dev.chatrooms.domain.account.Session;
import dev.chatrooms.domain.id.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of {@link Sessions}. */
public interface SessionsContract {
    /** Returns an empty store, one per test. */
    Storage storage();

    private static Optional<Session> findLive(StoreFixture store, Session session, Instant at) {
        return store.sessions().findLive(session.id(), at);
    }

    @Test
    default void findShouldAnswerAllThatWasAdded() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Session full = store.session(alice, LATER);
        Session minimal = Session.begun(new SessionId(UUID.randomUUID()), alice.id(), NOW, LATER, null, null);
        store.write(uow -> {
            uow.sessions().add(minimal, new byte[32]);
            return null;
        });

        assertThat(store.sessions().find(full.id())).contains(full);
        assertThat(store.sessions().find(minimal.id())).contains(minimal);
        assertThat(store.sessions().find(new SessionId(UUID.randomUUID()))).isEmpty();
    }

    @Test
    default void addShouldTakeWhateverAClientCallsItself() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        String nulAndHalfAnEmoji = "curl\0" + "🦊".charAt(0);
        Session unusual =
                Session.begun(new SessionId(UUID.randomUUID()), alice.id(), NOW, LATER, nulAndHalfAnEmoji, "::1");

        store.write(uow -> {
            uow.sessions().add(unusual, new byte[32]);
            return null;
        });

        assertThat(findLive(store, unusual, NOW)).isPresent();
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
    default void findAllLiveShouldAnswerThoseThatFindLiveAnswers() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        Session live = store.session(alice, LATER);
        Session another = store.session(alice, LATER);
        Session expired = store.session(alice, NOW);
        Session revoked = store.session(alice, LATER);
        store.write(uow -> uow.sessions().revoke(revoked.id(), NOW));
        Session bobs = store.session(bob, LATER);
        store.update(disabled(bob));
        SessionId none = new SessionId(UUID.randomUUID());

        assertThat(store.sessions()
                        .findAllLive(
                                List.of(live.id(), expired.id(), revoked.id(), bobs.id(), none, another.id()), NOW))
                .containsExactlyInAnyOrder(live, another);
        assertThat(store.sessions().findAllLive(List.of(), NOW)).isEmpty();
    }

    @Test
    default void liveShouldAnswerAPersonsLiveSessionsNewestFirst() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        List<Session> all = new ArrayList<>();
        // A version 7 id begins with its time, also where its first bit is set.
        for (long time : new long[] {0x0190_0000_0000_7000L, 0x0190_0000_0001_7000L, 0xF190_0000_0000_7000L}) {
            Session session = Session.begun(
                    new SessionId(new UUID(time, UUID.randomUUID().getLeastSignificantBits())),
                    alice.id(),
                    NOW,
                    LATER,
                    null,
                    null);
            store.write(uow -> {
                uow.sessions().add(session, hashOf(session.id().toString()));
                return null;
            });
            all.add(0, session);
        }
        store.session(alice, NOW);
        Session revoked = store.session(alice, LATER);
        store.write(uow -> uow.sessions().revoke(revoked.id(), NOW));
        store.session(store.person("bob"), LATER);

        Page<Session> first = store.sessions().live(alice.id(), new PageRequest(2, null), NOW);
        Page<Session> second = store.sessions().live(alice.id(), new PageRequest(2, first.next()), NOW);

        assertThat(first.items()).containsExactly(all.get(0), all.get(1));
        assertThat(second.items()).containsExactly(all.get(2));
        assertThat(second.next()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "!", "MDE5MDAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAwH3g"})
    default void liveShouldRefuseACursorOfAnotherList(String cursor) {
        StoreFixture store = StoreFixture.in(storage());

        assertThatThrownBy(() -> store.sessions().live(store.person("alice").id(), new PageRequest(2, cursor), NOW))
                .isInstanceOf(InvalidCursor.class);
    }

    @Test
    default void seenShouldCountOnceAMinute() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Session soon = store.session(alice, LATER);
        Session late = store.session(alice, LATER);
        SessionId none = new SessionId(UUID.randomUUID());

        seen(store, Map.of(soon.id(), NOW.plusSeconds(59), late.id(), NOW.plusSeconds(60), none, LATER));
        assertThat(lastSeen(store, soon)).isEqualTo(NOW);
        assertThat(lastSeen(store, late)).isEqualTo(NOW.plusSeconds(60));

        seen(store, Map.of(soon.id(), NOW.minusSeconds(600), late.id(), NOW.plusSeconds(61)));
        assertThat(lastSeen(store, soon)).isEqualTo(NOW);
        assertThat(lastSeen(store, late)).isEqualTo(NOW.plusSeconds(60));
        assertThat(store.sessions().find(late.id())).contains(late.seen(NOW.plusSeconds(60)));
    }

    private static void seen(StoreFixture store, Map<SessionId, Instant> at) {
        store.write(uow -> {
            uow.sessions().seen(at);
            return null;
        });
    }

    private static Instant lastSeen(StoreFixture store, Session session) {
        return store.sessions().find(session.id()).orElseThrow().lastSeenAt();
    }

    @Test
    default void tokenShouldBeKnownFromItsIssueOn() {
        StoreFixture store = StoreFixture.in(storage());
        Session session = store.session(store.person("alice"), LATER, hashOf("first"));

        assertThat(store.sessions().token(hashOf("first"))).contains(new IssuedToken(session.id(), 0, NOW, null));
        assertThat(store.<Optional<Session>>write(uow -> uow.sessions().lockByToken(hashOf("first"))))
                .contains(session);
        assertThat(store.sessions().token(hashOf("firs"))).isEmpty();
        assertThat(store.<Optional<Session>>write(uow -> uow.sessions().lockByToken(hashOf("firs"))))
                .isEmpty();
    }

    @Test
    default void refreshShouldKeepTheOldTokenAndAddTheNew() {
        StoreFixture store = StoreFixture.in(storage());
        Session session = store.session(store.person("alice"), LATER, hashOf("first"));
        Instant at = NOW.plusSeconds(5);
        Session refreshed = session.refreshed(1, at, LATER.plusSeconds(5));

        store.write(uow -> {
            uow.sessions().useToken(hashOf("first"), at);
            uow.sessions().refresh(refreshed, hashOf("second"));
            return null;
        });

        assertThat(store.sessions().find(session.id())).contains(refreshed);
        assertThat(store.sessions().token(hashOf("first"))).contains(new IssuedToken(session.id(), 0, NOW, at));
        assertThat(store.sessions().token(hashOf("second"))).contains(new IssuedToken(session.id(), 1, at, null));
        assertThat(findLive(store, session, LATER)).contains(refreshed);
    }

    /** A read under the lock returns the state that the former holder has left, whenever it was requested. */
    @Test
    default void lockByTokenShouldMakeOneRefreshWaitForTheOther() {
        StoreFixture store = StoreFixture.in(storage());
        store.session(store.person("alice"), LATER, hashOf("first"));
        AtomicInteger number = new AtomicInteger();

        List<Together.Outcome<Integer>> seen = Together.run(4, () -> {
            byte[] next = hashOf("next " + number.incrementAndGet());
            return store.write(uow -> {
                Session session = uow.sessions().lockByToken(hashOf("first")).orElseThrow();
                boolean used =
                        uow.sessions().token(hashOf("first")).orElseThrow().usedAt() != null;
                uow.sessions().useToken(hashOf("first"), NOW);
                uow.sessions().refresh(session.refreshed(session.generation() + 1, NOW, LATER), next);
                return used ? session.generation() : -1;
            });
        });

        assertThat(seen).extracting(Together.Outcome::value).containsExactlyInAnyOrder(-1, 1, 2, 3);
    }

    @Test
    default void removeEndedShouldRemoveTheEarliestEndedSessionsWithTheirTokens() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Session expired = store.session(alice, NOW.plusSeconds(2), hashOf("expired"));
        Session revoked = store.session(alice, LATER, hashOf("revoked"));
        Session revokedLater = store.session(alice, LATER);
        Session live = store.session(alice, LATER, hashOf("live"));
        store.write(uow -> uow.sessions().revoke(revoked.id(), NOW.plusSeconds(1)));
        store.write(uow -> uow.sessions().revoke(revokedLater.id(), NOW.plusSeconds(3)));
        Instant before = NOW.plusSeconds(3);

        assertThat(store.<Integer>write(uow -> uow.sessions().removeEnded(before, 1)))
                .isEqualTo(1);
        assertThat(store.sessions().find(revoked.id())).isEmpty();
        assertThat(store.sessions().token(hashOf("revoked"))).isEmpty();
        assertThat(store.sessions().find(expired.id())).isPresent();
        assertThat(store.<Integer>write(uow -> uow.sessions().removeEnded(before, 5)))
                .isEqualTo(1);
        assertThat(store.<Integer>write(uow -> uow.sessions().removeEnded(before, 5)))
                .isZero();

        assertThat(store.sessions().find(expired.id())).isEmpty();
        assertThat(store.sessions().token(hashOf("expired"))).isEmpty();
        assertThat(store.sessions().find(revokedLater.id())).isPresent();
        assertThat(findLive(store, live, NOW)).isPresent();
        assertThat(store.sessions().token(hashOf("live"))).isPresent();
    }

    @Test
    default void removeTokensShouldRemoveOldOnesThatCannotBeUsed() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Session here = store.session(alice, LATER, hashOf("used"));
        Session ended = store.session(alice, LATER, hashOf("of an ended session"));
        store.session(alice, NOW.plusSeconds(1), hashOf("of an expired session"));
        store.session(alice, LATER, hashOf("usable"));
        store.write(uow -> {
            uow.sessions().revoke(ended.id(), NOW);
            uow.sessions().useToken(hashOf("used"), NOW);
            uow.sessions().refresh(here.refreshed(1, NOW.plusSeconds(1), LATER), hashOf("new"));
            uow.sessions().refresh(here.refreshed(1, NOW.plusSeconds(2), LATER), hashOf("newer"));
            uow.sessions().refresh(here.refreshed(2, NOW.plusSeconds(3), LATER), hashOf("newest"));
            return null;
        });

        assertThat(remove(store, NOW, 9)).isZero();
        assertThat(remove(store, NOW.plusSeconds(2), 1)).isEqualTo(1);
        assertThat(remove(store, NOW.plusSeconds(2), 9)).isEqualTo(3);
        assertThat(remove(store, NOW.plusSeconds(2), 9)).isZero();

        assertThat(Stream.of("used", "of an ended session", "of an expired session", "new", "usable", "newer", "newest")
                        .filter(token -> store.sessions().token(hashOf(token)).isPresent()))
                .containsExactly("usable", "newer", "newest");
    }

    private static int remove(StoreFixture store, Instant issuedBefore, int limit) {
        return store.write(uow -> uow.sessions().removeTokens(issuedBefore, NOW.plusSeconds(1), limit));
    }

    @Test
    default void removingShouldLeaveEachRowToOneWhenSeveralDoIt() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        for (int i = 0; i < 20; i++) {
            store.session(alice, NOW);
        }

        List<Together.Outcome<Integer>> removed =
                Together.run(4, () -> store.write(uow -> uow.sessions().removeEnded(LATER, 20)));

        assertThat(removed).extracting(Together.Outcome::failure).containsOnlyNulls();
        assertThat(removed.stream().mapToInt(Together.Outcome::value).sum()).isEqualTo(20);
    }

    @Test
    default void lastSeenShouldReturnTheLatestOfEachAccountWithASession() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        Account nobody = store.person("nobody");
        Session first = store.session(alice, LATER);
        store.session(alice, LATER);
        store.session(bob, LATER);
        store.write(uow -> {
            uow.sessions().seen(java.util.Map.of(first.id(), NOW.plusSeconds(90)));
            return null;
        });

        assertThat(store.sessions().lastSeen(List.of(alice.id(), nobody.id())))
                .containsOnly(java.util.Map.entry(alice.id(), NOW.plusSeconds(90)));
        assertThat(store.sessions().lastSeen(List.of())).isEmpty();
    }
}
