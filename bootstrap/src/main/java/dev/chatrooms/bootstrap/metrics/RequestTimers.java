package dev.chatrooms.bootstrap.metrics;

import dev.chatrooms.http.settings.RequestObserver;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/**
 * A timer for each route and kind of answer that there has been: as many as a few times the routes, whatever clients
 * send. Kept here, so that a request looks up one small key and not a set of tags. Thread-safe.
 */
final class RequestTimers implements RequestObserver {
    private static final int HUNDRED = 100;

    private final MeterRegistry registry;
    private final Consumer<Timer> created;
    private final ConcurrentMap<Key, Timer> timers = new ConcurrentHashMap<>();

    private record Key(String method, String route, int hundreds) {}

    /** @param created is given each timer once */
    RequestTimers(MeterRegistry registry, Consumer<Timer> created) {
        this.registry = registry;
        this.created = created;
    }

    @Override
    public void answered(String method, String route, int status, Duration took) {
        timers.computeIfAbsent(new Key(method, route, status / HUNDRED), this::create)
                .record(took);
    }

    private Timer create(Key key) {
        Timer timer = Timer.builder("chatrooms.http.requests")
                .description("Answers of the HTTP API, and the time until each was known")
                .tag("method", key.method())
                .tag("route", key.route())
                .tag("status", key.hundreds() + "xx")
                .register(registry);
        created.accept(timer);
        return timer;
    }
}
