package dev.chatrooms.http.operation;

import dev.chatrooms.application.Health;
import dev.chatrooms.http.internal.Answer;
import dev.chatrooms.http.internal.Call;
import dev.chatrooms.http.internal.Draining;
import dev.chatrooms.http.internal.Route;
import dev.chatrooms.http.internal.Timers;
import dev.chatrooms.wire.Live;
import dev.chatrooms.wire.Ready;
import dev.chatrooms.wire.Ready.Dependency;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes for health checks. */
public final class HealthRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(HealthRoutes.class);
    private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(2);

    private final Supplier<Map<String, Health.Part>> health;
    private final Executor executor;
    private final Timers timers;
    private final Draining draining;
    private volatile List<String> names = Health.PARTS;

    /** @param executor runs the check, which may block */
    public HealthRoutes(
            Supplier<Map<String, Health.Part>> health, Executor executor, Timers timers, Draining draining) {
        this.timers = timers;
        this.draining = draining;
        this.health = health;
        this.executor = executor;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/health/live", this::live).opened().runInline(),
                Route.get("/health/ready", this::ready).opened().runInline());
    }

    private CompletionStage<Answer> live(Call call) {
        return Answer.ok(new Live("up")).now();
    }

    private CompletionStage<Answer> ready(Call call) {
        CompletableFuture<Map<String, Health.Part>> check = new CompletableFuture<>();
        try {
            executor.execute(() -> check(check));
        } catch (RejectedExecutionException e) {
            check.complete(down("the check could not run: the queue is full"));
        }
        timers.run(CHECK_TIMEOUT, check, () -> check.complete(down("no answer in time")));
        return check.thenApply(this::answer);
    }

    private void check(CompletableFuture<Map<String, Health.Part>> check) {
        if (check.isDone()) {
            return;
        }
        try {
            Map<String, Health.Part> parts = health.get();
            names = List.copyOf(parts.keySet());
            check.complete(parts);
        } catch (RuntimeException e) {
            LOG.error("the readiness check failed", e);
            check.complete(down("the check failed"));
        }
    }

    /** Returns all parts as down, for a check that could not run. */
    private Map<String, Health.Part> down(String why) {
        Map<String, Health.Part> parts = new LinkedHashMap<>();
        names.forEach(name -> parts.put(name, new Health.Part(false, why)));
        return parts;
    }

    private Answer answer(Map<String, Health.Part> parts) {
        boolean stopping = draining.hasBegun();
        boolean ready = !stopping && parts.values().stream().allMatch(Health.Part::ready);
        Map<String, Dependency> dependencies = new LinkedHashMap<>();
        if (stopping) {
            dependencies.put("server", new Dependency(state(false), "stopping"));
        }
        parts.forEach((name, part) -> dependencies.put(name, new Dependency(state(part.ready()), part.detail())));
        return Answer.of(ready ? 200 : 503, new Ready(state(ready), dependencies));
    }

    private static String state(boolean up) {
        return up ? "up" : "down";
    }
}
