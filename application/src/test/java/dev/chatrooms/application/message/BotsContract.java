package dev.chatrooms.application.message;

import static dev.chatrooms.application.Fixture.builder;
import static dev.chatrooms.application.Fixture.chatOn;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.privateRoom;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Fixture.say;
import static dev.chatrooms.application.Fixture.withLimits;
import static dev.chatrooms.application.Outcomes.get;
import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.HandClock;
import dev.chatrooms.application.account.AccountProfile;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.event.EventContent.OfMessage;
import dev.chatrooms.application.event.Recorder;
import dev.chatrooms.application.event.StreamRequest;
import dev.chatrooms.application.event.ViewedEvent;
import dev.chatrooms.application.message.MessagePolicy.Verdict;
import dev.chatrooms.application.room.NewRoom;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountKind;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.RoomKind;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** The programs of a host, and the host itself, as senders. */
public interface BotsContract {
    /** Returns an empty store, a new one for each test. */
    Storage storage();

    private static Account ensure(Chat chat, AccountKind kind) {
        return get(chat.administration()
                .ensureAccount(kind.name(), AccountProfile.named(kind.name()).withKind(kind)));
    }

    private static RefusalCode sending(Chat chat, Caller sender, RoomId room) {
        return refusal(chat.messages().send(sender, new Send(room, "hello", null)))
                .code();
    }

    private static List<String> texts(Chat chat, Caller reader, RoomId room) {
        return chat.messages().history(reader, room, HistoryRequest.newest(50)).items().stream()
                .map(view -> view.sender().kind() + ": " + view.text())
                .toList();
    }

    @Test
    default void applicationShouldPostInEveryRoomWithoutBeingAMember() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            RoomId secret = privateRoom(chat, alice, "Secret");
            RoomId direct = get(chat.directRooms()
                            .open(alice, new NewRoom(RoomKind.DIRECT, null, null, List.of("bob"))))
                    .room()
                    .id();
            Caller shop = Caller.of(ensure(chat, AccountKind.SYSTEM));
            Recorder stream = Recorder.eager().on(chat.events().events(alice, StreamRequest.FROM_NOW));
            stream.welcome();

            SendResult sent = say(chat, shop, secret, "@room the shop opens");
            say(chat, shop, direct, "your order is ready");

            assertThat(sent.message().sender().kind()).isEqualTo(AccountKind.SYSTEM);
            assertThat(texts(chat, alice, secret)).containsExactly("SYSTEM: @room the shop opens");
            assertThat(texts(chat, bob, direct)).containsExactly("SYSTEM: your order is ready");
            assertThat(chat.rooms().room(alice, secret).room().memberCount()).isEqualTo(1);
            assertThat(chat.rooms().room(alice, secret).me().mentions()).isEqualTo(1);
            assertThat(chat.rooms()
                            .room(alice, secret)
                            .me()
                            .membership()
                            .unread(chat.rooms().room(alice, secret).room().lastSeq()))
                    .isEqualTo(1);
            stream.awaitEvents(2);
            assertThat(stream.events())
                    .extracting(ViewedEvent::content)
                    .extracting(
                            content -> ((OfMessage) content).message().sender().kind())
                    .containsExactly(AccountKind.SYSTEM, AccountKind.SYSTEM);
        }
    }

    @Test
    default void applicationShouldRepeatEditDeleteAndModerateWhereItIsNotAMember() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            RoomId secret = privateRoom(chat, alice, "Secret");
            MessageId rude = say(chat, alice, secret, "rude").message().id();
            Caller shop = Caller.of(ensure(chat, AccountKind.SYSTEM));
            Send notice = new Send(secret, "be kind", rude, rude, List.of(), "c-1");

            MessageId own = get(chat.messages().send(shop, notice)).message().id();
            assertThat(get(chat.messages().send(shop, notice)).duplicate()).isTrue();
            EditResult edited = get(chat.editing().edit(shop, own, "be kind, @alice and @room"));
            assertThat(edited.message().message().mentions().people()).containsExactly(alice.accountId());
            assertThat(edited.message().message().mentions().room()).isTrue();
            get(chat.editing().edit(shop, own, "be kind, @alice and @room"));
            get(chat.editing().pin(shop, own, true));
            get(chat.editing().react(shop, own, "\uD83C\uDF75", true));
            get(chat.editing().delete(shop, rude));
            assertThat(refusal(chat.editing().edit(shop, rude, "kind")).code())
                    .isEqualTo(RefusalCode.INSUFFICIENT_ROLE);
            assertThat(texts(chat, alice, secret)).containsExactly("USER: null", "SYSTEM: be kind, @alice and @room");
            get(chat.editing().delete(shop, own));

            assertThat(texts(chat, alice, secret)).containsExactly("USER: null", "SYSTEM: null");
        }
    }

    @Test
    default void blocksAndBansShouldNotApplyToTheApplication() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Account account = ensure(chat, AccountKind.SYSTEM);
            Caller shop = Caller.of(account);
            get(chat.personalLists().block(alice, account.username().value()));
            NewRoom withAlice = new NewRoom(RoomKind.DIRECT, null, null, List.of("alice"));

            RoomId direct = get(chat.directRooms().open(shop, withAlice)).room().id();
            say(chat, shop, direct, "your order is ready");
            RoomId order = privateRoom(chat, shop, "Order 17", "alice");

            assertThat(texts(chat, alice, direct)).containsExactly("SYSTEM: your order is ready");
            assertThat(chat.rooms().room(alice, order).room().memberCount()).isEqualTo(2);
            assertThat(sending(chat, alice, direct)).isEqualTo(RefusalCode.BLOCKED);
        }
    }

    @Test
    default void botShouldHaveThePermissionsOfAUser() {
        try (Chat chat = chatOn(storage())) {
            Caller alice = person(chat, "alice");
            Account account = ensure(chat, AccountKind.BOT);
            Caller bot = Caller.of(account);
            RoomId tea = publicRoom(chat, alice, "Tea");

            assertThat(sending(chat, bot, tea)).isEqualTo(RefusalCode.NOT_A_MEMBER);
            assertThat(sending(chat, bot, privateRoom(chat, alice, "Secret"))).isEqualTo(RefusalCode.NOT_FOUND);
            get(chat.rooms().join(bot, tea));
            MessageId own = say(chat, bot, tea, "rain").message().id();
            get(chat.editing().edit(bot, own, "rain for @alice"));
            assertThat(chat.rooms().room(alice, tea).me().mentions()).isEqualTo(1);
            assertThat(texts(chat, alice, tea)).containsExactly("BOT: rain for @alice");
            MessageId other = say(chat, alice, tea, "sun").message().id();
            assertThat(refusal(chat.editing().delete(bot, other)).code()).isEqualTo(RefusalCode.INSUFFICIENT_ROLE);
            get(chat.editing().delete(bot, own));

            get(chat.personalLists().block(alice, account.username().value()));
            NewRoom withAlice = new NewRoom(RoomKind.DIRECT, null, null, List.of("alice"));
            assertThat(refusal(chat.directRooms().open(bot, withAlice)).code()).isEqualTo(RefusalCode.BLOCKED);
        }
    }

    @Test
    default void botsAndApplicationShouldBeRefusedWhenTheirAccountIsDisabled() {
        try (Chat chat = chatOn(storage())) {
            RoomId tea = publicRoom(chat, person(chat, "alice"), "Tea");
            for (AccountKind kind : List.of(AccountKind.BOT, AccountKind.SYSTEM)) {
                Account account = ensure(chat, kind);
                Caller caller = Caller.of(account);
                get(chat.rooms().join(caller, tea));
                MessageId own = say(chat, caller, tea, "hello").message().id();

                get(chat.administration().disable(account.id()));

                assertThat(sending(chat, caller, tea)).isEqualTo(RefusalCode.ACCOUNT_DISABLED);
                assertThat(refusal(chat.editing().edit(caller, own, "other")).code())
                        .isEqualTo(RefusalCode.ACCOUNT_DISABLED);
                assertThat(refusal(chat.editing().delete(caller, own)).code()).isEqualTo(RefusalCode.ACCOUNT_DISABLED);
            }
        }
    }

    @Test
    default void rateLimitsShouldNotApplyToBotsAndTheApplicationWhenTheHostVouchesForThem() {
        try (Chat chat = builder(storage())
                .settings(withLimits(1, 0, 0).toBuilder().changesPerMinute(1).build())
                .clock(new HandClock())
                .build()) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");
            for (AccountKind kind : AccountKind.values()) {
                Account account = ensure(chat, kind);
                get(chat.rooms().join(Caller.of(account), tea));
                boolean isLimited = kind == AccountKind.USER;

                assertThat(isRateLimited(chat, Caller.of(account), tea)).isEqualTo(isLimited);
                assertThat(isRateLimited(chat, chat.sessions().vouch(kind.name(), null, null), tea))
                        .isEqualTo(isLimited);
                assertThat(isRateLimited(
                                chat,
                                chat.sessions()
                                        .vouch(
                                                kind.name(),
                                                AccountProfile.unknown().withKind(kind),
                                                null,
                                                null),
                                tea))
                        .isEqualTo(isLimited);
                String token = get(chat.sessions().open(account.id())).accessToken();
                assertThat(isRateLimited(chat, chat.authentication().authenticate(token), tea))
                        .isTrue();
            }
        }
    }

    private static boolean isRateLimited(Chat chat, Caller caller, RoomId room) {
        for (int i = 0; i < 10; i++) {
            try {
                chat.messages().send(caller, new Send(room, "hello", "again")).join();
            } catch (CompletionException e) {
                assertThat(((ChatException) e.getCause()).code()).isEqualTo(RefusalCode.RATE_LIMITED);
                return true;
            }
        }
        return false;
    }

    @Test
    default void policyShouldDecideOnMessagesOfBotsButNotOfTheApplication() {
        try (Chat chat = builder(storage())
                .messagePolicy(submission -> Verdict.refuse("no"))
                .build()) {
            Account bot = ensure(chat, AccountKind.BOT);
            Account shop = ensure(chat, AccountKind.SYSTEM);
            RoomId tea = publicRoom(chat, Caller.of(shop), "Tea");
            get(chat.rooms().join(Caller.of(bot), tea));

            assertThat(sending(chat, Caller.of(bot), tea)).isEqualTo(RefusalCode.MESSAGE_REFUSED);
            MessageId own = say(chat, Caller.of(shop), tea, "hello").message().id();
            get(chat.editing().edit(Caller.of(shop), own, "hello again"));

            assertThat(texts(chat, Caller.of(shop), tea)).containsExactly("SYSTEM: hello again");
        }
    }
}
