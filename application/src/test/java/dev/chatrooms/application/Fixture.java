package dev.chatrooms.application;

import dev.chatrooms.application.account.Login;
import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.application.memory.MemoryPasswordHasher;
import dev.chatrooms.application.memory.MemoryTokenIssuer;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.message.SendResult;
import dev.chatrooms.application.room.NewRoom;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountRole;
import dev.chatrooms.domain.account.EmailAddress;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.RoomKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.UnaryOperator;

/** Common situations for tests. */
public final class Fixture {
    /** Settings without rate limits. */
    public static final ChatSettings UNLIMITED =
            ChatSettings.builder().unlimited().build();

    private static final Duration TICK = Duration.ofMillis(20);

    private Fixture() {}

    /** Returns a builder for a chat on the given store with the quick password hasher and token issuer for tests. */
    public static ChatBuilder builder(Storage storage) {
        return Chat.builder(storage).passwordHasher(new MemoryPasswordHasher()).tokenIssuer(new MemoryTokenIssuer());
    }

    /** Returns a builder for a chat that does not look at its store by itself, so that a test can count its queries. */
    public static ChatBuilder quietBuilder(Storage storage) {
        return builder(storage).tick(Duration.ofDays(1));
    }

    public static Chat chatOn(Storage storage) {
        return builder(storage).settings(UNLIMITED).build();
    }

    public static Chat chatOn(Storage storage, ChatSettings settings) {
        return builder(storage).settings(settings).build();
    }

    public static Chat chatOn(Storage storage, InstantSource clock) {
        return chatOn(storage, clock, clock);
    }

    /** @param running moves while the node runs, and does not jump as the clock may */
    public static Chat chatOn(Storage storage, InstantSource clock, InstantSource running) {
        return builder(storage, clock, running).build();
    }

    /** Returns a builder for a chat whose clock a test moves, and which notices soon. */
    public static ChatBuilder builder(Storage storage, InstantSource clock) {
        return builder(storage, clock, clock);
    }

    private static ChatBuilder builder(Storage storage, InstantSource clock, InstantSource running) {
        return builder(storage)
                .settings(UNLIMITED)
                .clock(clock)
                .nanoTime(() -> ChronoUnit.NANOS.between(Instant.EPOCH, running.instant()))
                .tick(TICK);
    }

    /** Uses a clock that stands still, so that no permits are refilled during a test. */
    public static Chat chatWithLimits(int sends, int logins, int registrations) {
        return Chat.inMemoryBuilder()
                .settings(withLimits(sends, logins, registrations))
                .clock(new HandClock())
                .build();
    }

    public static ChatSettings withReplay(int replayLimit, int ringEvents) {
        return UNLIMITED.toBuilder()
                .replayLimit(replayLimit)
                .ringEvents(ringEvents)
                .build();
    }

    public static Caller person(Chat chat, String username) {
        return Caller.of(chat.accounts()
                .register(Registration.of(username, "correct horse"))
                .join()
                .id());
    }

    /** Creates a public room, which the members join in this order. */
    public static RoomId publicRoom(Chat chat, Caller owner, String name, Caller... members) {
        RoomId room = room(chat, owner, RoomKind.PUBLIC, name);
        for (Caller member : members) {
            chat.rooms().join(member, room).join();
        }
        return room;
    }

    public static RoomId privateRoom(Chat chat, Caller owner, String name, String... members) {
        return room(chat, owner, RoomKind.PRIVATE, name, members);
    }

    private static RoomId room(Chat chat, Caller owner, RoomKind kind, String name, String... members) {
        return chat.rooms()
                .create(owner, new NewRoom(kind, name, null, List.of(members)))
                .join()
                .room()
                .id();
    }

    public static SendResult say(Chat chat, Caller sender, RoomId room, String text) {
        return chat.messages().send(sender, new Send(room, text, null)).join();
    }

    /** Returns settings with limits of sends per second, logins per minute and registrations per hour. */
    public static ChatSettings withLimits(int sends, int logins, int registrations) {
        return UNLIMITED.toBuilder()
                .sendsPerSecond(sends)
                .loginsPerMinute(logins)
                .registrationsPerHour(registrations)
                .build();
    }

    public static Caller login(Chat chat, String username) {
        String token = chat.authentication()
                .login(new Login(username, "correct horse", null, null))
                .join()
                .accessToken();
        return chat.authentication().authenticate(token);
    }

    /** Disables an account directly in the store. */
    public static void disable(Storage storage, Caller person) {
        change(storage, person, account -> with(account, account.email(), account.emailVerified(), true));
    }

    /** Gives an account a role directly in the store. */
    public static void give(Storage storage, Caller person, AccountRole role) {
        change(storage, person, account -> account.withRole(role, account.updatedAt()));
    }

    /** Verifies an e-mail address directly in the store. */
    public static void verify(Storage storage, Caller person, String email) {
        change(storage, person, account -> with(account, new EmailAddress(email), true, account.disabled()));
    }

    private static void change(Storage storage, Caller person, UnaryOperator<Account> change) {
        storage.transactions().write(uow -> {
            uow.accounts()
                    .update(change.apply(uow.accounts().find(person.accountId()).orElseThrow()));
            return null;
        });
    }

    private static Account with(Account a, EmailAddress email, boolean emailVerified, boolean disabled) {
        Account changed = a.withEmail(email, emailVerified, a.updatedAt());
        return changed.withDisabled(disabled, a.updatedAt());
    }
}
