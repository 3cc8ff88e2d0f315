package dev.chatrooms.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Fixture;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.message.HistoryRequest;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.room.BanRequest;
import dev.chatrooms.application.room.NewInvite;
import dev.chatrooms.application.room.RoomEdit;
import dev.chatrooms.application.spi.StoreFixture;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Role;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A room that is hidden from the caller costs as much as a missing one: the same statements, and no commit, which would
 * wait for the disk. Otherwise the response time of a 404 would reveal that the room exists.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HiddenRoomTest {
    private static final ChatSettings UNLIMITED =
            ChatSettings.builder().unlimited().build();

    private final TestServer server = TestServer.shared();
    private final String database = server.migratedDatabase();
    private final HikariDataSource pool = server.hostPool(database);
    private final StatementRecorder recorder = new StatementRecorder(pool);
    private final PostgresPorts ports = PostgresPorts.of(recorder.source());
    private final StoreFixture store = StoreFixture.in(ports.storage());
    private final Account alice = store.person("alice");
    private final Account mallory = store.person("mallory");
    private final RoomId hidden = store.aPrivateRoomWith(alice);
    private final MessageId said = store.say(alice, hidden, "secret").id();
    private final RoomId missing = new RoomId(UUID.randomUUID());

    /** Otherwise the chat of an attempt would read these entries of the log in the background. */
    @BeforeAll
    void readTheLog() {
        while (store.<Boolean>write(uow -> uow.search().readOn(1000))
                || store.<Boolean>write(uow -> uow.statistics().readOn(1000))) {
            Thread.onSpinWait();
        }
    }

    /** A call by an account that is no member of the room. */
    private record Attempt(String name, BiConsumer<Chat, RoomId> call) {
        @Override
        public String toString() {
            return name;
        }
    }

    private Attempt read(String name, BiConsumer<Chat, RoomId> call) {
        return new Attempt(name, call);
    }

    private interface Change {
        CompletableFuture<?> of(Chat chat, Caller caller, RoomId room);
    }

    private Attempt change(String name, Change change) {
        return new Attempt(name, (chat, room) -> change.of(chat, caller(), room).join());
    }

    private Caller caller() {
        return Caller.of(mallory.id());
    }

    Stream<Attempt> attempts() {
        return Stream.of(
                read("see", (chat, room) -> chat.rooms().room(caller(), room)),
                read("members", (chat, room) -> chat.rooms().members(caller(), room, PageRequest.FIRST)),
                read(
                        "members by name",
                        (chat, room) -> chat.rooms().findMembers(caller(), room, "a", PageRequest.FIRST)),
                read("history", (chat, room) -> chat.messages().history(caller(), room, HistoryRequest.newest(9))),
                read("bans", (chat, room) -> chat.moderation().bans(caller(), room, PageRequest.FIRST)),
                read("invites", (chat, room) -> chat.invitations().list(caller(), room, PageRequest.FIRST)),
                change("join", (chat, who, room) -> chat.rooms().join(who, room)),
                change("leave", (chat, who, room) -> chat.rooms().leave(who, room)),
                change("delete", (chat, who, room) -> chat.rooms().delete(who, room)),
                change("post", (chat, who, room) -> chat.messages().send(who, new Send(room, "hello", null))),
                change(
                        "change",
                        (chat, who, room) -> chat.moderation().change(who, room, new RoomEdit("Mine", null, null))),
                change("add", (chat, who, room) -> chat.moderation().add(who, room, "mallory")),
                change("role", (chat, who, room) -> chat.moderation().changeRole(who, room, "alice", Role.MEMBER)),
                change("remove", (chat, who, room) -> chat.moderation().remove(who, room, "alice")),
                change("ban", (chat, who, room) -> chat.moderation().ban(who, room, "alice", BanRequest.FOR_EVER)),
                change("unban", (chat, who, room) -> chat.moderation().unban(who, room, "alice")),
                change("invite", (chat, who, room) -> chat.invitations().create(who, room, NewInvite.USUAL)),
                change("revoke", (chat, who, room) -> chat.invitations().revoke(who, room, "abcdefghijklmnopqrstuv")),
                change("marker", (chat, who, room) -> chat.membershipSettings().read(who, room, 1L)),
                change(
                        "settings",
                        (chat, who, room) -> chat.membershipSettings().update(who, room, true, null)),
                read("markers", (chat, room) -> chat.membershipSettings().markers(caller(), room, PageRequest.FIRST)),
                read("pins", (chat, room) -> chat.editing().pins(caller(), room, PageRequest.FIRST)),
                read("message", (chat, room) -> chat.messages().message(caller(), message(room))),
                read("thread", (chat, room) -> chat.messages().thread(caller(), message(room), PageRequest.FIRST)),
                read("revisions", (chat, room) -> chat.editing().revisions(caller(), message(room), PageRequest.FIRST)),
                read("reactions", (chat, room) -> chat.editing().reactions(caller(), message(room), PageRequest.FIRST)),
                change("edit", (chat, who, room) -> chat.editing().edit(who, message(room), "@alice @room hello")),
                change("delete message", (chat, who, room) -> chat.editing().delete(who, message(room))),
                change("react", (chat, who, room) -> chat.editing().react(who, message(room), "👍", true)),
                change("unreact", (chat, who, room) -> chat.editing().react(who, message(room), "👍", false)),
                change("pin", (chat, who, room) -> chat.editing().pin(who, message(room), true)));
    }

    private MessageId message(RoomId room) {
        return room.equals(hidden) ? said : new MessageId(UUID.randomUUID());
    }

    @ParameterizedTest
    @MethodSource("attempts")
    void hiddenRoomShouldRunTheSameStatementsAsAMissingOne(Attempt attempt) {
        // Each attempt has a chat of its own, closed before the comparison: its feed queries the store in the
        // background.
        List<List<String>> statements = Stream.of(hidden, missing)
                .map(room -> statements(attempt, room))
                .toList();

        assertThat(statements.get(0)).isEqualTo(statements.get(1)).isNotEmpty();
    }

    private List<String> statements(Attempt attempt, RoomId room) {
        try (Chat chat = Fixture.builder(ports.storage()).settings(UNLIMITED).build()) {
            recorder.take();
            assertThat(refusal(() -> attempt.call().accept(chat, room))).isEqualTo(RefusalCode.NOT_FOUND);
        }
        return recorder.take().stream()
                .filter(sql -> sql.contains("room") || sql.contains("account"))
                .toList();
    }

    private static RefusalCode refusal(Runnable call) {
        try {
            call.run();
        } catch (ChatException e) {
            return e.code();
        } catch (CompletionException e) {
            return ((ChatException) e.getCause()).code();
        }
        throw new AssertionError("the call was not refused");
    }

    @AfterAll
    void close() {
        ports.close();
        pool.close();
    }
}
