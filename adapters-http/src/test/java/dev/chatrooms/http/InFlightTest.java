package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.account.AccountManagement;
import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.domain.account.Account;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The calls of one account that are processed at a time. */
class InFlightTest {
    private static final int LIMIT = 2;
    private static final int WAITING = 32;

    /** Accounts whose {@code GET /me} waits for the latch. */
    private static final class HeldUp implements AccountManagement {
        private final CountDownLatch release = new CountDownLatch(1);
        private final CompletableFuture<AccountManagement> accounts = new CompletableFuture<>();

        @Override
        public CompletableFuture<Account> register(Registration registration) {
            return accounts.join().register(registration);
        }

        @Override
        public Account account(Caller caller) {
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return accounts.join().account(caller);
        }
    }

    @Test
    void callsShouldWaitOrBeRefusedWhenTheAccountHasTooManyAndConcernNoOther() {
        HeldUp accounts = new HeldUp();
        try (TestServer server = TestServer.start(accounts, settings -> settings.requestsInFlight(LIMIT))) {
            accounts.accounts.complete(server.chat.accounts());
            Person alice = server.person("alice");
            Person bob = server.person("bob");

            List<CompletableFuture<Response>> calls = IntStream.range(0, LIMIT + WAITING + 1)
                    .mapToObj(i -> server.sendAsync(alice.request("/api/v1/me")))
                    .toList();
            Response first = (Response) CompletableFuture.anyOf(calls.toArray(CompletableFuture[]::new))
                    .join();

            assertThat(first.status()).isEqualTo(429);
            assertThat(first.code()).isEqualTo("rate_limited");
            assertThat(first.header("Retry-After")).isEqualTo("1");
            assertThat(bob.get("/api/v1/rooms").status()).isEqualTo(200);

            accounts.release.countDown();
            assertThat(calls.stream().map(CompletableFuture::join).filter(answer -> answer.status() == 200))
                    .hasSize(LIMIT + WAITING);
        }
    }
}
