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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Responses when something behind the API fails, is slow or is unavailable. */
class FailureTest {
    private static final String REGISTER = "{\"username\":\"alice\",\"password\":\"correct horse\"}";

    /** Accounts whose registration fails. */
    private record FailingAccounts(Supplier<CompletableFuture<Account>> registration) implements AccountManagement {
        @Override
        public CompletableFuture<Account> register(Registration request) {
            return registration.get();
        }

        @Override
        public Account account(Caller caller) {
            throw new UnsupportedOperationException();
        }
    }

    private static TestServer serverWithRegistration(Supplier<CompletableFuture<Account>> registration) {
        return TestServer.start(new FailingAccounts(registration), settings -> settings);
    }

    @Test
    void responseShouldContainOnlyAnIncidentIdWhenTheServerFails() {
        try (LogLines log = LogLines.capture();
                TestServer server = serverWithRegistration(() -> {
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
    void responseShouldBeInternalWhenAnErrorIsThrown() {
        try (LogLines log = LogLines.capture();
                TestServer server =
                        serverWithRegistration(() -> CompletableFuture.failedFuture(new StackOverflowError()))) {
            assertThat(server.post("/api/v1/auth/register", REGISTER).status()).isEqualTo(500);
            assertThat(log.warnings()).hasSize(1);
        }
    }

    @Test
    void responseShouldHaveRetryAfterWhenTheStoreIsUnavailable() {
        try (TestServer server = serverWithRegistration(() -> {
            throw ChatException.unavailable("the store cannot be reached", null);
        })) {
            Response response = server.post("/api/v1/auth/register", REGISTER);

            assertThat(response.status()).isEqualTo(503);
            assertThat(response.code()).isEqualTo("unavailable");
            assertThat(response.header("Retry-After")).isEqualTo("1");
        }
    }

    @Test
    void responseShouldBeUnavailableWhenACallTakesTooLong() {
        try (TestServer server = TestServer.start(
                new FailingAccounts(CompletableFuture::new),
                settings -> settings.answerWithin(Duration.ofMillis(50)))) {
            assertThat(server.post("/api/v1/auth/register", REGISTER).code()).isEqualTo("unavailable");
        }
    }

    @Test
    void responseShouldBeUnavailableWhenTheExecutorRejectsTheCall() {
        try (Chat chat = Chat.inMemory();
                TestServer server = TestServer.start(
                        chat.accounts(),
                        settings -> HttpSettings.using(task -> {
                                    throw new RejectedExecutionException("full");
                                })
                                .wholeServer(true))) {
            String token = authorization(server);

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

    /** Returns the {@code Authorization} header of an account that does not use the HTTP API to log in. */
    private static String authorization(TestServer server) {
        server.chat.accounts().register(Registration.of("bob", "correct horse")).join();
        return "Bearer "
                + server.chat
                        .authentication()
                        .login(new Login("bob", "correct horse", null, null))
                        .join()
                        .accessToken();
    }

    /** Blocks the threads of an executor until the returned latch is released. */
    private static CountDownLatch block(Executor workers, int threads) {
        CountDownLatch release = new CountDownLatch(1);
        for (int i = 0; i < threads; i++) {
            workers.execute(() -> {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        return release;
    }

    @Test
    void followingShouldBeUnavailableInTimeWhenTheWorkersAreBlocked() throws Exception {
        ManualTime time = new ManualTime();
        try (TestServer server = TestServer.start(time, settings -> settings.answerWithin(Duration.ofSeconds(4)))) {
            String token = authorization(server);
            block(server.workers, 4);

            for (String accept : List.of("application/json", "text/event-stream")) {
                CompletableFuture<String> code = follow(server, "/api/v1/events?wait=60", accept, token);
                time.awaitPending(1);
                time.advance(Duration.ofSeconds(4));

                assertThat(code).succeedsWithin(TestServer.TIMEOUT).isEqualTo("unavailable");
            }
        }
    }

    @Test
    void deadlineOfPollsAndStreamsShouldIncludeTheTimeForAuthentication() throws Exception {
        ManualTime time = new ManualTime();
        try (TestServer server = TestServer.start(time, settings -> settings.answerWithin(Duration.ofSeconds(4)))) {
            String token = authorization(server);
            CountDownLatch feedBlocked = block(server.chat.workers(), 16);
            CountDownLatch authenticationBlocked = block(server.workers, 4);
            List<CompletableFuture<String>> codes = List.of(
                    follow(server, "/api/v1/events?after=x&wait=60", "application/json", token),
                    follow(server, "/api/v1/events?after=x&wait=60", "text/event-stream", token));
            time.awaitScheduled(2);

            time.advance(Duration.ofSeconds(3));
            authenticationBlocked.countDown();
            // The endpoints have taken over: a poll has two timers and a stream one.
            time.awaitScheduled(5);
            time.awaitPending(3);
            assertThat(codes).noneMatch(CompletableFuture::isDone);
            time.advance(Duration.ofSeconds(1));

            assertThat(codes)
                    .allSatisfy(code ->
                            assertThat(code).succeedsWithin(TestServer.TIMEOUT).isEqualTo("unavailable"));
            feedBlocked.countDown();
        }
    }

    /** Requests events and returns the problem code of the response. */
    private static CompletableFuture<String> follow(TestServer server, String path, String accept, String token) {
        HttpRequest request = server.request(path)
                .header("Accept", accept)
                .header("Authorization", token)
                .build();
        return server.client()
                .sendAsync(request, BodyHandlers.ofString())
                .thenApply(raw -> Response.of(raw).code());
    }

    @Test
    void callShouldNotWaitForTheWorkersWhenItNeedsNoStore() {
        try (TestServer server = TestServer.start()) {
            block(server.workers, 4);

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
    void readinessShouldBeDownWhenItsCheckHangs() throws Exception {
        ManualTime time = new ManualTime();
        CountDownLatch never = new CountDownLatch(1);
        Supplier<Map<String, Health.Part>> hanging = () -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Map.of();
        };
        try (TestServer server = TestServer.start(hanging, time)) {
            CompletableFuture<Response> ready = server.sendAsync(server.request("/health/ready"));
            time.awaitPending(1);
            time.advance(Duration.ofSeconds(2));

            assertThat(ready).succeedsWithin(TestServer.TIMEOUT).satisfies(response -> {
                assertThat(response.status()).isEqualTo(503);
                assertThat(response.header("Content-Type")).isEqualTo("application/json");
                assertThat(response.at("/status")).isEqualTo("down");
                assertThat(response.at("/dependencies/store/status")).isEqualTo("down");
                assertThat(response.at("/dependencies/feed/status")).isEqualTo("down");
            });
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
    void readinessShouldNameThePartThatIsDown() {
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
