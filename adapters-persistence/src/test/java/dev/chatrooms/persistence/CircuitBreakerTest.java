package dev.chatrooms.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.spi.Together;
import dev.chatrooms.persistence.CircuitBreaker.State;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.ConnectionFactory;
import org.junit.jupiter.api.Test;

/** Which callers may connect and which are refused at once. Time is set by hand. */
class CircuitBreakerTest {
    private static final SQLException UNREACHABLE =
            new SQLTransientConnectionException("request timed out", new SQLException("connection refused", "08001"));
    private static final SQLException EXHAUSTED = new SQLTransientConnectionException("request timed out");
    private static final Connection CONNECTION = (Connection) Proxy.newProxyInstance(
            Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> null);

    private long now = Duration.ofHours(1).toNanos();
    private Exception failure;
    private final AtomicInteger attempts = new AtomicInteger();
    private final CircuitBreaker breaker = new CircuitBreaker(() -> now);
    private final ConnectionFactory connections = breaker.guard(() -> {
        attempts.incrementAndGet();
        if (failure instanceof SQLException sql) {
            throw sql;
        }
        if (failure instanceof RuntimeException fault) {
            throw fault;
        }
        return CONNECTION;
    });

    private void shouldFail() {
        assertThatThrownBy(connections::openConnection).isInstanceOf(Exception.class);
    }

    private void open() {
        failure = UNREACHABLE;
        shouldFail();
        assertThat(breaker.state()).isEqualTo(State.OPEN);
        attempts.set(0);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void connectShouldFailAtOnceWhenTheBreakerIsOpen() {
        open();

        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(connections::openConnection)
                    .isInstanceOfSatisfying(
                            SQLTransientConnectionException.class,
                            e -> assertThat(e.getSQLState()).isEqualTo("08001"));
        }

        assertThat(attempts).hasValue(0);
    }

    @Test
    void connectShouldBeTriedOnceWhenThePauseHasPassed() {
        open();
        pass(Duration.ofMillis(199));
        shouldFail();
        assertThat(attempts).hasValue(0);

        pass(Duration.ofMillis(1));
        shouldFail();
        shouldFail();

        assertThat(attempts).hasValue(1);
        assertThat(breaker.state()).isEqualTo(State.OPEN);
        pass(Duration.ofMillis(200));
        shouldFail();
        assertThat(attempts).hasValue(2);
    }

    @Test
    void breakerShouldCloseWhenAnAttemptSucceeds() throws SQLException {
        open();
        pass(Duration.ofMillis(200));
        failure = null;

        for (int i = 1; i <= 3; i++) {
            assertThat(connections.openConnection()).isSameAs(CONNECTION);
            assertThat(breaker.state()).isEqualTo(State.CLOSED);
            assertThat(attempts).hasValue(i);
        }
    }

    @Test
    void connectShouldFailAtOnceWhileAnotherCallerTries() throws Exception {
        open();
        pass(Duration.ofMillis(200));
        CountDownLatch trying = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        ConnectionFactory slow = breaker.guard(() -> {
            trying.countDown();
            await(answered);
            return CONNECTION;
        });
        CompletableFuture<Connection> probe = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return slow.openConnection();
                    } catch (SQLException e) {
                        throw new AssertionError(e);
                    }
                },
                work -> new Thread(work, "probe").start());
        await(trying);

        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
        pass(Duration.ofMinutes(1));
        for (int i = 0; i < 100; i++) {
            shouldFail();
        }
        assertThat(attempts).hasValue(0);

        answered.countDown();
        assertThat(probe.get(Together.PATIENCE_SECONDS, TimeUnit.SECONDS)).isSameAs(CONNECTION);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(Together.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void breakerShouldStayClosedWhenThePoolIsExhausted() {
        failure = EXHAUSTED;

        for (int i = 0; i < 5; i++) {
            shouldFail();
        }

        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        assertThat(attempts).hasValue(5);
    }

    @Test
    void breakerShouldReopenWhenAnAttemptFailsForAnyReason() {
        for (Exception last :
                new Exception[] {EXHAUSTED, new IllegalStateException("the pool is closed"), UNREACHABLE}) {
            open();
            pass(Duration.ofMillis(200));
            failure = last;
            shouldFail();
            assertThat(breaker.state()).isEqualTo(State.OPEN);

            pass(Duration.ofMillis(200));
            failure = null;
            assertThat(connections)
                    .satisfies(c -> assertThat(c.openConnection()).isSameAs(CONNECTION));
        }
    }

    @Test
    void breakerShouldOpenWhenTheServerIsStarting() {
        failure = new SQLException("the database system is starting up", "57P03");
        shouldFail();

        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }
}
