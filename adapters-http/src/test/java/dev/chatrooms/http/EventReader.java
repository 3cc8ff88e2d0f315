package dev.chatrooms.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client for server-sent events. It checks each event against the OpenAPI contract. */
final class EventReader implements AutoCloseable {
    private static final Set<String> SIGNALS = Set.of("typing", "read", "presence");

    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;

    /** The fields between two empty lines. A comment is a field without a name. */
    record Block(Map<String, String> fields) {
        String type() {
            return fields.getOrDefault("event", "");
        }

        boolean isSignal() {
            return SIGNALS.contains(type());
        }

        String id() {
            return fields.getOrDefault("id", "");
        }

        JsonNode data() {
            return JsonMapper.shared().readTree(fields.get("data"));
        }
    }

    private EventReader(HttpResponse<InputStream> response) {
        this.response = response;
        this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    static EventReader open(Person person, String query) {
        return open(person.server(), person.request("/api/v1/events" + query));
    }

    static EventReader open(TestServer server, HttpRequest.Builder request) {
        try {
            return new EventReader(server.client()
                    .send(request.header("Accept", "text/event-stream").build(), BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    HttpResponse<InputStream> response() {
        return response;
    }

    /** Returns the next block, or one without fields if the stream has ended. */
    Block next() {
        try {
            Map<String, String> fields = new HashMap<>();
            String line = lines.readLine();
            while (line != null && !line.isEmpty()) {
                String[] parts = line.split(": ?", 2);
                fields.put(parts[0], parts[1]);
                line = lines.readLine();
            }
            if (line == null) {
                // A block that is not terminated by an empty line is discarded.
                return new Block(Map.of());
            }
            Block block = new Block(fields);
            if (fields.containsKey("data")) {
                String schema = block.type().equals("welcome") ? "Welcome" : block.isSignal() ? "Signal" : "Event";
                Contract.OPENAPI.assertMatches(block.type(), "/components/schemas/" + schema, fields.get("data"));
            }
            return block;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the next event and skips signals and comments. */
    Block nextEvent() {
        Block block = next();
        while (!block.fields().isEmpty() && (block.type().isEmpty() || block.isSignal())) {
            block = next();
        }
        return block;
    }

    /** Returns the next signal of a type and skips all other blocks. */
    Block nextSignal(String type) {
        Block block = next();
        while (!block.fields().isEmpty() && !block.type().equals(type)) {
            block = next();
        }
        return block;
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
