package dev.chatrooms.http.operation;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.chatrooms.application.Health;
import dev.chatrooms.http.internal.Answer;
import dev.chatrooms.http.internal.Call;
import dev.chatrooms.http.internal.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Whether the server lives, whether it can work, and what it promises. */
public final class OperationRoutes {
    private final Supplier<Map<String, Health.Part>> health;
    private final byte[] contract = contract();

    public OperationRoutes(Supplier<Map<String, Health.Part>> health) {
        this.health = health;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/health/live", this::live).opened().runInline(),
                Route.get("/health/ready", this::ready).opened(),
                Route.get("/openapi.yaml", this::contract).opened().runInline());
    }

    private CompletionStage<Answer> live(Call call) {
        return Answer.ok(json -> {
                    json.writeStartObject();
                    json.writeStringField("status", "up");
                    json.writeEndObject();
                })
                .now();
    }

    private CompletionStage<Answer> ready(Call call) {
        Map<String, Health.Part> parts = health.get();
        boolean ready = parts.values().stream().allMatch(Health.Part::ready);
        return Answer.of(ready ? 200 : 503, json -> write(json, ready, parts)).now();
    }

    private static void write(JsonGenerator json, boolean ready, Map<String, Health.Part> parts) throws IOException {
        json.writeStartObject();
        json.writeStringField("status", state(ready));
        json.writeObjectFieldStart("dependencies");
        for (Map.Entry<String, Health.Part> part : parts.entrySet()) {
            json.writeObjectFieldStart(part.getKey());
            json.writeStringField("status", state(part.getValue().ready()));
            json.writeStringField("detail", part.getValue().detail());
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static String state(boolean up) {
        return up ? "up" : "down";
    }

    private CompletionStage<Answer> contract(Call call) {
        return Answer.of(200, "application/yaml", contract).now();
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
