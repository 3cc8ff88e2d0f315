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

/** The reported outcome of a committed transaction when the host's pool fails right after it, without a SQLState. */
class CommitOutcomeTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final String DATABASE = SERVER.migratedDatabase();
    private final AtomicReference<String> failing = new AtomicReference<>("");

    /** Returns connections on which the method named by {@link #failing} fails once, after it has run. */
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
                            throw new SQLException("the pool failed");
                        }
                        return result instanceof Connection connection ? wrapped(Connection.class, connection) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"commit", "close"})
    void commitOutcomeShouldBeUnknownWhenThePoolFailsAfterwards(String method) {
        try (HikariDataSource pool = SERVER.hostPool(DATABASE)) {
            PostgresPorts ports = PostgresPorts.of(failing(pool), new MemoryEventBus());
            StoreFixture store = StoreFixture.in(ports.storage());
            Account alice = store.person("alice-" + method);
            RoomId tea = store.aPublicRoomWith(alice);
            Position before = store.head();

            failing.set(method);
            // Any other exception would invite the caller to write it again.
            assertThatThrownBy(() -> store.say(alice, tea, "hello")).isInstanceOf(StoreUnavailable.class);

            assertThat(store.head()).isEqualTo(before.plus(1));
            ports.close();
        }
    }
}
