package dev.chatrooms.application.file.internal;

import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.file.internal.FileThreads.Step;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.domain.RefusalCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoreWorkTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Step patient = new Step(threads, Duration.ofMinutes(10));
    private final Step impatient = new Step(threads, Duration.ofMillis(1));
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger closed = new AtomicInteger();
    private final StoreWork work = new StoreWork(closed::incrementAndGet);

    @AfterEach
    void stop() {
        release.countDown();
        threads.shutdownNow();
    }

    private String slow() {
        try {
            release.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return "slow";
    }

    @Test
    void taskThatTakesTooLongShouldBeUnavailableAndKeepWhatItUsesUntilItEnds() {
        CompletableFuture<String> slow = work.run(impatient, this::slow);

        assertThat(refusal(slow).code()).isEqualTo(RefusalCode.UNAVAILABLE);
        CompletableFuture<Boolean> ended = work.ended();
        work.close();
        assertThat(ended).isNotDone();
        assertThat(closed).hasValue(0);

        release.countDown();
        Eventually.await(() -> ended.isDone() && closed.get() == 1);
        work.close();
        assertThat(closed).hasValue(1);
    }

    @Test
    void tasksShouldRunOneAfterTheOther() {
        CompletableFuture<String> first = work.run(patient, this::slow);
        CompletableFuture<Boolean> second = work.run(patient, first::isDone);

        release.countDown();

        assertThat(first.join()).isEqualTo("slow");
        assertThat(second.join()).isTrue();
    }

    @Test
    void failuresShouldBeThoseOfTheTask() {
        CompletableFuture<Object> away = work.run(patient, () -> {
            throw new StoreUnavailable("away", null);
        });
        CompletableFuture<Object> missing = work.run(patient, () -> {
            throw ChatException.notFound("file");
        });

        assertThat(refusal(away).code()).isEqualTo(RefusalCode.UNAVAILABLE);
        assertThat(refusal(missing).code()).isEqualTo(RefusalCode.NOT_FOUND);
    }

    @Test
    void placesShouldBeBoundedAndGivenBackOnce() {
        TransferPlaces places = new TransferPlaces(2);
        Runnable first = places.take();
        places.take();
        assertThatThrownBy(places::take)
                .isInstanceOf(ChatException.class)
                .extracting(thrown -> ((ChatException) thrown).code())
                .isEqualTo(RefusalCode.UNAVAILABLE);

        first.run();
        first.run();

        places.take();
        assertThatThrownBy(places::take).isInstanceOf(ChatException.class);
    }
}
