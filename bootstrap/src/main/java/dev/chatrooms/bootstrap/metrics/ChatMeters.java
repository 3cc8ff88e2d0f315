package dev.chatrooms.bootstrap.metrics;

import dev.chatrooms.application.Activity;
import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Health.Lag;
import dev.chatrooms.application.monitoring.WriteActivity;
import dev.chatrooms.http.settings.RequestObserver;
import dev.chatrooms.persistence.PostgresPool;
import dev.chatrooms.security.BcryptPasswordHasher;
import dev.chatrooms.websocket.WebSocketAdapter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * The chat's meters in a registry. They are read when somebody reads the registry; nothing is counted for them on the
 * way of a message that is not counted anyway. Their names begin with {@code chatrooms.}; no name and no tag says who
 * or where, and tags have few values. They are listed in {@code docs/operations.md}.
 *
 * <pre>{@code
 * try (ChatMeters meters = ChatMeters.in(registry)) {
 *     meters.bind(chat);
 *     // until the chat closes
 * }
 * }</pre>
 *
 * <p>To read them never takes longer than about a second, also where the database hangs: what it would have to say is
 * then not a number.
 *
 * <p>One chat a registry: of two meters with the same name Micrometer takes the first. Closing removes the meters; the
 * registry stays open. Thread-safe.
 */
public final class ChatMeters implements AutoCloseable {
    private static final String EVENTS = "events";
    private static final String WRITES = "writes";
    private static final String THREADS = "threads";
    private static final String TASKS = "tasks";
    private static final String CONNECTIONS = "connections";
    private static final String STATE = "state";
    private static final String STREAMS =
            "Open streams of events, over whichever protocol; behind: reading on from the log, or not being read";
    private static final String POOLED =
            "Connections to the database, of the pool to read with and of that to write with";

    private final MeterRegistry registry;
    private final LongSupplier nanos;
    // Guarded by itself.
    private final List<Meter> meters = new ArrayList<>();
    // Guarded by the meters.
    private boolean closed;

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
        gauge(
                "chatrooms.mail.waiting",
                () -> of(lag, Lag::mails),
                "mails",
                "Mails that have not been sent yet, by whichever node");
        bind(chat.activity());
    }

    private void bind(Activity activity) {
        gauge(
                "chatrooms.feed.position",
                () -> activity.dispatched().value(),
                EVENTS,
                "The position of the log up to which this node has handed everything to its live streams");
        gauge("chatrooms.streams", () -> activity.streams().live(), "streams", STREAMS, Tags.of(STATE, "live"));
        gauge("chatrooms.streams", () -> activity.streams().behind(), "streams", STREAMS, Tags.of(STATE, "behind"));
        counter(
                "chatrooms.messages",
                activity,
                WriteActivity::messages,
                "messages",
                "Messages that this node has posted");
        counter(
                "chatrooms.log.events",
                activity,
                WriteActivity::events,
                EVENTS,
                "Entries that this node has added to the log");
        counter(
                "chatrooms.commits",
                activity,
                WriteActivity::commits,
                "commits",
                "Transactions in which this node has added to the log: several writes share one where many come");
        counter(
                "chatrooms.committer.refused",
                activity,
                WriteActivity::refused,
                WRITES,
                "WriteActivity that were answered 503: too many waited, or the database was away or too slow");
        gauge(
                "chatrooms.committer.queue",
                () -> activity.writes().waiting(),
                WRITES,
                "WriteActivity that wait for the next transaction");
        if (activity.workers().isPresent()) {
            gauge(
                    "chatrooms.workers.active",
                    () -> activity.workers().orElseThrow().active(),
                    THREADS,
                    "Worker threads that are busy");
            gauge(
                    "chatrooms.workers.queue",
                    () -> activity.workers().orElseThrow().waiting(),
                    TASKS,
                    "Tasks that wait for a worker thread");
        }
    }

    /** Adds how many connections of clients there are. */
    public void bind(WebSocketAdapter sockets) {
        gauge("chatrooms.websocket.connections", sockets::openConnections, CONNECTIONS, "Open WebSocket connections");
    }

    /** Adds how the connections to the database are used. */
    public void bind(PostgresPool database) {
        for (String name : PostgresPool.NAMES) {
            Tags pool = Tags.of("pool", name);
            Supplier<PostgresPool.State> state = () -> database.state(name);
            gauge(
                    "chatrooms.database.connections",
                    () -> state.get().active(),
                    CONNECTIONS,
                    POOLED,
                    pool.and(STATE, "active"));
            gauge(
                    "chatrooms.database.connections",
                    () -> state.get().idle(),
                    CONNECTIONS,
                    POOLED,
                    pool.and(STATE, "idle"));
            gauge(
                    "chatrooms.database.max.connections",
                    () -> state.get().size(),
                    CONNECTIONS,
                    "Connections that the pool may have",
                    pool);
            gauge(
                    "chatrooms.database.waiting",
                    () -> state.get().waiting(),
                    THREADS,
                    "Threads that wait for a connection of the pool",
                    pool);
        }
    }

    /** Adds what the hashing of passwords has to do. */
    public void bind(BcryptPasswordHasher passwords) {
        gauge("chatrooms.passwords.active", passwords::active, THREADS, "Threads that compute a password's hash");
        gauge("chatrooms.passwords.queue", passwords::queued, TASKS, "Passwords that wait for such a thread");
        Function<BcryptPasswordHasher, Number> computations = BcryptPasswordHasher::computations;
        counter(
                "chatrooms.passwords.hashes",
                passwords,
                computations,
                "hashes",
                "Hashes of passwords that were computed, for whichever reason");
    }

    /** Adds the requests that it is told of, route by route, as they come. */
    public RequestObserver requests() {
        return new RequestTimers(registry, this::add);
    }

    private static double of(LagReading lag, Function<Lag, ? extends Number> value) {
        return lag.read().map(state -> value.apply(state).doubleValue()).orElse(Double.NaN);
    }

    private void gauge(String name, Supplier<Number> value, String description) {
        add(Gauge.builder(name, value).description(description).register(registry));
    }

    private void gauge(String name, Supplier<Number> value, String unit, String description) {
        gauge(name, value, unit, description, Tags.empty());
    }

    private void gauge(String name, Supplier<Number> value, String unit, String description, Tags tags) {
        add(Gauge.builder(name, value)
                .baseUnit(unit)
                .description(description)
                .tags(tags)
                .register(registry));
    }

    private void counter(
            String name, Activity activity, ToLongFunction<WriteActivity> value, String unit, String description) {
        counter(name, activity, (Activity now) -> value.applyAsLong(now.writes()), unit, description);
    }

    /** The registry holds a source weakly: it has to be one that lives as long as the server. */
    private <T> void counter(String name, T source, Function<T, Number> value, String unit, String description) {
        add(FunctionCounter.builder(name, source, held -> value.apply(held).doubleValue())
                .baseUnit(unit)
                .description(description)
                .register(registry));
    }

    private void add(Meter meter) {
        synchronized (meters) {
            if (closed) {
                registry.remove(meter);
            } else {
                meters.add(meter);
            }
        }
    }

    /** Takes the meters out of the registry. May be called again. */
    @Override
    public void close() {
        synchronized (meters) {
            closed = true;
            meters.forEach(registry::remove);
            meters.clear();
        }
    }
}
