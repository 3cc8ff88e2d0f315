package dev.chatrooms.metrics;

import dev.chatrooms.application.monitoring.RequestObserver;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/**
 * A timer for each method, route and status class that has occurred. The number of timers is bounded by the number of
 * routes, whatever clients send. A local map avoids building a set of tags for each request. Thread-safe.
 */
final class RequestTimers implements RequestObserver {
    private static final int STATUS_CLASS_SIZE = 100;

    private final MeterRegistry registry;
    private final Consumer<Timer> created;
    private final ConcurrentMap<Key, Timer> timers = new ConcurrentHashMap<>();

    private record Key(String method, String route, int statusClass) {}

    /** @param created receives each new timer once */
    RequestTimers(MeterRegistry registry, Consumer<Timer> created) {
        this.registry = registry;
        this.created = created;
    }

    @Override
    public void answered(String method, String route, int status, Duration took) {
        timers.computeIfAbsent(new Key(method, route, status / STATUS_CLASS_SIZE), this::create)
                .record(took);
    }

    private Timer create(Key key) {
        Timer timer = Timer.builder("chatrooms.http.requests")
                .description("Responses of the HTTP API, and the time until each was ready")
                .tag("method", key.method())
                .tag("route", key.route())
                .tag("status", key.statusClass() + "xx")
                .register(registry);
        created.accept(timer);
        return timer;
    }
}
