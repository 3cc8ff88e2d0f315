package dev.chatrooms.application.account;

import static dev.chatrooms.application.Fixture.UNLIMITED;
import static dev.chatrooms.application.Fixture.builder;
import static dev.chatrooms.application.Fixture.chatOn;
import static dev.chatrooms.application.Fixture.login;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Outcomes.get;
import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.Fixture;
import dev.chatrooms.application.HandClock;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.event.Recorder;
import dev.chatrooms.application.event.StreamRequest;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.StoreFixture;
import dev.chatrooms.application.spi.Together;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountKind;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Accounts that the host knows by ids of its own and vouches for. */
public interface HostIdentityContract {
    /** Returns an empty store, a new one for each test. */
    Storage storage();

    private static Account ensure(Chat chat, String externalId, String displayName) {
        return get(chat.administration().ensureAccount(externalId, AccountProfile.named(displayName)));
    }

    @Test
    default void ensureAccountShouldMakeAnAccountWithoutAPassword() {
        try (Chat chat = chatOn(storage())) {
            Account sam = ensure(chat, "sam@example.org", "Sam Döe");

            assertThat(sam.username()).hasToString("sam-doe");
            assertThat(sam.displayName()).hasToString("Sam Döe");
            assertThat(sam.email()).isNull();
            assertThat(sam.kind()).isEqualTo(AccountKind.USER);
            assertThat(chat.administration().findByExternalId("sam@example.org"))
                    .contains(sam);
            assertThat(chat.administration().findByExternalId("sam-doe")).isEmpty();
            assertThat(refusal(chat.authentication().login(new Login("sam-doe", "correct horse", null, null)))
                            .code())
                    .isEqualTo(RefusalCode.BAD_CREDENTIALS);
            assertThat(chat.accounts().account(Caller.of(sam.id()))).isEqualTo(sam);
        }
    }

    @Test
    default void ensureAccountShouldComputeNoPasswordHash() {
        CountingHasher hasher = new CountingHasher();
        try (Chat chat = Fixture.builder(storage())
                .settings(UNLIMITED)
                .passwordHasher(hasher)
                .build()) {
            ensure(chat, "42", "Sam");
            ensure(chat, "42", "Samantha");

            assertThat(hasher.computedSince()).isZero();
        }
    }

    @Test
    default void ensureAccountShouldWorkWhileRegistrationIsClosed() {
        try (Chat chat =
                chatOn(storage(), UNLIMITED.toBuilder().openRegistration(false).build())) {
            assertThat(ensure(chat, "42", "Sam").username()).hasToString("sam");
        }
    }

    @Test
    default void ensureAccountShouldAppendOneEventWhenTheProfileChangesAndNoneOtherwise() {
        StoreFixture store = StoreFixture.in(storage());
        try (Chat chat = chatOn(storage())) {
            Account sam = ensure(chat, "42", "Sam");
            Position before = store.head();

            assertThat(ensure(chat, "42", "Sam")).isEqualTo(sam);
            assertThat(get(chat.administration().ensureAccount("42", AccountProfile.unknown())))
                    .isEqualTo(sam);
            assertThat(store.logSince(before)).isEmpty();

            Account renamed = ensure(chat, "42", "Samantha");
            assertThat(renamed.id()).isEqualTo(sam.id());
            assertThat(renamed.username()).isEqualTo(sam.username());
            assertThat(renamed.displayName()).hasToString("Samantha");
            assertThat(store.logSince(before)).extracting(LoggedEvent::kind).containsExactly(EventKind.ACCOUNT_UPDATED);
        }
    }

    @Test
    default void ensureAccountShouldMakeOneAccountWhenNodesRace() {
        try (Chat one = chatOn(storage());
                Chat other = chatOn(storage())) {
            List<Together.Outcome<AccountId>> outcomes = Together.run(Stream.of(one, other, one, other, one, other)
                    .map(node -> (Callable<AccountId>)
                            () -> ensure(node, "42", "Sam").id())
                    .toList());

            assertThat(outcomes).allMatch(Together.Outcome::succeeded);
            assertThat(outcomes.stream().map(Together.Outcome::value).distinct())
                    .hasSize(1);
        }
    }

    @Test
    default void ensureAccountShouldFindAFreeUsernameWhenTheDerivedOneIsTaken() {
        try (Chat chat = chatOn(storage())) {
            person(chat, "sam");

            List<String> names = IntStream.range(0, 5)
                    .mapToObj(i -> ensure(chat, "id " + i, "Sam").username().value())
                    .toList();

            assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("sam-[0-9a-f]{8}"));
            assertThat(refusal(chat.administration()
                                    .ensureAccount(
                                            "other", AccountProfile.named("Sam").withUsername("sam")))
                            .code())
                    .isEqualTo(RefusalCode.USERNAME_TAKEN);
        }
    }

    @Test
    default void ensureAccountShouldRefuseAnotherKind() {
        try (Chat chat = chatOn(storage())) {
            AccountProfile bot = AccountProfile.named("Helper").withKind(AccountKind.BOT);
            assertThat(get(chat.administration().ensureAccount("helper", bot)).kind())
                    .isEqualTo(AccountKind.BOT);

            assertThat(refusal(chat.administration().ensureAccount("helper", AccountProfile.named("Helper")))
                            .code())
                    .isEqualTo(RefusalCode.INVALID);
        }
    }

    @Test
    default void disableShouldRefuseTheAccountAndEndItsStreamsOnEveryNode() {
        try (Chat one = chatOn(storage());
                Chat other = chatOn(storage())) {
            Caller alice = person(one, "alice");
            Caller sam = Caller.of(ensure(one, "42", "Sam").id());
            RoomId tea = publicRoom(one, alice, "Tea");
            get(other.rooms().join(sam, tea));
            Recorder stream = Recorder.eager().on(other.events().events(sam, StreamRequest.FROM_NOW));
            stream.awaitLive();

            get(one.administration().disable("sam"));

            assertThat(((ChatException) stream.awaitError()).code()).isEqualTo(RefusalCode.UNAUTHENTICATED);
            for (Chat node : List.of(one, other)) {
                assertThat(refusal(() -> node.rooms().ownRooms(sam, PageRequest.FIRST))
                                .code())
                        .isEqualTo(RefusalCode.ACCOUNT_DISABLED);
                assertThat(refusal(node.messages().send(sam, new Send(tea, "hello", null)))
                                .code())
                        .isEqualTo(RefusalCode.ACCOUNT_DISABLED);
                Recorder refused = Recorder.eager().on(node.events().events(sam, StreamRequest.FROM_NOW));
                assertThat(((ChatException) refused.awaitError()).code()).isEqualTo(RefusalCode.ACCOUNT_DISABLED);
            }

            one.administration().enable("sam");

            assertThat(other.rooms().ownRooms(sam, PageRequest.FIRST).items()).hasSize(1);
            get(other.messages().send(sam, new Send(tea, "hello", null)));
        }
    }

    @Test
    default void unknownSenderShouldBeRefusedAlone() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");
            Caller unknown = Caller.of(new AccountId(UUID.randomUUID()));

            assertThat(refusal(chat.messages().send(unknown, new Send(tea, "hello", null)))
                            .code())
                    .isEqualTo(RefusalCode.UNKNOWN_ACCOUNT);
            get(chat.messages().send(alice, new Send(tea, "hello", null)));
        }
    }

    @Test
    default void endShouldEndWhatTheHostVouchedForBefore() {
        try (Chat one = chatOn(storage());
                Chat other = chatOn(storage())) {
            Account sam = ensure(one, "42", "Sam");
            Instant issued = Instant.now().minusSeconds(60);
            Caller before = one.sessions().vouch("42", issued, null);
            String token = get(one.sessions().open(sam.id())).accessToken();
            Recorder stream = Recorder.eager().on(other.events().events(before, StreamRequest.FROM_NOW));
            stream.awaitLive();

            get(one.sessions().end(sam.id()));

            assertThat(((ChatException) stream.awaitError()).code()).isEqualTo(RefusalCode.UNAUTHENTICATED);
            assertThat(refusal(() -> one.sessions().vouch("42", issued, null)).code())
                    .isEqualTo(RefusalCode.UNAUTHENTICATED);
            assertThat(refusal(() -> other.rooms().ownRooms(before, PageRequest.FIRST))
                            .code())
                    .isEqualTo(RefusalCode.UNAUTHENTICATED);
            assertThat(refusal(() -> other.authentication().authenticate(token)).code())
                    .isEqualTo(RefusalCode.UNAUTHENTICATED);
            Caller after = other.sessions().vouch("42", Instant.now().plusSeconds(1), null);
            assertThat(other.rooms().ownRooms(after, PageRequest.FIRST).items()).isEmpty();
        }
    }

    @Test
    default void vouchShouldUpdateTheProfileFromANewerTokenOnceAMinute() {
        StoreFixture store = StoreFixture.in(storage());
        HandClock clock = new HandClock();
        try (Chat chat = builder(storage()).settings(UNLIMITED).clock(clock).build()) {
            Account sam = ensure(chat, "42", "Sam");
            Position before = store.head();
            Instant start = clock.instant();

            clock.advance(Duration.ofSeconds(59));
            chat.sessions().vouch("42", AccountProfile.named("Too early"), clock.instant(), null);
            clock.advance(Duration.ofSeconds(1));
            chat.sessions().vouch("42", AccountProfile.named("Old"), start.minusSeconds(1), null);
            chat.sessions().vouch("42", AccountProfile.named("Samantha"), clock.instant(), null);
            Eventually.await(
                    "the new name",
                    () -> store.accounts()
                            .find(sam.id())
                            .orElseThrow()
                            .displayName()
                            .value()
                            .equals("Samantha"));
            chat.sessions().vouch("42", AccountProfile.named("Sammy"), clock.instant(), null);
            // Runs after what is in the background.
            ensure(chat, "42", "Last");

            assertThat(store.logSince(before)).hasSize(2);
        }
    }

    @Test
    default void vouchShouldNotUpdateTheProfileForARefusedCaller() {
        StoreFixture store = StoreFixture.in(storage());
        HandClock clock = new HandClock();
        try (Chat chat = builder(storage()).settings(UNLIMITED).clock(clock).build()) {
            Account sam = ensure(chat, "42", "Sam");
            clock.advance(Duration.ofMinutes(2));
            Instant issued = clock.instant();
            clock.advance(Duration.ofMinutes(2));
            get(chat.sessions().end(sam.id()));
            Position before = store.head();

            assertThat(refusal(() -> chat.sessions().vouch("42", AccountProfile.named("Old"), issued, null))
                            .code())
                    .isEqualTo(RefusalCode.UNAUTHENTICATED);
            // Runs after what is in the background.
            ensure(chat, "42", "Samantha");

            assertThat(store.logSince(before)).hasSize(1);
        }
    }

    @Test
    default void openShouldMakeASessionThatCanBeRefreshed() {
        try (Chat chat = chatOn(storage())) {
            Account sam = ensure(chat, "42", "Sam");

            SignedIn opened = get(chat.sessions().open(sam.id()));

            assertThat(chat.authentication().authenticate(opened.accessToken()).accountId())
                    .isEqualTo(sam.id());
            SignedIn refreshed = get(chat.authentication().refresh(opened.refreshToken()));
            assertThat(refreshed.account()).isEqualTo(sam);
            get(chat.administration().disable(sam.id()));
            assertThat(refusal(chat.sessions().open(sam.id())).code()).isEqualTo(RefusalCode.ACCOUNT_DISABLED);
            assertThat(refusal(chat.sessions().open(new AccountId(UUID.randomUUID())))
                            .code())
                    .isEqualTo(RefusalCode.UNKNOWN_ACCOUNT);
        }
    }

    @Test
    default void vouchShouldRefuseUnknownAndDisabledAccounts() {
        try (Chat chat = chatOn(storage())) {
            Account sam = ensure(chat, "42", "Sam");
            get(chat.administration().disable(sam.id()));

            assertThat(refusal(() -> chat.sessions().vouch("42", null, null)).code())
                    .isEqualTo(RefusalCode.ACCOUNT_DISABLED);
            for (String unknown : List.of("43", "", "x".repeat(256))) {
                assertThat(refusal(() -> chat.sessions().vouch(unknown, null, null))
                                .code())
                        .as(unknown)
                        .isEqualTo(RefusalCode.UNKNOWN_ACCOUNT);
            }
        }
    }

    @Test
    default void sessionOfADisabledAccountShouldBeRefusedAsEnded() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Caller session = login(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");

            get(chat.administration().disable("alice"));

            assertThat(refusal(() -> chat.rooms().ownRooms(session, PageRequest.FIRST))
                            .code())
                    .isEqualTo(RefusalCode.UNAUTHENTICATED);
            assertThat(refusal(chat.messages().send(session, new Send(tea, "hello", null)))
                            .code())
                    .isEqualTo(RefusalCode.UNAUTHENTICATED);
        }
    }
}
