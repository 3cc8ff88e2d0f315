package dev.chatrooms.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.chatrooms.application.memory.MemoryEventBus;
import dev.chatrooms.application.spi.StoreFixture;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.RoomId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is said of a transaction that was committed, where the host's pool fails right after it, and with no SQLState.
 */
class CommitOutcomeTest {
    private final TestServer server = TestServer.shared();
    private final String database = server.aMigratedDatabase();
    private final AtomicReference<String> failing = new AtomicReference<>("");

    /** On these connections what is named in {@link #failing} fails once, after it was done. */
    private DataSource failing(DataSource real) {
        return wrapped(DataSource.class, real);
    }

    private <T> T wrapped(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(real, arguments);
                        if (method.getName().equals(failing.get())) {
                            failing.set("");
                            throw new SQLException("the pool had an accident");
                        }
                        return result instanceof Connection connection ? wrapped(Connection.class, connection) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"commit", "close"})
    void commitShouldCountAsPossibleWhenThePoolFailsAfterIt(String moment) {
        try (HikariDataSource pool = server.aHostsPool(database)) {
            PostgresPorts ports = PostgresPorts.of(failing(pool), new MemoryEventBus());
            StoreFixture store = StoreFixture.in(ports.storage());
            Account alice = store.person("alice-" + moment);
            RoomId tea = store.aPublicRoomWith(alice);
            Position before = store.head();

            failing.set(moment);
            // Whoever hears of anything else writes it once more.
            assertThatThrownBy(() -> store.say(alice, tea, "hello")).isInstanceOf(StoreUnavailable.class);

            assertThat(store.head()).isEqualTo(before.plus(1));
            ports.close();
        }
    }
}
