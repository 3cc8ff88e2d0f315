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

/** A client of server-sent events. Each event that comes is held against the contract. */
final class EventReader implements AutoCloseable {
    private static final Set<String> SIGNALS = Set.of("typing", "read", "presence");

    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;

    /** What comes between two empty lines; a comment is the field with no name. */
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

    /** The next block; with no fields where the stream has ended. */
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
                // What is not ended by an empty line does not count.
                return new Block(Map.of());
            }
            Block block = new Block(fields);
            if (fields.containsKey("data")) {
                String schema = block.type().equals("welcome") ? "Welcome" : block.isSignal() ? "Signal" : "Event";
                Contract.WRITTEN_DOWN.fits(block.type(), "/components/schemas/" + schema, fields.get("data"));
            }
            return block;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next that is an event, whatever signals and signs of life come before. */
    Block nextEvent() {
        Block block = next();
        while (!block.fields().isEmpty() && (block.type().isEmpty() || block.isSignal())) {
            block = next();
        }
        return block;
    }

    /** The next signal of a type; whatever else comes is passed over. */
    Block signal(String type) {
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
