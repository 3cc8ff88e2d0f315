package dev.chatrooms.bootstrap.metrics;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Health.Lag;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The chat's meters in a registry. They are read when somebody reads the registry; nothing is counted for them on the way of a message
 * that is not counted anyway. Their names begin with {@code chatrooms.}; no name and no tag says who or where, and tags have few values.
 * They are listed in {@code docs/operations.md}.
 *
 * <pre>{@code
 * try (ChatMeters meters = ChatMeters.in(registry)) {
 *     meters.bind(chat);
 *     // until the chat closes
 * }
 * }</pre>
 *
 * <p>To read them never takes longer than about a second, also where the database hangs: what it would have to say is then not a number.
 *
 * <p>One chat a registry: of two meters with the same name Micrometer takes the first. Closing removes the meters; the registry stays
 * open. Thread-safe.
 */
public final class ChatMeters implements AutoCloseable {
    private static final String EVENTS = "events";

    private final MeterRegistry registry;
    private final LongSupplier nanos;
    // Guarded by itself.
    private final List<Meter> meters = new ArrayList<>();

    /** @param nanos as {@link System#nanoTime} */
    ChatMeters(MeterRegistry registry, LongSupplier nanos) {
        this.registry = registry;
        this.nanos = nanos;
    }

    /** No meters yet. The registry is used, and never closed. */
    public static ChatMeters in(MeterRegistry registry) {
        return new ChatMeters(registry, System::nanoTime);
    }

    /** Adds what a chat has to tell, for as long as it is open. */
    public void bind(Chat chat) {
        LagReading lag = new LagReading(chat.health()::lag, chat.workers(), nanos);
        gauge(
                "chatrooms.store.reachable",
                () -> lag.read().isPresent() ? 1 : 0,
                "1 if the database answers within a second, else 0");
        gauge(
                "chatrooms.search.lag",
                () -> of(lag, Lag::search),
                EVENTS,
                "Entries of the log that the search index has not read yet, whichever node feeds it");
        gauge(
                "chatrooms.search.rebuilding",
                () -> of(lag, state -> state.rebuilding() ? 1 : 0),
                "1 while the search index is being made anew, else 0");
        gauge(
                "chatrooms.feed.lag",
                () -> of(lag, Lag::feed),
                EVENTS,
                "Entries of the log that this node has not handed to its live streams yet");
    }

    private static double of(LagReading lag, Function<Lag, ? extends Number> value) {
        return lag.read().map(state -> value.apply(state).doubleValue()).orElse(Double.NaN);
    }

    private void gauge(String name, Supplier<Number> value, String description) {
        add(Gauge.builder(name, value).description(description).register(registry));
    }

    private void gauge(String name, Supplier<Number> value, String unit, String description) {
        add(Gauge.builder(name, value).baseUnit(unit).description(description).register(registry));
    }

    private void add(Meter meter) {
        synchronized (meters) {
            meters.add(meter);
        }
    }

    /** Takes the meters out of the registry. May be called again. */
    @Override
    public void close() {
        synchronized (meters) {
            meters.forEach(registry::remove);
            meters.clear();
        }
    }
}
