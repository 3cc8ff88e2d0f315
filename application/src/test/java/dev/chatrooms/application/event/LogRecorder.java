package dev.chatrooms.application.event;

import dev.chatrooms.application.Eventually;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.EventKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** A subscriber of the log that keeps what it receives. */
final class LogRecorder implements Flow.Subscriber<LogItem> {
    private final long initialDemand;
    private final Consumer<LogItem> onItem;
    private final List<LogItem> items = new CopyOnWriteArrayList<>();
    private volatile Flow.Subscription subscription;
    private volatile Throwable error;
    private volatile boolean completed;

    private LogRecorder(long initialDemand, Consumer<LogItem> onItem) {
        this.initialDemand = initialDemand;
        this.onItem = onItem;
    }

    static LogRecorder eager() {
        return doing(item -> {});
    }

    /** Returns a subscriber that runs some code for each item, before it counts as received. */
    static LogRecorder doing(Consumer<LogItem> onItem) {
        return new LogRecorder(Long.MAX_VALUE, onItem);
    }

    static LogRecorder idle() {
        return new LogRecorder(0, item -> {});
    }

    LogRecorder on(Flow.Publisher<LogItem> publisher) {
        publisher.subscribe(this);
        return this;
    }

    @Override
    public void onSubscribe(Flow.Subscription s) {
        subscription = s;
        if (initialDemand > 0) {
            s.request(initialDemand);
        }
    }

    @Override
    public void onNext(LogItem item) {
        onItem.accept(item);
        items.add(item);
    }

    @Override
    public void onError(Throwable e) {
        error = e;
    }

    @Override
    public void onComplete() {
        completed = true;
    }

    void request(long n) {
        subscription.request(n);
    }

    void cancel() {
        subscription.cancel();
    }

    List<LogItem> items() {
        return items;
    }

    List<LoggedEvent> events() {
        List<LoggedEvent> events = new ArrayList<>();
        for (LogItem item : items) {
            if (item instanceof LogItem.Events some) {
                events.addAll(some.events());
            }
        }
        return events;
    }

    /** Returns the texts of posted messages, with "-" for deleted ones. */
    List<String> said() {
        return events().stream()
                .filter(event -> event.kind() == EventKind.MESSAGE_POSTED)
                .map(LogRecorder::text)
                .toList();
    }

    static String text(LoggedEvent event) {
        return event.content() instanceof EventContent.OfMessage of
                        && of.message().message().text() != null
                ? of.message().message().text().value()
                : "-";
    }

    List<String> awaitSaid(int messages) {
        return Eventually.await(messages + " messages", this::said, said -> said.size() >= messages);
    }

    Cursor cursor() {
        return items.get(items.size() - 1).cursor();
    }

    Throwable awaitError() {
        return Eventually.await("an error", () -> error, e -> e != null);
    }

    boolean failed() {
        return error != null;
    }

    void awaitCompletion() {
        Eventually.await("completion", () -> completed);
    }
}
