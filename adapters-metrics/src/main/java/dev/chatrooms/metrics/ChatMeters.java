package dev.chatrooms.metrics;

import dev.chatrooms.application.Activity;
import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Health.Lag;
import dev.chatrooms.application.monitoring.ConnectionPools;
import dev.chatrooms.application.monitoring.HashingActivity;
import dev.chatrooms.application.monitoring.OpenConnections;
import dev.chatrooms.application.monitoring.PoolActivity;
import dev.chatrooms.application.monitoring.RequestObserver;
import dev.chatrooms.application.monitoring.WriteActivity;
import dev.chatrooms.application.transfer.ByteBudget;
import dev.chatrooms.application.transfer.TransferMemory;
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
 * The chat's meters in a registry. Their values are computed when the registry is read, from counters that exist
 * anyway, so they add no work to the path of a message. All names begin with {@code chatrooms.}. No name and no tag
 * identifies an account, a room or an address, and each tag has few values. {@code docs/operations.md} lists the
 * meters.
 *
 * <pre>{@code
 * try (ChatMeters meters = ChatMeters.in(registry)) {
 *     meters.bind(chat);
 *     // until the chat closes
 * }
 * }</pre>
 *
 * <p>Reading the meters takes about a second at most, even if the database hangs. Values that come from the database
 * are then {@code NaN}.
 *
 * <p>A registry holds the meters of one chat, because Micrometer keeps only the first of two meters with the same name.
 * Closing removes the meters; the registry stays open. Thread-safe.
 */
public final class ChatMeters implements AutoCloseable {
    private static final String EVENTS = "events";
    private static final String BYTES = "bytes";
    private static final String WRITES = "writes";
    private static final String THREADS = "threads";
    private static final String TASKS = "tasks";
    private static final String CONNECTIONS = "connections";
    private static final String STATE = "state";
    private static final String STREAMS =
            "Open event streams of all protocols; behind: catching up from the log, or not read by the client";
    private static final String POOL_CONNECTIONS = "Database connections of the read pool and of the write pool";

    private final MeterRegistry registry;
    private final LongSupplier nanos;
    // Guarded by itself.
    private final List<Meter> meters = new ArrayList<>();
    // Guarded by meters.
    private boolean closed;

    /** @param nanos clock like {@link System#nanoTime} */
    ChatMeters(MeterRegistry registry, LongSupplier nanos) {
        this.registry = registry;
        this.nanos = nanos;
    }

    /** Returns an instance without meters. It never closes the registry. */
    public static ChatMeters in(MeterRegistry registry) {
        return new ChatMeters(registry, System::nanoTime);
    }

    /** Adds the meters of a chat. They are valid while the chat is open. */
    public void bind(Chat chat) {
        CachedLag lag = new CachedLag(chat.health()::lag, chat.workers(), nanos);
        gauge(
                "chatrooms.store.reachable",
                () -> lag.read().isPresent() ? 1 : 0,
                "1 if the database responds within a second, else 0");
        gauge(
                "chatrooms.search.lag",
                () -> of(lag, Lag::search),
                EVENTS,
                "Log entries that the search index has not read yet, on whichever node it runs");
        gauge(
                "chatrooms.search.rebuilding",
                () -> of(lag, state -> state.rebuilding() ? 1 : 0),
                "1 while the search index is rebuilt, else 0");
        gauge(
                "chatrooms.feed.lag",
                () -> of(lag, Lag::feed),
                EVENTS,
                "Log entries that this node has not delivered to its live streams yet");
        gauge(
                "chatrooms.mail.waiting",
                () -> of(lag, Lag::mails),
                "mails",
                "Mails in the outbox that no node has sent yet");
        bind(chat.transferMemory());
        bind(chat.activity());
    }

    private void bind(TransferMemory memory) {
        bind("request", memory.requests());
        bind("response", memory.responses());
    }

    private void bind(String kind, ByteBudget budget) {
        Tags tags = Tags.of("kind", kind);
        gauge("chatrooms.transfer", budget::held, BYTES, "Memory held for requests or responses of clients", tags);
        gauge(
                "chatrooms.transfer.max",
                budget::total,
                BYTES,
                "Memory that clients' requests or responses may take",
                tags);
    }

    private void bind(Activity activity) {
        gauge(
                "chatrooms.feed.position",
                () -> activity.dispatched().value(),
                EVENTS,
                "Log position up to which this node has delivered everything to its live streams");
        gauge("chatrooms.streams", () -> activity.streams().live(), "streams", STREAMS, Tags.of(STATE, "live"));
        gauge("chatrooms.streams", () -> activity.streams().behind(), "streams", STREAMS, Tags.of(STATE, "behind"));
        counter("chatrooms.messages", activity, WriteActivity::messages, "messages", "Messages posted by this node");
        counter("chatrooms.log.events", activity, WriteActivity::events, EVENTS, "Log entries appended by this node");
        counter(
                "chatrooms.commits",
                activity,
                WriteActivity::commits,
                "commits",
                "Transactions in which this node appended to the log; concurrent writes share a transaction");
        counter(
                "chatrooms.committer.refused",
                activity,
                WriteActivity::refused,
                WRITES,
                "Writes answered with 503: the queue was full, or the database was unreachable or too slow");
        gauge(
                "chatrooms.committer.queue",
                () -> activity.writes().waiting(),
                WRITES,
                "Writes that wait for the next transaction");
        if (activity.workers().isPresent()) {
            gauge(
                    "chatrooms.workers.active",
                    () -> activity.workers().orElseThrow().active(),
                    THREADS,
                    "Busy worker threads");
            gauge(
                    "chatrooms.workers.queue",
                    () -> activity.workers().orElseThrow().waiting(),
                    TASKS,
                    "Tasks that wait for a worker thread");
        }
    }

    /** Adds the number of client connections. */
    public void bind(OpenConnections sockets) {
        gauge("chatrooms.websocket.connections", sockets::openConnections, CONNECTIONS, "Open WebSocket connections");
    }

    /** Adds the use of the database connections. */
    public void bind(ConnectionPools database) {
        for (String name : database.poolNames()) {
            Tags pool = Tags.of("pool", name);
            Supplier<PoolActivity> state = () -> database.activity(name);
            gauge(
                    "chatrooms.database.connections",
                    () -> state.get().active(),
                    CONNECTIONS,
                    POOL_CONNECTIONS,
                    pool.and(STATE, "active"));
            gauge(
                    "chatrooms.database.connections",
                    () -> state.get().idle(),
                    CONNECTIONS,
                    POOL_CONNECTIONS,
                    pool.and(STATE, "idle"));
            gauge(
                    "chatrooms.database.max.connections",
                    () -> state.get().size(),
                    CONNECTIONS,
                    "Maximum number of connections of the pool",
                    pool);
            gauge(
                    "chatrooms.database.waiting",
                    () -> state.get().waiting(),
                    THREADS,
                    "Threads that wait for a connection of the pool",
                    pool);
        }
    }

    /** Adds the load of password hashing. */
    public void bind(HashingActivity passwords) {
        gauge("chatrooms.passwords.active", passwords::active, THREADS, "Threads that compute a password hash");
        gauge("chatrooms.passwords.queue", passwords::queued, TASKS, "Passwords that wait to be hashed");
        Function<HashingActivity, Number> computations = HashingActivity::computations;
        counter("chatrooms.passwords.hashes", passwords, computations, "hashes", "Password hashes computed");
    }

    /** Returns an observer that adds a timer for each route when its first request is answered. */
    public RequestObserver requests() {
        return new RequestTimers(registry, this::add);
    }

    private static double of(CachedLag lag, Function<Lag, ? extends Number> value) {
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

    /**
     * Registers a counter. The registry references the source weakly, so the source must live as long as the server.
     */
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

    /** Removes the meters from the registry. May be called again. */
    @Override
    public void close() {
        synchronized (meters) {
            closed = true;
            meters.forEach(registry::remove);
            meters.clear();
        }
    }
}
