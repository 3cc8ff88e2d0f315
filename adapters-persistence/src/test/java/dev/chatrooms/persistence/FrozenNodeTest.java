package dev.chatrooms.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.Fixture;
import dev.chatrooms.application.Outcomes;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.memory.MemoryEventBus;
import dev.chatrooms.application.message.HistoryRequest;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.message.SendResult;
import dev.chatrooms.application.spi.StoreFixture;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.application.spi.Together;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.RoomId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A node that is frozen or cut off in a transaction does not stop the other nodes. */
@Tag("thorough")
class FrozenNodeTest extends OnPostgres {
    /** Holds the next commit of a node's committer until it is released. */
    private static final class CommitGate {
        final CountDownLatch reached = new CountDownLatch(1);
        final CountDownLatch open = new CountDownLatch(1);
        private volatile boolean armed;

        private boolean holds(String method) {
            return armed
                    && method.equals("commit")
                    && Thread.currentThread().getName().equals("chatrooms-committer");
        }

        void arm() {
            armed = true;
        }

        DataSource guard(DataSource source) {
            return wrapped(DataSource.class, source);
        }

        private <T> T wrapped(Class<T> type, T real) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                        if (holds(method.getName())) {
                            armed = false;
                            reached.countDown();
                            Together.await(open);
                        }
                        try {
                            Object result = method.invoke(real, arguments);
                            return result instanceof Connection connection
                                    ? wrapped(Connection.class, connection)
                                    : result;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }));
        }
    }

    private static CompletableFuture<SendResult> send(Chat chat, Caller sender, RoomId room, String text) {
        return chat.messages().send(sender, new Send(room, text, text));
    }

    private static List<String> history(Chat chat, Caller viewer, RoomId room) {
        return chat.messages().history(viewer, room, HistoryRequest.newest(200)).items().stream()
                .map(MessageView::message)
                .map(message -> message.seq() + " " + message.text())
                .toList();
    }

    /** The frozen node holds the head of the log, so no other node could write anything anywhere. */
    @Test
    void otherNodesShouldSendInEveryRoomWhileANodeIsFrozenInItsCommit() {
        CommitGate gate = new CommitGate();
        try (HikariDataSource pool = server.hostPool(database);
                PostgresPorts frozenPorts = PostgresPorts.of(gate.guard(pool), new MemoryEventBus());
                Chat frozen = Fixture.chatOn(frozenPorts.storage());
                Chat other = Fixture.chatOn(storage())) {
            Caller alice = Fixture.person(other, "alice");
            RoomId tea = Fixture.publicRoom(other, alice, "Tea");
            RoomId coffee = Fixture.publicRoom(other, alice, "Coffee");
            gate.arm();
            CompletableFuture<SendResult> sentByFrozen = send(frozen, alice, tea, "frozen");
            Together.await(gate.reached);

            Outcomes.get(send(other, alice, coffee, "coffee"));
            Outcomes.get(send(other, alice, tea, "tea"));
            gate.open.countDown();

            if (!isAcknowledged(sentByFrozen)) {
                Outcomes.get(send(frozen, alice, tea, "frozen"));
            }
            assertThat(history(other, alice, tea)).containsExactly("1 tea", "2 frozen");
            assertThat(history(other, alice, coffee)).containsExactly("1 coffee");
            assertThat(server.column(database, "select position::text from event order by position"))
                    .isEqualTo(IntStream.rangeClosed(1, head(other))
                            .mapToObj(Integer::toString)
                            .toList());
        }
    }

    private int head(Chat chat) {
        return (int) storage()
                .transactions()
                .read(stores -> stores.log().head())
                .position()
                .value();
    }

    private static boolean isAcknowledged(CompletableFuture<SendResult> send) {
        try {
            Outcomes.get(send);
            return true;
        } catch (AssertionError e) {
            assertThat(Outcomes.refusal(send).code()).isEqualTo(RefusalCode.UNAVAILABLE);
            return false;
        }
    }

    @Test
    void otherNodesShouldSendInARoomThatAFrozenNodeHasLocked() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch otherHasSent = new CountDownLatch(1);

        List<Together.Outcome<Long>> outcomes = Together.run(List.of(
                () -> store.write(uow -> {
                    StoreFixture.locked(uow, tea);
                    locked.countDown();
                    Together.await(otherHasSent);
                    return StoreFixture.say(uow, alice, tea, "frozen").seq();
                }),
                () -> {
                    Together.await(locked);
                    try {
                        return store.say(alice, tea, "tea").seq();
                    } finally {
                        otherHasSent.countDown();
                    }
                }));

        assertThat(outcomes).extracting(Together.Outcome::failure).containsExactly(null, null);
        assertThat(outcomes).extracting(Together.Outcome::value).containsExactly(2L, 1L);
    }

    /** The node's last statement and its commit never reach the server, which keeps the locks of the transaction. */
    @Test
    void otherNodesShouldSendWhenTheConnectionOfACommitIsSwallowed() {
        StoreFixture other = StoreFixture.in(storage());
        Account alice = other.person("alice");
        RoomId tea = other.aPublicRoomWith(alice);
        Position before = other.head();
        try (DatabaseProxy proxy = server.proxy();
                PostgresPool pool = server.ownPool(database, proxy);
                PostgresPorts ports = PostgresPorts.of(pool)) {
            StoreFixture store = StoreFixture.in(ports.storage());
            CountDownLatch swallowed = new CountDownLatch(1);

            List<Together.Outcome<Long>> outcomes = Together.run(List.of(
                    () -> store.write(uow -> {
                        long seq =
                                StoreFixture.say(uow, alice, tea, "swallowed").seq();
                        proxy.swallow();
                        swallowed.countDown();
                        return seq;
                    }),
                    () -> {
                        Together.await(swallowed);
                        return other.say(alice, tea, "tea").seq();
                    }));

            assertThat(outcomes.get(0).failure()).isInstanceOf(StoreUnavailable.class);
            assertThat(outcomes.get(1).failure()).isNull();
            assertThat(other.head()).isEqualTo(before.plus(1));
            proxy.restore();
            Eventually.await("the node to send again", () -> says(store, alice, tea));
            assertThat(other.head()).isEqualTo(before.plus(2));
        }
    }

    private static boolean says(StoreFixture store, Account sender, RoomId room) {
        try {
            store.say(sender, room, "hello");
            return true;
        } catch (StoreUnavailable e) {
            return false;
        }
    }
}
