package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.Fixture;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Accounts;
import dev.chatrooms.application.spi.Committed;
import dev.chatrooms.application.spi.PasswordHasher;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.application.spi.Transactions;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.account.Password;
import dev.chatrooms.domain.account.PasswordHash;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * A flood of logins, or slow logins, must not affect clients that are logged in. Runs on the chat's own workers, like
 * the real server.
 */
class LoginFloodTest {
    private static final int LOGINS = 100;
    private static final int WORKERS = 4;

    /** A point at which threads block while it is closed. */
    private static final class Gate {
        private volatile CountDownLatch opened = new CountDownLatch(0);
        private final CountDownLatch reached = new CountDownLatch(1);

        void close() {
            opened = new CountDownLatch(1);
        }

        void pass() {
            CountDownLatch current = opened;
            if (current.getCount() > 0) {
                reached.countDown();
                await(current);
            }
        }

        void awaitReached() {
            await(reached);
        }

        void open() {
            opened.countDown();
        }

        private static void await(CountDownLatch latch) {
            try {
                assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** A hasher with one thread and a short bounded queue, like the real one. Each verification passes a gate. */
    private static final class NarrowHasher implements PasswordHasher, AutoCloseable {
        private final Gate gate;
        private final ThreadPoolExecutor pool =
                new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(8));

        NarrowHasher(Gate gate) {
            this.gate = gate;
        }

        @Override
        public CompletableFuture<PasswordHash> hash(Password password) {
            return CompletableFuture.completedFuture(new PasswordHash("hash of " + password.value()));
        }

        @Override
        public CompletableFuture<Boolean> verify(Password password, PasswordHash hash) {
            try {
                return CompletableFuture.supplyAsync(
                        () -> {
                            gate.pass();
                            return hash != null && hash.equals(hash(password).join());
                        },
                        pool);
            } catch (RejectedExecutionException e) {
                return CompletableFuture.failedFuture(ChatException.unavailable("too many", e));
            }
        }

        @Override
        public void close() {
            pool.shutdownNow();
        }
    }

    /** A store in which only the lookup of credentials passes a gate. */
    private record SlowCredentials(Transactions store, Gate gate) implements Transactions {
        @Override
        public <T> T read(Function<? super Stores, ? extends T> work) {
            return store.read(stores -> work.apply(wrapped(
                    Stores.class,
                    stores,
                    "accounts",
                    accounts -> wrapped(Accounts.class, (Accounts) accounts, "credentials", found -> {
                        gate.pass();
                        return found;
                    }))));
        }

        @Override
        public <T> Committed<T> write(Function<? super UnitOfWork, ? extends T> work) {
            return store.write(work);
        }

        /** Returns a proxy that changes the result of one method. */
        private static <T> T wrapped(Class<T> type, T target, String name, Function<Object, Object> result) {
            return type.cast(
                    Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                        Object original = call(method, target, arguments);
                        return method.getName().equals(name) ? result.apply(original) : original;
                    }));
        }

        private static Object call(Method method, Object target, Object[] arguments) throws Throwable {
            try {
                return method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }

    @Test
    void sendsAndReadsShouldSucceedWhenLoginsFillThePasswordHasher() {
        Gate gate = new Gate();
        try (NarrowHasher hasher = new NarrowHasher(gate);
                TestServer server = TestServer.over(Chat.inMemoryBuilder()
                        .settings(TestServer.NO_LIMITS)
                        .workerThreads(WORKERS)
                        .passwordHasher(hasher)
                        .build())) {
            assertOtherRequestsSucceed(server, gate);
        }
    }

    @Test
    void sendsAndReadsShouldSucceedWhenLoginsWaitForTheStore() {
        Gate gate = new Gate();
        Storage memory = MemoryStorage.create();
        Storage slow = new Storage(new SlowCredentials(memory.transactions(), gate), memory.bus());
        try (NarrowHasher hasher = new NarrowHasher(new Gate());
                TestServer server = TestServer.over(Fixture.builder(slow)
                        .settings(TestServer.NO_LIMITS)
                        .workerThreads(WORKERS)
                        .passwordHasher(hasher)
                        .build())) {
            assertOtherRequestsSucceed(server, gate);
        }
    }

    private static void assertOtherRequestsSucceed(TestServer server, Gate gate) {
        Person alice = server.person("alice");
        String room = alice.publicRoom("Tea");
        gate.close();
        List<CompletableFuture<Integer>> logins = new ArrayList<>();
        for (int i = 0; i < LOGINS; i++) {
            logins.add(login(server));
        }
        gate.awaitReached();

        for (int i = 1; i <= 10; i++) {
            assertThat(alice.send(room, "message " + i).status()).isEqualTo(201);
            assertThat(alice.get(room + "/messages").json().path("items")).hasSize(i);
        }
        // On a busy machine the check may exceed its timeout, so it is repeated.
        Eventually.await(() -> server.get("/health/ready").status() == 200);

        // While the gate is closed, the only possible response is a refusal.
        CompletableFuture.anyOf(logins.toArray(CompletableFuture[]::new))
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
        gate.open();
        assertThat(logins).extracting(CompletableFuture::join).contains(503).isSubsetOf(401, 503);
        assertThat(login(server).join()).isEqualTo(401);
    }

    private static CompletableFuture<Integer> login(TestServer server) {
        return server.client()
                .sendAsync(
                        server.request("/api/v1/auth/login")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{\"username\":\"alice\",\"password\":\"wrong horse\"}"))
                                .build(),
                        BodyHandlers.discarding())
                .thenApply(HttpResponse::statusCode);
    }
}
