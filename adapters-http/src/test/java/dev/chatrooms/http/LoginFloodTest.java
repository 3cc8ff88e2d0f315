package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
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
 * However many people log in, and however slowly that goes, those who are in write and read as always: on the server's
 * real executor.
 */
class LoginFloodTest {
    private static final int LOGINS = 100;
    private static final int WORKERS = 4;

    /** Where something gets stuck, once it is told to. */
    private static final class Obstacle {
        private volatile CountDownLatch gone = new CountDownLatch(0);
        private final CountDownLatch reached = new CountDownLatch(1);

        void putUp() {
            gone = new CountDownLatch(1);
        }

        void pass() {
            CountDownLatch now = gone;
            if (now.getCount() > 0) {
                reached.countDown();
                await(now);
            }
        }

        void awaitReached() {
            await(reached);
        }

        void takeAway() {
            gone.countDown();
        }

        private static void await(CountDownLatch latch) {
            try {
                assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** One thread and a short queue, as the real one has them; in front of each hash there may be an obstacle. */
    private static final class NarrowHasher implements PasswordHasher, AutoCloseable {
        private final Obstacle obstacle;
        private final ThreadPoolExecutor pool =
                new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(8));

        NarrowHasher(Obstacle obstacle) {
            this.obstacle = obstacle;
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
                            obstacle.pass();
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

    /** A store with an obstacle in front of the look-ups of passwords, and nowhere else. */
    private record SlowToFindPasswords(Transactions store, Obstacle obstacle) implements Transactions {
        @Override
        public <T> T read(Function<? super Stores, ? extends T> work) {
            return store.read(stores -> work.apply(wrapped(
                    Stores.class,
                    stores,
                    "accounts",
                    accounts -> wrapped(Accounts.class, (Accounts) accounts, "credentials", found -> {
                        obstacle.pass();
                        return found;
                    }))));
        }

        @Override
        public <T> Committed<T> write(Function<? super UnitOfWork, ? extends T> work) {
            return store.write(work);
        }

        /** The same object, with another result of one method. */
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
    void sendsAndHistoryShouldGoThroughWhenLoginsFillTheHasher() {
        Obstacle obstacle = new Obstacle();
        try (NarrowHasher hasher = new NarrowHasher(obstacle);
                TestServer server = TestServer.over(Chat.inMemoryBuilder()
                        .settings(TestServer.NO_LIMITS)
                        .workerThreads(WORKERS)
                        .passwordHasher(hasher)
                        .build())) {
            everythingElseShouldGoOn(server, obstacle);
        }
    }

    @Test
    void sendsAndHistoryShouldGoThroughWhenLoginsWaitForTheStore() {
        Obstacle obstacle = new Obstacle();
        Storage memory = MemoryStorage.create();
        Storage slow = new Storage(new SlowToFindPasswords(memory.transactions(), obstacle), memory.bus());
        try (NarrowHasher hasher = new NarrowHasher(new Obstacle());
                TestServer server = TestServer.over(Fixture.builder(slow)
                        .settings(TestServer.NO_LIMITS)
                        .workerThreads(WORKERS)
                        .passwordHasher(hasher)
                        .build())) {
            everythingElseShouldGoOn(server, obstacle);
        }
    }

    private static void everythingElseShouldGoOn(TestServer server, Obstacle obstacle) {
        Person alice = server.person("alice");
        String room = alice.publicRoom("Tea");
        obstacle.putUp();
        List<CompletableFuture<Integer>> logins = new ArrayList<>();
        for (int i = 0; i < LOGINS; i++) {
            logins.add(login(server));
        }
        obstacle.awaitReached();

        for (int i = 1; i <= 10; i++) {
            assertThat(alice.say(room, "message " + i).status()).isEqualTo(201);
            assertThat(alice.get(room + "/messages").json().path("items")).hasSize(i);
        }
        // Where the machine is busy, a check may take longer than it is waited for.
        long deadline = System.nanoTime() + TestServer.PATIENCE.toNanos();
        while (server.get("/health/ready").status() != 200) {
            assertThat(System.nanoTime()).as("ready in time").isLessThan(deadline);
        }

        // While nobody gets through, whoever is answered was refused.
        CompletableFuture.anyOf(logins.toArray(CompletableFuture[]::new))
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
        obstacle.takeAway();
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
