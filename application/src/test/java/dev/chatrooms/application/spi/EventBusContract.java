package dev.chatrooms.application.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.Eventually;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.Epoch;
import dev.chatrooms.domain.event.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * What every {@link EventBus} promises, which is little: announcements may be lost, so a test that waits for one
 * announces again and again.
 */
public interface EventBusContract {
    /** A node's bus. */
    EventBus bus();

    /** Another node's bus on the same store; where a node's bus is the only one there is, the same. */
    EventBus otherBus();

    private static Cursor at(long position) {
        return new Cursor(new Epoch("e1"), new Position(position));
    }

    /** Announces further and further heads until the latch is down. */
    private static void announceUntil(EventBus bus, CountDownLatch heard) {
        AtomicLong position = new AtomicLong();
        Eventually.await("an announcement", () -> {
            bus.announce(at(position.incrementAndGet()));
            return heard.await(20, TimeUnit.MILLISECONDS);
        });
    }

    @Test
    default void announceShouldReachOtherNodes() throws InterruptedException {
        CountDownLatch heard = new CountDownLatch(1);
        try (EventBus.Registration registration = otherBus().subscribe(head -> heard.countDown())) {
            assertThat(registration).isNotNull();
            announceUntil(bus(), heard);
        }
    }

    @Test
    default void announceShouldReachAllListenersOfANode() throws InterruptedException {
        CountDownLatch heard = new CountDownLatch(2);
        AtomicBoolean first = new AtomicBoolean();
        AtomicBoolean second = new AtomicBoolean();
        try (EventBus.Registration one = otherBus().subscribe(head -> once(first, heard));
                EventBus.Registration two = otherBus().subscribe(head -> once(second, heard))) {
            assertThat(one).isNotSameAs(two);
            announceUntil(bus(), heard);
        }
    }

    private static void once(AtomicBoolean done, CountDownLatch latch) {
        if (!done.getAndSet(true)) {
            latch.countDown();
        }
    }

    @Test
    default void listenersShouldReceiveAnnouncementsAndEventuallyTheFurthest() throws InterruptedException {
        LinkedBlockingQueue<Cursor> heard = new LinkedBlockingQueue<>();
        try (EventBus.Registration registration = otherBus().subscribe(heard::add)) {
            assertThat(registration).isNotNull();
            CountDownLatch connected = new CountDownLatch(1);
            try (EventBus.Registration first = otherBus().subscribe(head -> connected.countDown())) {
                assertThat(first).isNotNull();
                announceUntil(bus(), connected);
            }
            for (int i = 10_001; i <= 10_500; i++) {
                bus().announce(at(i));
            }

            Cursor last = null;
            while (!at(10_500).equals(last)) {
                last = heard.poll(Together.PATIENCE_SECONDS, TimeUnit.SECONDS);
                assertThat(last).as("heard in time").isNotNull();
                assertThat(last.epoch()).isEqualTo(new Epoch("e1"));
                assertThat(last.position().value()).isBetween(1L, 10_500L);
            }
        }
    }

    @Test
    default void listenerShouldBeCalledSeriallyAndMayThrow() throws InterruptedException {
        AtomicInteger inside = new AtomicInteger();
        AtomicBoolean ranConcurrently = new AtomicBoolean();
        CountDownLatch heard = new CountDownLatch(20);
        try (EventBus.Registration registration = otherBus().subscribe(head -> {
            ranConcurrently.compareAndSet(false, inside.incrementAndGet() > 1);
            heard.countDown();
            inside.decrementAndGet();
        })) {
            assertThat(registration).isNotNull();
            announceUntil(bus(), heard);
        }
        assertThat(ranConcurrently).isFalse();
    }

    @Test
    default void aClosedRegistrationShouldHearNothingMore() throws InterruptedException {
        List<Cursor> heard = java.util.Collections.synchronizedList(new ArrayList<>());
        EventBus.Registration registration = otherBus().subscribe(heard::add);
        registration.close();

        CountDownLatch another = new CountDownLatch(1);
        CountDownLatch others = new CountDownLatch(3);
        try (EventBus.Registration first = otherBus().subscribe(head -> another.countDown());
                EventBus.Registration second = otherBus().subscribe(head -> others.countDown())) {
            assertThat(first).isNotSameAs(second);
            // A call in progress when the bus was closed has ended by now.
            announceUntil(bus(), another);
            int before = heard.size();
            announceUntil(bus(), others);
            assertThat(heard).hasSize(before);
        }
        registration.close();
    }

    // ---- signals

    /** Signals again and again until the latch is down. */
    private static void signalUntil(EventBus bus, String text, CountDownLatch heard) {
        Eventually.await("a signal", () -> {
            bus.signal(text);
            return heard.await(20, TimeUnit.MILLISECONDS);
        });
    }

    @Test
    default void signalShouldReachOtherNodesAsItIs() throws InterruptedException {
        for (String text : List.of("x", "a b  c ", "~!@#$%^&*()'\"\\{}", "y".repeat(EventBus.MAX_SIGNAL))) {
            CountDownLatch heard = new CountDownLatch(1);
            try (EventBus.Registration registration = otherBus().onSignal(signal -> {
                if (signal.equals(text)) {
                    heard.countDown();
                }
            })) {
                assertThat(registration).isNotNull();
                signalUntil(bus(), text, heard);
            }
        }
    }

    @Test
    default void manySignalsShouldArriveOneByOneAndInOrder() throws InterruptedException {
        LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
        CountDownLatch connected = new CountDownLatch(1);
        try (EventBus.Registration first = otherBus().onSignal(signal -> connected.countDown())) {
            assertThat(first).isNotNull();
            signalUntil(bus(), "hello", connected);
        }
        try (EventBus.Registration registration = otherBus().onSignal(heard::add)) {
            assertThat(registration).isNotNull();
            List<String> sent = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                sent.add("signal " + i + " " + "z".repeat(i));
            }
            sent.forEach(bus()::signal);

            List<String> known = new ArrayList<>();
            while (known.size() < sent.size()) {
                String next = heard.poll(Together.PATIENCE_SECONDS, TimeUnit.SECONDS);
                assertThat(next).as("heard in time").isNotNull();
                if (!next.equals("hello")) {
                    known.add(next);
                }
            }
            assertThat(known).isEqualTo(sent);
        }
    }

    @Test
    default void signalsAndAnnouncementsShouldNotBeTakenForEachOther() throws InterruptedException {
        List<String> signals = java.util.Collections.synchronizedList(new ArrayList<>());
        CountDownLatch heard = new CountDownLatch(1);
        CountDownLatch announced = new CountDownLatch(1);
        try (EventBus.Registration one = otherBus().onSignal(signals::add);
                EventBus.Registration two = otherBus().onSignal(signal -> heard.countDown());
                EventBus.Registration three = otherBus().subscribe(head -> announced.countDown())) {
            assertThat(one).isNotSameAs(two).isNotSameAs(three);
            announceUntil(bus(), announced);
            signalUntil(bus(), at(7).toString(), heard);
        }
        assertThat(signals).containsOnly(at(7).toString());
    }

    @Test
    default void signalShouldThrowWhenTheTextIsInvalid() {
        for (String text : List.of("", "a\nb", "\u0000", "\u007f", "é", "x".repeat(EventBus.MAX_SIGNAL + 1))) {
            assertThatThrownBy(() -> bus().signal(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    default void aClosedRegistrationShouldHearNoMoreSignals() throws InterruptedException {
        List<String> heard = java.util.Collections.synchronizedList(new ArrayList<>());
        EventBus.Registration registration = otherBus().onSignal(heard::add);
        registration.close();

        CountDownLatch another = new CountDownLatch(1);
        CountDownLatch others = new CountDownLatch(3);
        try (EventBus.Registration first = otherBus().onSignal(signal -> another.countDown());
                EventBus.Registration second = otherBus().onSignal(signal -> others.countDown())) {
            assertThat(first).isNotSameAs(second);
            signalUntil(bus(), "x", another);
            int before = heard.size();
            signalUntil(bus(), "x", others);
            assertThat(heard).hasSize(before);
        }
    }
}
