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
    /** Below the range that can be configured: each step up doubles the time of these tests. */
    private static final int CHEAP = 4;

    private final BcryptPasswordHasher hasher =
            new BcryptPasswordHasher(CHEAP, 2, 100, new BcryptPasswordHasher.DaemonThreadFactory());

    @Override
    public PasswordHasher hasher() {
        return hasher;
    }

    @Override
    public PasswordHash olderHash() {
        return new PasswordHash("v1:$2b$04$YV6DuuLLV7nb36o5246yN./jQXd7U4VhmnuTZDF.WREBqqT3/5gZO");
    }

    @AfterEach
    void closeHasher() {
        hasher.close();
    }

    @Test
    void hashShouldContainVersionAndCost() {
        assertThat(hasher.hash(PASSWORD).join().value()).matches("v1:\\$2b\\$04\\$[./A-Za-z0-9]{53}");
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
    void verifyShouldAcceptStoredHashesOfVersion1() {
        // Literal hashes. The second password is longer than 72 bytes. If this fails, stored passwords are lost.
        PasswordHash shortOne = new PasswordHash("v1:$2b$10$N9qo8uLOickgx2ZMRZoMyehtJ/whDdsI.d1w/JqKiOrDw8pCT0JLG");
        PasswordHash longOne = new PasswordHash("v1:$2b$10$KssILxWNR6k62B7yiX0GAevWMxj/Tp22N2AFnJMoeXdFAwvZ/SYxa");

        assertThat(hasher.verify(PASSWORD, shortOne).join()).isTrue();
        assertThat(hasher.verify(new Password("0123456789".repeat(10)), longOne).join())
                .isTrue();
    }

    @Test
    void verifyShouldBeTrueWhenTheHashHasAnotherCost() {
        try (BcryptPasswordHasher costlier = new BcryptPasswordHasher(10, 1, 10)) {
            PasswordHash hash = costlier.hash(PASSWORD).join();

            assertThat(hash.value()).startsWith("v1:$2b$10$");
            assertThat(hasher.verify(PASSWORD, hash).join()).isTrue();
        }
    }

    @Test
    void verifyShouldComputeExactlyOneHashWhetherOneIsStoredOrNot() {
        PasswordHash hash = hasher.hash(PASSWORD).join();
        Password longPassword = new Password("x".repeat(100));
        List<CompletableFuture<Boolean>> results = List.of(
                hasher.verify(PASSWORD, hash),
                hasher.verify(new Password("wrong password"), hash),
                hasher.verify(longPassword, hash),
                hasher.verify(PASSWORD, null),
                hasher.verify(longPassword, null),
                hasher.verify(PASSWORD, new PasswordHash("")),
                hasher.verify(PASSWORD, new PasswordHash("v2:$2b$04$" + "a".repeat(53))),
                hasher.verify(PASSWORD, new PasswordHash("v1:$2b$31$" + "a".repeat(53))),
                hasher.verify(PASSWORD, new PasswordHash("v1:$2b$03$" + "a".repeat(53))),
                hasher.verify(PASSWORD, new PasswordHash("v1:$2b$04$" + "9".repeat(53))));

        assertThat(results.stream().map(CompletableFuture::join))
                .containsExactly(true, false, false, false, false, false, false, false, false, false);
        assertThat(hasher.computations()).isEqualTo(1 + results.size());
    }

    @Test
    void verifyShouldComputeTwoHashesWhetherOneIsStoredOrNotWhenThePasswordIsTypedInAnotherForm() {
        List<CompletableFuture<Boolean>> results = List.of(
                hasher.verify(new Password(DECOMPOSED), olderHash()),
                hasher.verify(new Password(DECOMPOSED + "!"), olderHash()),
                hasher.verify(new Password(DECOMPOSED), null),
                hasher.verify(new Password(DECOMPOSED), new PasswordHash("")));

        assertThat(results.stream().map(CompletableFuture::join)).containsExactly(true, false, false, false);
        assertThat(hasher.computations()).isEqualTo(2 * results.size());
    }

    @Test
    void dummyHashShouldHaveTheConfiguredCost() {
        assertThat(List.of(new BcryptEncoder(10), new BcryptEncoder(16)))
                .extracting(BcryptEncoder::dummyHash)
                .satisfiesExactly(
                        ten -> assertThat(ten).startsWith("$2b$10$"),
                        sixteen -> assertThat(sixteen).startsWith("$2b$16$"));
    }

    @Test
    void hashShouldFailAtOnceWhenTheQueueIsFull() throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (BcryptPasswordHasher small = new BcryptPasswordHasher(CHEAP, 1, 2, startingAfter(start))) {
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
    void hashShouldComputeNothingWhenCancelledInTheQueue() {
        CountDownLatch start = new CountDownLatch(1);
        try (BcryptPasswordHasher small = new BcryptPasswordHasher(CHEAP, 1, 2, startingAfter(start))) {
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
    void closeShouldFinishRunningHashesAndFailQueuedOnes() throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        BcryptPasswordHasher small = new BcryptPasswordHasher(CHEAP, 1, 2, startingAfter(start));
        CompletableFuture<PasswordHash> running = small.hash(PASSWORD);
        CompletableFuture<PasswordHash> waiting = small.hash(PASSWORD);

        // The queued call fails while the running one is still blocked; its failure unblocks that one, for which close
        // waits.
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
    void constructorShouldFailWhenTheCostIsOutOfRange() {
        assertThatThrownBy(() -> new BcryptPasswordHasher(9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the bcrypt cost must be 10 to 16, was 9");
        assertThatThrownBy(() -> new BcryptPasswordHasher(17)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hashShouldRunOnANamedDaemonThread() {
        Thread[] thread = new Thread[1];
        CountDownLatch chained = new CountDownLatch(1);
        ThreadFactory blocked = startingAfter(chained);
        try (BcryptPasswordHasher small = new BcryptPasswordHasher(CHEAP, 1, 1, blocked)) {
            CompletableFuture<Void> seen = small.hash(PASSWORD).thenAccept(hash -> thread[0] = Thread.currentThread());
            chained.countDown();
            seen.join();

            assertThat(thread[0].getName()).isEqualTo("chatrooms-password-1");
            assertThat(thread[0].isDaemon()).isTrue();
        }
    }

    /** Returns a factory of threads that start their work when the latch opens. */
    private static ThreadFactory startingAfter(CountDownLatch start) {
        ThreadFactory real = new BcryptPasswordHasher.DaemonThreadFactory();
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
