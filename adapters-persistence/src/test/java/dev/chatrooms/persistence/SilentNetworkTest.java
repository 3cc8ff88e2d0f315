package dev.chatrooms.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.spi.EventBus;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.application.spi.Together;
import dev.chatrooms.persistence.sql.ConnectionKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The packets between a node and its database disappear without an error. Every use of every connection ends, and works
 * again once the network does.
 */
@Tag("thorough")
class SilentNetworkTest extends OnPostgres {
    /** Returns the uses of connections other than by the event bus. */
    private static Map<String, Callable<Object>> uses(Storage storage, DataSource migrations) {
        Map<String, Callable<Object>> uses = new LinkedHashMap<>();
        uses.put(
                "a read",
                () -> storage.transactions().read(stores -> stores.log().head()));
        uses.put(
                "a single read",
                () -> storage.transactions().readSingle(stores -> stores.log().head()));
        uses.put(
                "a write",
                () -> storage.transactions().write(uow -> uow.accounts().anyAdmin()));
        uses.put(
                "the search index",
                () -> storage.transactions().write(uow -> uow.search().readOn(10)));
        uses.put("a migration", () -> Schema.migrate(migrations));
        return uses;
    }

    @ParameterizedTest
    @EnumSource(ConnectionKind.class)
    void connectionsOfEveryKindShouldHaveTimeLimits(ConnectionKind kind) {
        try (PostgresPool pool = server.ownPool(database)) {
            PGSimpleDataSource source = pool.source(kind);

            assertThat(source.getSocketTimeout()).isPositive().isEqualTo((int)
                    kind.maxSilence().toSeconds());
            assertThat(source.getConnectTimeout()).isPositive();
            assertThat(source.getLoginTimeout()).isPositive();
        }
    }

    @Test
    void everyUseOfOurPoolShouldEndAndRecover() {
        try (DatabaseProxy proxy = server.proxy();
                PostgresPool pool = server.ownPool(database, proxy);
                PostgresPorts ports = PostgresPorts.of(pool)) {
            everyUseShouldEndAndRecover(proxy, ports.storage(), pool.unpooled());
        }
    }

    @Test
    void everyUseOfAHostsConnectionsShouldEndAndRecover() {
        try (DatabaseProxy proxy = server.proxy();
                HikariDataSource pool = server.hostPool(database, proxy)) {
            // A pool tries its dead connections one after the other.
            pool.setConnectionTimeout(10_000);
            pool.setValidationTimeout(250);
            try (PostgresPorts ports = PostgresPorts.of(pool)) {
                everyUseShouldEndAndRecover(proxy, ports.storage(), pool);
            }
            assertThat(networkTimeout(pool)).isZero();
        }
    }

    private static int networkTimeout(DataSource source) {
        try (Connection connection = source.getConnection()) {
            return connection.getNetworkTimeout();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void everyUseShouldEndAndRecover(DatabaseProxy proxy, Storage node, DataSource migrations) {
        Map<String, Callable<Object>> uses = uses(node, migrations);
        uses.forEach((name, use) -> assertThat(works(use)).as(name).isTrue());
        signalsShouldPass(node, storage());
        signalsShouldPass(storage(), node);

        proxy.swallow();
        node.bus().signal("swallowed");
        List<Together.Outcome<Object>> outcomes = Together.run(List.copyOf(uses.values()));

        assertThat(outcomes)
                .extracting(Together.Outcome::failure)
                .allSatisfy(failure -> assertThat(failure).isInstanceOf(StoreUnavailable.class));
        proxy.restore();
        uses.forEach((name, use) -> Eventually.await(name, () -> works(use)));
        signalsShouldPass(node, storage());
        signalsShouldPass(storage(), node);
    }

    private static boolean works(Callable<Object> use) {
        try {
            use.call();
            return true;
        } catch (StoreUnavailable e) {
            return false;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void signalsShouldPass(Storage from, Storage to) {
        Set<String> received = ConcurrentHashMap.newKeySet();
        List<String> sent = new ArrayList<>();
        try (EventBus.Registration registration = to.bus().onSignal(received::add)) {
            assertThat(registration).isNotNull();
            Eventually.await("a signal", () -> {
                sent.add("signal " + sent.size());
                from.bus().signal(sent.get(sent.size() - 1));
                return sent.stream().anyMatch(received::contains);
            });
        }
    }
}
