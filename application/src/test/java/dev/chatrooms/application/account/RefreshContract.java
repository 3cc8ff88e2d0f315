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
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.Together;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Session;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.event.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of a session from token to token on any store, for its owner and for a thief. */
public interface RefreshContract {
    /** Returns an empty store, a new one for each test. */
    Storage storage();

    /** A chat with one account, which signs in several times. */
    final class Scene implements AutoCloseable {
        final HandClock clock = new HandClock();
        final Storage storage;
        final Chat chat;
        final Caller alice;

        Scene(Storage storage) {
            this.storage = storage;
            this.chat =
                    Fixture.builder(storage).settings(UNLIMITED).clock(clock).build();
            this.alice = person(chat, "alice");
        }

        SignedIn login() {
            return get(chat.authentication().login(new Login("alice", "correct horse", null, null)));
        }

        SignedIn refresh(SignedIn last) {
            return get(chat.authentication().refresh(last.refreshToken()));
        }

        void assertRefused(String refreshToken) {
            assertThat(refusal(chat.authentication().refresh(refreshToken)).code())
                    .isEqualTo(RefusalCode.INVALID_REFRESH_TOKEN);
        }

        void assertRefused(SignedIn last) {
            assertRefused(last.refreshToken());
        }

        Caller authenticate(SignedIn signedIn) {
            return chat.authentication().authenticate(signedIn.accessToken());
        }

        /** Asserts that no token of the session is valid and that the log has one revocation. */
        void assertEnded(SignedIn... all) {
            for (SignedIn one : all) {
                assertThat(refusal(() -> authenticate(one)).code()).isEqualTo(RefusalCode.UNAUTHENTICATED);
                assertRefused(one);
            }
            assertThat(revocations()).isEqualTo(1);
        }

        long revocations() {
            return storage
                    .transactions()
                    .<List<LoggedEvent>>read(stores -> stores.log()
                            .read(Position.START, stores.log().head().position(), 200))
                    .stream()
                    .filter(event -> event.kind() == EventKind.SESSION_REVOKED)
                    .count();
        }

        Session session(SignedIn signedIn) {
            Caller caller = authenticate(signedIn);
            return storage.transactions()
                    .read(stores -> stores.sessions().find(caller.session()).orElseThrow());
        }

        @Override
        public void close() {
            chat.close();
        }
    }

    private void play(Consumer<Scene> test) {
        try (Scene scene = new Scene(storage())) {
            test.accept(scene);
        }
    }

    @Test
    default void refreshShouldReturnNewTokensAndExtendTheSession() {
        play(scene -> {
            SignedIn first = scene.login();
            Session begun = scene.session(first);
            scene.clock.advance(Duration.ofHours(23));

            SignedIn second = scene.refresh(first);

            assertThat(second.refreshToken()).hasSize(43).isNotEqualTo(first.refreshToken());
            assertThat(second.account()).isEqualTo(first.account());
            assertThat(second.accessLifetime()).isEqualTo(Duration.ofMinutes(30));
            assertThat(second.refreshLifetime()).isEqualTo(Duration.ofDays(1));
            Instant now = scene.clock.instant();
            assertThat(scene.session(second)).isEqualTo(begun.refreshed(1, now, now.plus(Duration.ofDays(1))));
            assertThat(scene.authenticate(second).expiresAt()).isEqualTo(now.plus(Duration.ofDays(1)));

            scene.clock.advance(Duration.ofHours(23));
            assertThat(scene.session(scene.refresh(second)).id()).isEqualTo(begun.id());
            assertThat(scene.revocations()).isZero();
        });
    }

    @Test
    default void refreshShouldSucceedAgainWhenTheResponseWasLost() {
        play(scene -> {
            SignedIn first = scene.login();
            SignedIn lost = scene.refresh(first);
            scene.clock.advance(Duration.ofSeconds(60));

            SignedIn second = scene.refresh(first);

            assertThat(second.refreshToken()).isNotEqualTo(lost.refreshToken());
            scene.authenticate(lost);
            scene.authenticate(scene.refresh(second));
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    default void refreshShouldAcceptEitherOfTwoResponsesButNotBoth(boolean takeTheFirst) {
        play(scene -> {
            SignedIn first = scene.login();
            SignedIn one = scene.refresh(first);
            SignedIn other = scene.refresh(first);

            SignedIn next = scene.refresh(takeTheFirst ? one : other);
            scene.assertRefused(takeTheFirst ? other : one);

            assertThat(scene.revocations()).as("no session is revoked").isZero();
            scene.authenticate(next);
            scene.authenticate(other);
            scene.refresh(next);
        });
    }

    @Test
    default void refreshShouldEndTheSessionWhenItsTokenWasUsedLongAgo() {
        play(scene -> {
            SignedIn first = scene.login();
            SignedIn elsewhere = scene.login();
            SignedIn second = scene.refresh(first);
            scene.clock.advance(Duration.ofSeconds(60).plusMillis(1));

            scene.assertRefused(first);

            scene.assertEnded(first, second);
            scene.authenticate(elsewhere);
            scene.refresh(elsewhere);
        });
    }

    @Test
    default void refreshShouldEndTheSessionWhenAStolenTokenWasJustUsed() {
        play(scene -> {
            SignedIn first = scene.login();
            SignedIn stolen = scene.refresh(first);
            SignedIn stolenNext = scene.refresh(stolen);

            scene.assertRefused(first);

            scene.assertEnded(first, stolen, stolenNext);
        });
    }

    @Test
    default void refreshShouldBeRefusedWhenTheSessionHasEnded() {
        play(scene -> {
            SignedIn loggedOut = scene.login();
            get(scene.chat.authentication().logout(scene.authenticate(loggedOut)));
            scene.assertEnded(loggedOut);

            SignedIn expired = scene.login();
            scene.clock.advance(Duration.ofDays(1));
            scene.assertRefused(expired);
            assertThat(scene.revocations()).isEqualTo(1);
        });
    }

    @Test
    default void refreshShouldBeRefusedWhenTheAccountIsDisabled() {
        play(scene -> {
            SignedIn first = scene.login();
            disable(scene.storage, scene.alice);

            scene.assertRefused(first);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "nonsense", "\0", "\uD83D"})
    default void refreshShouldBeRefusedWhenTheTokenIsInvalid(String token) {
        play(scene -> {
            scene.login();
            scene.assertRefused(token);
            scene.assertRefused((String) null);
        });
    }

    @Test
    default void refreshTokensAndAccessTokensShouldNotReplaceEachOther() {
        play(scene -> {
            SignedIn first = scene.login();

            scene.assertRefused(first.accessToken());
            assertThat(refusal(() -> scene.chat.authentication().authenticate(first.refreshToken()))
                            .code())
                    .isEqualTo(RefusalCode.UNAUTHENTICATED);
            scene.refresh(first);
        });
    }

    @Test
    default void refreshShouldBeLimitedPerToken() {
        play(scene -> {
            SignedIn first = scene.login();
            SignedIn last = first;
            for (int i = 0; i < 20; i++) {
                last = scene.refresh(first);
            }

            ChatException refusal = refusal(scene.chat.authentication().refresh(first.refreshToken()));

            assertThat(refusal.code()).isEqualTo(RefusalCode.RATE_LIMITED);
            assertThat(refusal.retryAfter()).hasValue(Duration.ofSeconds(3));
            scene.refresh(last);
        });
    }

    @RepeatedTest(5)
    default void refreshShouldServeBothWhenTwoCallsRaceWithOneToken() {
        play(scene -> {
            SignedIn first = scene.login();

            List<Together.Outcome<SignedIn>> both = Together.run(2, () -> scene.refresh(first));

            assertThat(both).extracting(Together.Outcome::failure).containsOnlyNulls();
            SignedIn one = both.get(0).value();
            SignedIn other = both.get(1).value();
            assertThat(scene.session(one).generation()).isEqualTo(1);
            scene.refresh(one);
            scene.assertRefused(other);
            assertThat(scene.revocations()).isZero();
        });
    }

    /** One of two tabs with two tokens of the same generation survives; either may. */
    @RepeatedTest(5)
    default void refreshShouldAcceptOneOfTwoResponsesWhenBothAreUsedAtOnce() {
        play(scene -> {
            SignedIn first = scene.login();
            SignedIn one = scene.refresh(first);
            SignedIn other = scene.refresh(first);
            List<Callable<SignedIn>> calls = List.of(() -> scene.refresh(one), () -> scene.refresh(other));

            List<Together.Outcome<SignedIn>> both = Together.run(calls);

            assertThat(both.stream().filter(Together.Outcome::succeeded)).hasSize(1);
            assertThat(scene.revocations()).isZero();
            both.stream().filter(Together.Outcome::succeeded).forEach(went -> scene.refresh(went.value()));
        });
    }

    @RepeatedTest(5)
    default void refreshShouldEndTheSessionOnceWhenAThiefRaces() {
        play(scene -> {
            SignedIn first = scene.login();
            SignedIn second = scene.refresh(first);
            scene.clock.advance(Duration.ofMinutes(2));
            List<Callable<SignedIn>> calls =
                    List.of(() -> scene.refresh(first), () -> scene.refresh(second), () -> scene.refresh(first));

            List<Together.Outcome<SignedIn>> all = Together.run(calls);

            assertThat(all.get(0).succeeded()).isFalse();
            assertThat(all.get(2).succeeded()).isFalse();
            scene.assertEnded(first, second);
            if (all.get(1).succeeded()) {
                scene.assertEnded(all.get(1).value());
            }
        });
    }

    @Test
    default void logoutEverywhereShouldEndOnlyTheCallersSessions() {
        play(scene -> {
            SignedIn here = scene.login();
            SignedIn there = scene.refresh(scene.login());
            person(scene.chat, "bob");
            SignedIn bobs = get(scene.chat.authentication().login(new Login("bob", "correct horse", null, null)));

            get(scene.chat.authentication().logoutEverywhere(scene.authenticate(here)));
            get(scene.chat.authentication().logoutEverywhere(scene.alice));

            for (SignedIn one : List.of(here, there)) {
                scene.assertRefused(one);
                assertThat(refusal(() -> scene.authenticate(one)).code()).isEqualTo(RefusalCode.UNAUTHENTICATED);
            }
            assertThat(scene.revocations()).isEqualTo(2);
            scene.refresh(bobs);
            scene.authenticate(scene.login());
        });
    }

    @RepeatedTest(5)
    default void logoutEverywhereShouldLeaveNoTokenWhenARefreshRaces() {
        play(scene -> {
            SignedIn first = scene.login();
            List<Callable<SignedIn>> calls = List.of(() -> scene.refresh(first), () -> {
                get(scene.chat.authentication().logoutEverywhere(scene.alice));
                return first;
            });

            List<Together.Outcome<SignedIn>> both = Together.run(calls);

            scene.assertEnded(first);
            if (both.get(0).succeeded()) {
                scene.assertEnded(both.get(0).value());
            }
        });
    }
}
