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
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Role;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * That a room which is hidden from somebody costs as much as one that is not there: the same statements, and never a
 * commit, which would wait for the disk. Otherwise the time of a 404 would tell.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HiddenRoomTest {
    private static final ChatSettings UNLIMITED =
            new ChatSettings(Duration.ofMinutes(30), Duration.ofDays(1), true, 0, 0, 0, 10_000, 16_384);

    private final TestServer server = TestServer.shared();
    private final String database = server.aMigratedDatabase();
    private final HikariDataSource pool = server.aHostsPool(database);
    private final Recorded recorded = new Recorded(pool);
    private final PostgresPorts ports = PostgresPorts.of(recorded.source());
    private final StoreFixture store = StoreFixture.in(ports.storage());
    private final Account alice = store.person("alice");
    private final Account mallory = store.person("mallory");
    private final RoomId hidden = store.aPrivateRoomWith(alice);
    private final RoomId nowhere = new RoomId(UUID.randomUUID());

    /** Something that a stranger tries with a room. */
    private record Try(String name, BiConsumer<Chat, RoomId> call) {
        @Override
        public String toString() {
            return name;
        }
    }

    private Try looking(String name, BiConsumer<Chat, RoomId> call) {
        return new Try(name, call);
    }

    private interface Change {
        CompletableFuture<?> of(Chat chat, Caller caller, RoomId room);
    }

    private Try doing(String name, Change change) {
        return new Try(name, (chat, room) -> change.of(chat, caller(), room).join());
    }

    private Caller caller() {
        return Caller.of(mallory.id());
    }

    Stream<Try> tries() {
        return Stream.of(
                looking("see", (chat, room) -> chat.rooms().room(caller(), room)),
                looking("members", (chat, room) -> chat.rooms().members(caller(), room, PageRequest.FIRST)),
                looking("history", (chat, room) -> chat.messages().history(caller(), room, HistoryRequest.newest(9))),
                looking("bans", (chat, room) -> chat.moderation().bans(caller(), room, PageRequest.FIRST)),
                looking("invites", (chat, room) -> chat.invitations().list(caller(), room, PageRequest.FIRST)),
                doing("join", (chat, who, room) -> chat.rooms().join(who, room)),
                doing("leave", (chat, who, room) -> chat.rooms().leave(who, room)),
                doing("delete", (chat, who, room) -> chat.rooms().delete(who, room)),
                doing("post", (chat, who, room) -> chat.messages().send(who, new Send(room, "hello", null))),
                doing(
                        "change",
                        (chat, who, room) -> chat.moderation().change(who, room, new RoomEdit("Mine", null, null))),
                doing("add", (chat, who, room) -> chat.moderation().add(who, room, "mallory")),
                doing("role", (chat, who, room) -> chat.moderation().changeRole(who, room, "alice", Role.MEMBER)),
                doing("remove", (chat, who, room) -> chat.moderation().remove(who, room, "alice")),
                doing("ban", (chat, who, room) -> chat.moderation().ban(who, room, "alice", BanRequest.FOR_EVER)),
                doing("unban", (chat, who, room) -> chat.moderation().unban(who, room, "alice")),
                doing("invite", (chat, who, room) -> chat.invitations().create(who, room, NewInvite.USUAL)),
                doing("revoke", (chat, who, room) -> chat.invitations().revoke(who, room, "abcdefghijklmnopqrstuv")));
    }

    @ParameterizedTest
    @MethodSource("tries")
    void hiddenRoomShouldCostAsMuchAsNone(Try attempt) {
        // A chat of its own, closed before it is looked at: its feed asks the store for itself now and then.
        List<List<String>> asked = Stream.of(hidden, nowhere)
                .map(room -> statements(attempt, room))
                .toList();

        assertThat(asked.get(0)).isEqualTo(asked.get(1)).isNotEmpty();
    }

    private List<String> statements(Try attempt, RoomId room) {
        try (Chat chat = Fixture.builder(ports.storage()).settings(UNLIMITED).build()) {
            recorded.take();
            assertThat(refusal(() -> attempt.call().accept(chat, room))).isEqualTo(RefusalCode.NOT_FOUND);
        }
        return recorded.take().stream()
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
        throw new AssertionError("it was not refused");
    }

    @AfterAll
    void close() {
        ports.close();
        pool.close();
    }
}
