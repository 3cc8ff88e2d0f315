package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Health;
import dev.chatrooms.application.account.AccountManagement;
import dev.chatrooms.application.account.Login;
import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.http.settings.HttpSettings;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What clients see when something behind the API is not well. */
class TroubleTest {
    private static final String REGISTER = "{\"username\":\"alice\",\"password\":\"correct horse\"}";

    /** Accounts of which nothing good comes. */
    private record Failing(Supplier<CompletableFuture<Account>> registering) implements AccountManagement {
        @Override
        public CompletableFuture<Account> register(Registration registration) {
            return registering.get();
        }

        @Override
        public Account account(Caller caller) {
            throw new UnsupportedOperationException("not asked for here");
        }
    }

    private static TestServer serverWhere(Supplier<CompletableFuture<Account>> registering) {
        return TestServer.start(new Failing(registering), settings -> settings);
    }

    @Test
    void faultShouldBeToldToTheLogAlone() {
        try (LogLines log = LogLines.capture();
                TestServer server = serverWhere(() -> {
                    throw new IllegalStateException("the secret cause");
                })) {
            Response response = server.send(server.request("/api/v1/auth/register")
                    .header("Content-Type", "application/json")
                    .header("X-Request-Id", "r-1")
                    .POST(BodyPublishers.ofString(REGISTER)));

            assertThat(response.status()).isEqualTo(500);
            assertThat(response.code()).isEqualTo("internal");
            assertThat(response.body()).doesNotContain("secret", "Exception");
            assertThat(log.warnings()).singleElement().satisfies(line -> {
                assertThat(line.getFormattedMessage()).contains(response.at("/incident"));
                assertThat(line.getThrowableProxy().getMessage()).isEqualTo("the secret cause");
                assertThat(line.getMDCPropertyMap()).containsEntry("requestId", "r-1");
            });
        }
    }

    @Test
    void errorShouldBeAFaultLikeAnother() {
        try (LogLines log = LogLines.capture();
                TestServer server = serverWhere(() -> CompletableFuture.failedFuture(new StackOverflowError()))) {
            assertThat(server.post("/api/v1/auth/register", REGISTER).status()).isEqualTo(500);
            assertThat(log.warnings()).hasSize(1);
        }
    }

    @Test
    void unavailableShouldSayWhenToComeBack() {
        try (TestServer server = serverWhere(() -> {
            throw ChatException.unavailable("the store cannot be reached", null);
        })) {
            Response response = server.post("/api/v1/auth/register", REGISTER);

            assertThat(response.status()).isEqualTo(503);
            assertThat(response.code()).isEqualTo("unavailable");
            assertThat(response.header("Retry-After")).isEqualTo("1");
        }
    }

    @Test
    void answerThatTakesTooLongShouldNotBeWaitedFor() {
        try (TestServer server = TestServer.start(
                new Failing(CompletableFuture::new), settings -> settings.answerWithin(Duration.ofMillis(50)))) {
            assertThat(server.post("/api/v1/auth/register", REGISTER).code()).isEqualTo("unavailable");
        }
    }

    @Test
    void callShouldBeTurnedAwayWhenTooManyWait() {
        try (Chat chat = Chat.inMemory();
                TestServer server = TestServer.start(
                        chat.accounts(),
                        settings -> HttpSettings.using(task -> {
                                    throw new RejectedExecutionException("full");
                                })
                                .wholeServer(true))) {
            String token = token(server);

            assertThat(server.post("/api/v1/auth/register", REGISTER).code()).isEqualTo("unavailable");
            assertThat(server.send(server.request("/api/v1/events").header("Authorization", token))
                            .code())
                    .isEqualTo("unavailable");
            assertThat(server.get("/health/live").status()).isEqualTo(200);
            Response ready = server.get("/health/ready");
            assertThat(ready.status()).isEqualTo(503);
            assertThat(ready.at("/dependencies/store/status")).isEqualTo("down");
        }
    }

    /** Of somebody who came to the application directly. */
    private static String token(TestServer server) {
        server.chat.accounts().register(Registration.of("bob", "correct horse")).join();
        return "Bearer "
                + server.chat
                        .authentication()
                        .login(new Login("bob", "correct horse", null, null))
                        .join()
                        .accessToken();
    }

    /** Leaves nothing to work with, until told to go on. */
    private static CountDownLatch jam(Executor workers, int threads) {
        CountDownLatch goOn = new CountDownLatch(1);
        for (int i = 0; i < threads; i++) {
            workers.execute(() -> {
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        return goOn;
    }

    @Test
    void followingShouldBeRefusedInTimeWhenTheWorkersAreStuck() {
        try (TestServer server = TestServer.start(settings -> settings.answerWithin(Duration.ofMillis(100)))) {
            String token = token(server);
            jam(server.workers, 4);

            for (String accept : List.of("application/json", "text/event-stream")) {
                assertThat(server.send(server.request("/api/v1/events?wait=60")
                                        // Sooner than the poll would end by itself.
                                        .timeout(Duration.ofSeconds(50))
                                        .header("Accept", accept)
                                        .header("Authorization", token))
                                .code())
                        .isEqualTo("unavailable");
            }
        }
    }

    @Test
    void timeThatTheCallerWasLookedUpShouldCountForPollsAndStreams() {
        try (TestServer server = TestServer.start(settings -> settings.answerWithin(Duration.ofSeconds(4)))) {
            String token = token(server);
            CountDownLatch stuck = jam(server.chat.workers(), 16);
            CountDownLatch lookingUp = jam(server.workers, 4);
            Queue<String> answered = new ConcurrentLinkedQueue<>();
            List<CompletableFuture<?>> calls = new ArrayList<>();
            for (String accept : List.of("application/json", "text/event-stream")) {
                HttpRequest.Builder follow = server.request("/api/v1/events?after=x&wait=60")
                        .header("Accept", accept)
                        .header("Authorization", token);
                calls.add(answer(server, follow).thenAccept(answered::add));
            }
            // Somebody who comes later, and is stuck: had the others a new time from when they were looked up, he would
            // be answered first.
            Executor later = CompletableFuture.delayedExecutor(1500, TimeUnit.MILLISECONDS);
            calls.add(CompletableFuture.supplyAsync(
                            () -> server.request("/api/v1/auth/login")
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString(REGISTER)),
                            later)
                    .thenCompose(login -> answer(server, login))
                    .thenAccept(code -> answered.add("last " + code)));
            CompletableFuture.delayedExecutor(3, TimeUnit.SECONDS).execute(lookingUp::countDown);

            CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).join();
            stuck.countDown();

            assertThat(answered).containsExactly("unavailable", "unavailable", "last unavailable");
        }
    }

    /** The code of a call's answer. */
    private static CompletableFuture<String> answer(TestServer server, HttpRequest.Builder request) {
        return server.client()
                .sendAsync(request.build(), BodyHandlers.ofString())
                .thenApply(raw -> new Response(raw.statusCode(), raw.headers(), raw.body()).code());
    }

    @Test
    void whatNeedsNoStoreShouldNotWaitForIt() {
        try (TestServer server = TestServer.start()) {
            jam(server.workers, 4);

            assertThat(server.get("/.well-known/jwks.json").status()).isEqualTo(200);
            assertThat(server.send(server.request("/api/v1/auth/logout")
                                    .header("Authorization", "Bearer nonsense")
                                    .POST(BodyPublishers.noBody()))
                            .status())
                    .isEqualTo(401);
            assertThat(server.get("/api/v1/me").status()).isEqualTo(401);
        }
    }

    @Test
    void readinessShouldBeToldWhenItsCheckHangs() {
        CountDownLatch never = new CountDownLatch(1);
        try (TestServer server = TestServer.start(() -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Map.of();
        })) {
            Response response = server.get("/health/ready");

            assertThat(response.status()).isEqualTo(503);
            assertThat(response.header("Content-Type")).isEqualTo("application/json");
            assertThat(response.at("/status")).isEqualTo("down");
            assertThat(response.at("/dependencies/store/status")).isEqualTo("down");
            assertThat(response.at("/dependencies/feed/status")).isEqualTo("down");
        }
    }

    @Test
    void readinessShouldBeDownWhenItsCheckFails() {
        try (TestServer server = TestServer.start(() -> {
            throw new IllegalStateException("the secret cause");
        })) {
            Response response = server.get("/health/ready");

            assertThat(response.status()).isEqualTo(503);
            assertThat(response.body()).doesNotContain("secret");
            assertThat(response.at("/dependencies/store/status")).isEqualTo("down");
        }
    }

    @Test
    void readinessShouldNameWhatIsDown() {
        AtomicReference<Boolean> storeIsUp = new AtomicReference<>(true);
        Supplier<Map<String, Health.Part>> health = () -> {
            Map<String, Health.Part> parts = new LinkedHashMap<>();
            parts.put("store", new Health.Part(storeIsUp.get(), storeIsUp.get() ? "reachable" : "unreachable"));
            parts.put("feed", new Health.Part(true, "0 events behind"));
            return parts;
        };
        try (TestServer server = TestServer.start(health)) {
            assertThat(server.get("/health/ready").status()).isEqualTo(200);

            storeIsUp.set(false);

            Response response = server.get("/health/ready");
            assertThat(response.status()).isEqualTo(503);
            assertThat(response.at("/status")).isEqualTo("down");
            assertThat(response.at("/dependencies/store/status")).isEqualTo("down");
            assertThat(response.at("/dependencies/feed/status")).isEqualTo("up");
            assertThat(server.get("/health/live").status()).isEqualTo(200);
        }
    }
}
