package dev.chatrooms.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.spi.PasswordHasher;
import dev.chatrooms.application.spi.PasswordHasherContract;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Password;
import dev.chatrooms.domain.account.PasswordHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BcryptPasswordHasherTest implements PasswordHasherContract {
    private final BcryptPasswordHasher hasher = new BcryptPasswordHasher(10, 2, 100);

    @Override
    public PasswordHasher hasher() {
        return hasher;
    }

    @AfterEach
    void closeTheHasher() {
        hasher.close();
    }

    @Test
    void hashShouldNameItsVersionAndCostWhenWritten() {
        assertThat(hasher.hash(PASSWORD).join().value()).matches("v1:\\$2b\\$10\\$[./A-Za-z0-9]{53}");
    }

    @Test
    void hashShouldBePlainBcryptWhenThePasswordIsShort() {
        String text = hasher.hash(PASSWORD).join().value().substring("v1:".length());

        assertThat(BCrypt.verifyer().verify(PASSWORD.value().toCharArray(), text).verified)
                .isTrue();
    }

    @Test
    void hashShouldBeBcryptOfTheDigestsBase64WhenThePasswordIsLong() throws Exception {
        String longPassword = "ß".repeat(37);
        String text = hasher.hash(new Password(longPassword)).join().value().substring("v1:".length());

        byte[] digest = MessageDigest.getInstance("SHA-512").digest(longPassword.getBytes(StandardCharsets.UTF_8));
        byte[] first72 = Arrays.copyOf(Base64.getEncoder().encode(digest), 72);
        assertThat(BCrypt.verifyer().verify(first72, text.getBytes(StandardCharsets.US_ASCII)).verified)
                .isTrue();
    }

    @Test
    void verifyShouldGoOnReadingHashesWhenTheyWereWrittenByThisVersion() {
        // Frozen: the second is of a password over 72 bytes. If this fails, stored passwords are
        // lost.
        PasswordHash shortOne = new PasswordHash("v1:$2b$10$N9qo8uLOickgx2ZMRZoMyehtJ/whDdsI.d1w/JqKiOrDw8pCT0JLG");
        PasswordHash longOne = new PasswordHash("v1:$2b$10$KssILxWNR6k62B7yiX0GAevWMxj/Tp22N2AFnJMoeXdFAwvZ/SYxa");

        assertThat(hasher.verify(PASSWORD, shortOne).join()).isTrue();
        assertThat(hasher.verify(new Password("0123456789".repeat(10)), longOne).join())
                .isTrue();
    }

    @Test
    void verifyShouldBeTrueWhenTheHashHasAnotherCost() {
        try (BcryptPasswordHasher costlier = new BcryptPasswordHasher(11, 1, 10)) {
            PasswordHash hash = costlier.hash(PASSWORD).join();

            assertThat(hash.value()).startsWith("v1:$2b$11$");
            assertThat(hasher.verify(PASSWORD, hash).join()).isTrue();
        }
    }

    @Test
    void verifyShouldComputeOneHashWhetherThereIsOneOrNot() {
        PasswordHash hash = hasher.hash(PASSWORD).join();
        Password longPassword = new Password("x".repeat(100));
        List<CompletableFuture<Boolean>> answers = List.of(
                hasher.verify(PASSWORD, hash),
                hasher.verify(new Password("wrong password"), hash),
                hasher.verify(longPassword, hash),
                hasher.verify(PASSWORD, null),
                hasher.verify(longPassword, null),
                hasher.verify(PASSWORD, new PasswordHash("")),
                hasher.verify(PASSWORD, new PasswordHash("v2:$2b$10$" + "a".repeat(53))),
                hasher.verify(PASSWORD, new PasswordHash("v1:$2b$31$" + "a".repeat(53))),
                hasher.verify(PASSWORD, new PasswordHash("v1:$2b$03$" + "a".repeat(53))),
                hasher.verify(PASSWORD, new PasswordHash("v1:$2b$10$" + "9".repeat(53))));

        assertThat(answers.stream().map(CompletableFuture::join))
                .containsExactly(true, false, false, false, false, false, false, false, false, false);
        assertThat(hasher.computations()).isEqualTo(1 + answers.size());
    }

    @Test
    void verifyShouldComputeAtTheConfiguredCostWhenThereIsNoHash() {
        assertThat(List.of(new BcryptText(10), new BcryptText(16)))
                .extracting(text -> text.nobody())
                .satisfiesExactly(
                        ten -> assertThat(ten).startsWith("$2b$10$"),
                        sixteen -> assertThat(sixteen).startsWith("$2b$16$"));
    }

    @Test
    void hashShouldFailAtOnceWhenTheQueueIsFull() throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (BcryptPasswordHasher small = new BcryptPasswordHasher(10, 1, 2, waitingFor(start))) {
            List<CompletableFuture<PasswordHash>> accepted =
                    List.of(small.hash(PASSWORD), small.hash(PASSWORD), small.hash(PASSWORD));
            assertThat(small.queued()).isEqualTo(2);

            CompletableFuture<PasswordHash> refused = small.hash(PASSWORD);
            CompletableFuture<Boolean> alsoRefused = small.verify(PASSWORD, null);

            assertUnavailable(refused);
            assertUnavailable(alsoRefused);
            assertThat(accepted).noneMatch(CompletableFuture::isDone);
            start.countDown();
            CompletableFuture.allOf(accepted.toArray(CompletableFuture[]::new)).join();
            assertThat(small.verify(PASSWORD, accepted.get(2).join()).join()).isTrue();
        }
    }

    @Test
    void hashShouldComputeNothingWhenItsCallerGaveUpInTheQueue() {
        CountDownLatch start = new CountDownLatch(1);
        try (BcryptPasswordHasher small = new BcryptPasswordHasher(10, 1, 2, waitingFor(start))) {
            CompletableFuture<PasswordHash> first = small.hash(PASSWORD);
            CompletableFuture<PasswordHash> abandoned = small.hash(PASSWORD);
            CompletableFuture<PasswordHash> last = small.hash(PASSWORD);
            abandoned.cancel(false);

            start.countDown();
            CompletableFuture.allOf(first, last).join();

            assertThat(small.computations()).isEqualTo(2);
        }
    }

    @Test
    void closeShouldFinishWhatRunsAndFailWhatWaitsWhenCalled() throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        BcryptPasswordHasher small = new BcryptPasswordHasher(10, 1, 2, waitingFor(start));
        CompletableFuture<PasswordHash> running = small.hash(PASSWORD);
        CompletableFuture<PasswordHash> waiting = small.hash(PASSWORD);

        // The one that waits fails while the other one is still held, which then may go on: close
        // waits for it.
        CompletableFuture<Void> released = waiting.handle((hash, failure) -> {
            start.countDown();
            return null;
        });
        small.close();

        assertThat(released).isDone();
        assertUnavailable(waiting);
        assertThat(running).isCompleted();
        assertUnavailable(small.hash(PASSWORD));
        assertUnavailable(small.verify(PASSWORD, null));
    }

    @Test
    void newHasherShouldBeRefusedWhenTheCostIsOutOfRange() {
        assertThatThrownBy(() -> new BcryptPasswordHasher(9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the bcrypt cost must be 10 to 16, was 9");
        assertThatThrownBy(() -> new BcryptPasswordHasher(17)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hashShouldRunOnANamedDaemonWhenAsked() {
        Thread[] thread = new Thread[1];
        CountDownLatch chained = new CountDownLatch(1);
        ThreadFactory held = waitingFor(chained);
        try (BcryptPasswordHasher small = new BcryptPasswordHasher(10, 1, 1, held)) {
            CompletableFuture<Void> seen = small.hash(PASSWORD).thenAccept(hash -> thread[0] = Thread.currentThread());
            chained.countDown();
            seen.join();

            assertThat(thread[0].getName()).isEqualTo("chatrooms-password-1");
            assertThat(thread[0].isDaemon()).isTrue();
        }
    }

    /** Threads that do not take up their work before the latch opens. */
    private static ThreadFactory waitingFor(CountDownLatch start) {
        ThreadFactory real = new BcryptPasswordHasher.NamedDaemons();
        return work -> real.newThread(() -> {
            try {
                start.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            work.run();
        });
    }

    private static void assertUnavailable(CompletableFuture<?> future) {
        assertThat(future).isCompletedExceptionally();
        assertThatThrownBy(future::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(ChatException.class, e -> {
                    assertThat(e.code()).isEqualTo(RefusalCode.UNAVAILABLE);
                    assertThat(e.retryAfter()).contains(Duration.ofSeconds(1));
                });
    }
}
