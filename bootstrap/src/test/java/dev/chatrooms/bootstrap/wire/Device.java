package dev.chatrooms.bootstrap.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.chatrooms.bootstrap.wire.Connection.Transport;
import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** A device that keeps the state of a user's rooms and reconnects from time to time. */
final class Device {
    /** The ways in which a connection can start. */
    enum Start {
        FRESH,
        RESUMED,
        RESET
    }

    private final ApiClient client;
    private final Transport transport;
    private final Random random;
    private Transport current;
    private Connection connection;
    private String cursor;
    private ClientState state;
    private Set<String> cursors = new HashSet<>();

    Device(ApiClient client, Transport transport, Random random) {
        this.client = client;
        this.transport = transport;
        this.random = random;
    }

    /** Connects over the transport of this device. */
    JsonNode connect(Start start) throws InterruptedException {
        return connect(transport, start);
    }

    /** Connects over a random transport. The cursor may come from another one. */
    JsonNode connectWithAnyTransport(Start start) throws InterruptedException {
        return connect(Transport.values()[random.nextInt(Transport.values().length)], start);
    }

    private JsonNode connect(Transport newTransport, Start start) throws InterruptedException {
        if (connection != null) {
            connection.close();
        }
        current = newTransport;
        connection = Connection.of(newTransport, client, random);
        JsonNode welcome = connection.open(
                switch (start) {
                    case FRESH -> null;
                    case RESUMED -> cursor;
                    case RESET -> random.nextBoolean() ? "nonsense" : cursor.replaceFirst("-.*", "-999999999");
                });
        assertThat(welcome).as(this + " opens").isNotNull();
        assertThat(welcome.path("resume").asText())
                .as("" + welcome)
                .isEqualTo(start.name().toLowerCase(Locale.ROOT));
        if (start == Start.RESUMED) {
            assertThat(welcome.get("cursor").asText()).isEqualTo(cursor);
        } else {
            cursor = welcome.get("cursor").asText();
            cursors = new HashSet<>();
            boolean hasRooms = welcome.has("rooms") && !welcome.has("more");
            state = new ClientState(client, hasRooms ? (ArrayNode) welcome.get("rooms") : client.list("/rooms"));
        }
        return welcome;
    }

    /** Applies some of the objects that have arrived. */
    void readSome() throws InterruptedException {
        if (random.nextInt(4) == 0) {
            connection.requestCursor();
        }
        for (int i = random.nextInt(30); i > 0; i--) {
            JsonNode object = connection.next(false);
            if (object == null) {
                return;
            }
            apply(object);
        }
    }

    /** Applies all objects up to a user's new name. */
    void awaitName(String id, String name) throws InterruptedException {
        while (true) {
            JsonNode object = connection.next(true);
            assertThat(object).as(this + " gets " + name).isNotNull();
            apply(object);
            JsonNode data = object.path("data");
            if (object.path("type").asText().equals("account.updated")
                    && data.get("id").asText().equals(id)
                    && data.get("displayName").asText().equals(name)) {
                return;
            }
        }
    }

    private void apply(JsonNode object) {
        assertThat(object.has("cursor")).as(this + ": " + object).isTrue();
        cursor = object.get("cursor").asText();
        if (object.has("type")) {
            assertThat(cursors.add(cursor)).as("each event once: " + object).isTrue();
            state.apply(object);
        }
    }

    ClientState state() {
        return state;
    }

    void close() {
        if (connection != null) {
            connection.close();
        }
    }

    @Override
    public String toString() {
        return client.username() + "'s " + transport + " over " + current + " at " + cursor;
    }
}
