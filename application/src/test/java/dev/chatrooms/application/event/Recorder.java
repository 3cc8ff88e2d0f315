package dev.chatrooms.application.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.event.FeedItem.Batch;
import dev.chatrooms.application.event.FeedItem.Signals;
import dev.chatrooms.application.event.FeedItem.Welcome;
import dev.chatrooms.application.spi.Together;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** A subscriber that writes down what it gets and can be waited on. */
public final class Recorder implements Flow.Subscriber<FeedItem> {
    private static final Duration PATIENCE = Duration.ofSeconds(Together.PATIENCE_SECONDS);

    private final long initialDemand;
    private final List<ViewedEvent> events = new ArrayList<>();
    private final List<ViewedSignal> signals = new ArrayList<>();
    private FeedSubscription subscription;
    private Welcome welcome;
    private Throwable error;
    private boolean completed;
    private int batches;

    private Recorder(long initialDemand) {
        this.initialDemand = initialDemand;
    }

    /** Takes all that comes. */
    public static Recorder eager() {
        return new Recorder(Long.MAX_VALUE);
    }

    /** Asks for nothing by itself. */
    public static Recorder idle() {
        return new Recorder(0);
    }

    /** Asks for so many items when it subscribes: before its stream starts, so an empty stream goes live. */
    public static Recorder requesting(long items) {
        return new Recorder(items);
    }

    public Recorder on(Flow.Publisher<FeedItem> publisher) {
        publisher.subscribe(this);
        return this;
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription s) {
        subscription = (FeedSubscription) s;
        if (initialDemand > 0) {
            s.request(initialDemand);
        }
        notifyAll();
    }

    @Override
    public synchronized void onNext(FeedItem item) {
        assertThat(error).as("nothing follows an error").isNull();
        assertThat(completed).as("nothing follows completion").isFalse();
        if (item instanceof Welcome first) {
            assertThat(welcome).as("one welcome").isNull();
            welcome = first;
        } else if (item instanceof Signals some) {
            assertThat(welcome).as("the welcome comes first").isNotNull();
            signals.addAll(some.signals());
        } else {
            assertThat(welcome).as("the welcome comes first").isNotNull();
            events.addAll(((Batch) item).events());
            batches++;
        }
        notifyAll();
    }

    @Override
    public synchronized void onError(Throwable e) {
        error = e;
        notifyAll();
    }

    @Override
    public synchronized void onComplete() {
        completed = true;
        notifyAll();
    }

    public void request(long n) {
        subscription.request(n);
    }

    public void cancel() {
        subscription.cancel();
    }

    public Cursor delivered() {
        return subscription.delivered();
    }

    public synchronized Welcome welcome() {
        await("a welcome", () -> welcome != null);
        return welcome;
    }

    public synchronized List<ViewedEvent> events() {
        return List.copyOf(events);
    }

    public synchronized List<Signal> signals() {
        return signals.stream().map(ViewedSignal::signal).toList();
    }

    /** With what they are shared as. */
    public synchronized List<ViewedSignal> viewedSignals() {
        return List.copyOf(signals);
    }

    public synchronized <S extends Signal> List<S> signals(Class<S> kind) {
        return signals().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Waits for a signal, and answers with all of its kind up to and after it. */
    public synchronized <S extends Signal> List<S> awaitSignal(Class<S> kind, Predicate<? super S> wanted) {
        await(
                "a signal of " + kind.getSimpleName() + " among " + signals,
                () -> signals(kind).stream().anyMatch(wanted));
        return signals(kind);
    }

    /** Waits for so many signals of a kind. */
    public synchronized void awaitSignals(Class<? extends Signal> kind, int count) {
        await(count + " signals of " + kind.getSimpleName(), () -> signals(kind).size() >= count);
    }

    /** Waits until the stream takes what comes as it comes. */
    public synchronized Recorder awaitLive() {
        await("being live", () -> welcome != null && subscription.isLive());
        return this;
    }

    public synchronized int batches() {
        return batches;
    }

    public synchronized List<ViewedEvent> awaitEvents(int count) {
        await(count + " events", () -> events.size() >= count);
        return List.copyOf(events);
    }

    /** Waits until the stream has delivered everything up to a position. */
    public synchronized void awaitDelivered(Position position) {
        await(
                "delivery up to " + position,
                () -> subscription.delivered().position().compareTo(position) >= 0);
    }

    public synchronized Throwable awaitError() {
        await("an error", () -> error != null);
        return error;
    }

    public synchronized void awaitCompletion() {
        await("completion", () -> completed);
    }

    private void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            long left = deadline - System.nanoTime();
            assertThat(left)
                    .as("waited in vain for " + what + "; error: " + error)
                    .isPositive();
            try {
                // Woken by what arrives; the bound on one wait is for conditions that nothing here
                // announces.
                wait(Math.max(1, Math.min(50, left / 1_000_000)));
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted while waiting for " + what, e);
            }
        }
    }

    /** Kind and, for messages, text of each event, to compare at a glance. */
    public synchronized List<String> said() {
        return events.stream().map(Recorder::describe).toList();
    }

    private static String describe(ViewedEvent viewed) {
        LoggedEvent event = viewed.event();
        if (event.content() instanceof EventContent.OfMessage of) {
            return String.valueOf(of.message().message().text());
        }
        return event.kind().wireName();
    }
}
