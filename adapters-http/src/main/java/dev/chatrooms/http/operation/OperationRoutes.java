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
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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

/** The routes for health checks, the contract and the documentation of errors. */
public final class OperationRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(OperationRoutes.class);
    private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(2);

    /** The line of the contract with the server's address. */
    private static final String SERVER = "\n  - url: /\n";

    private final Supplier<Map<String, Health.Part>> health;
    private final Executor executor;
    private final Timers timers;
    private final Draining draining;
    private final byte[] contract = contract();
    private final Answer errors = ErrorPage.answer();
    private volatile List<String> names = Health.PARTS;

    /** @param executor runs the check, which may block */
    public OperationRoutes(
            Supplier<Map<String, Health.Part>> health, Executor executor, Timers timers, Draining draining) {
        this.timers = timers;
        this.draining = draining;
        this.health = health;
        this.executor = executor;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/health/live", this::live).opened().runInline(),
                Route.get("/health/ready", this::ready).opened().runInline(),
                Route.get("/openapi.yaml", this::contract).opened().runInline(),
                Route.get("/docs/errors", call -> errors.now()).opened().runInline());
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

    private CompletionStage<Answer> contract(Call call) {
        String base = call.basePath();
        byte[] content = base.isEmpty() ? contract : withServer(base);
        return Answer.of(200, "application/yaml", content).now();
    }

    /** Returns the contract with the path under which clients reach the server. */
    private byte[] withServer(String base) {
        String text = new String(contract, StandardCharsets.UTF_8);
        // Quoted, since a path may contain characters with a meaning in YAML.
        return text.replace(SERVER, SERVER.replace("/", "\"" + base + "\"")).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] contract() {
        try (InputStream resource = OperationRoutes.class.getResourceAsStream("/dev/chatrooms/http/openapi.yaml")) {
            if (resource == null) {
                throw new IllegalStateException("openapi.yaml is missing from this jar");
            }
            return resource.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
