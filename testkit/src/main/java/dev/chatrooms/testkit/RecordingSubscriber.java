package dev.chatrooms.testkit;

import dev.chatrooms.application.event.FeedItem;
import dev.chatrooms.application.event.ViewedEvent;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber that keeps everything it receives, with unlimited demand. Tests look at what has arrived, or wait for
 * it. Every wait is bounded by {@link Eventually#LIMIT}. Thread-safe.
 *
 * @param <S> what the publisher sends
 * @param <T> what is kept of it
 */
public final class RecordingSubscriber<S, T> implements Flow.Subscriber<S> {
    private final Function<? super S, ? extends List<? extends T>> kept;
    private final List<T> items = new CopyOnWriteArrayList<>();
    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean started;
    private volatile @Nullable Throwable error;
    private volatile boolean completed;

    private RecordingSubscriber(Function<? super S, ? extends List<? extends T>> kept) {
        this.kept = kept;
    }

    /** Returns a subscriber that keeps each item. */
    public static <T> RecordingSubscriber<T, T> ofItems() {
        return new RecordingSubscriber<>(List::of);
    }

    /** Returns a subscriber for the events of a caller that keeps the events, without the welcome and the signals. */
    public static RecordingSubscriber<FeedItem, ViewedEvent> ofEvents() {
        return new RecordingSubscriber<>(item -> item instanceof FeedItem.Batch batch ? batch.events() : List.of());
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        subscription = newSubscription;
        newSubscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(S item) {
        items.addAll(kept.apply(item));
        started = true;
    }

    @Override
    public void onError(Throwable failure) {
        error = failure;
    }

    @Override
    public void onComplete() {
        completed = true;
    }

    /** Waits until the publisher has sent anything, whether or not it is kept. */
    void awaitStart() {
        Eventually.holds("the start of the subscription", () -> started || ended());
    }

    /** Returns what has arrived so far, in order. */
    public List<T> items() {
        return List.copyOf(items);
    }

    /** Waits for a number of items, and returns all that have arrived. */
    public List<T> awaitItems(int count) {
        return Eventually.get(count + " items", this::items, arrived -> arrived.size() >= count || ended());
    }

    /** Waits for an item, and returns the first one that matches. */
    public T await(String description, Predicate<? super T> wanted) {
        List<T> arrived =
                Eventually.get(description, this::items, some -> some.stream().anyMatch(wanted) || ended());
        return arrived.stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow(() -> new AssertionError(description + " did not arrive before the end; error: " + error));
    }

    /** Waits until the publisher completes. */
    public void awaitCompletion() {
        Eventually.holds("completion", () -> completed);
    }

    /** Waits until the publisher fails, and returns the failure. */
    public Throwable awaitError() {
        Eventually.holds("an error", () -> error != null);
        return Objects.requireNonNull(error);
    }

    /** Ends the subscription. Has no effect before it begins. */
    public void cancel() {
        Flow.Subscription current = subscription;
        if (current != null) {
            current.cancel();
        }
    }

    private boolean ended() {
        return completed || error != null;
    }
}
