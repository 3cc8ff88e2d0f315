package dev.chatrooms.bootstrap.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.chatrooms.bootstrap.wire.Line.Transport;
import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** A device that shows somebody his rooms, and loses its line every now and then. */
final class Observer {
    /** How a line can begin. */
    enum Start {
        FRESH,
        RESUMED,
        RESET
    }

    private final Client client;
    private final Transport transport;
    private final Random random;
    private Transport current;
    private Line line;
    private String cursor;
    private Known known;
    private Set<String> cursors = new HashSet<>();

    Observer(Client client, Transport transport, Random random) {
        this.client = client;
        this.transport = transport;
        this.random = random;
    }

    /** Over the transport of this device. */
    JsonNode connect(Start start) throws InterruptedException {
        return connect(transport, start);
    }

    /** Over any; the cursor may be of another. */
    JsonNode connectAnyhow(Start start) throws InterruptedException {
        return connect(Transport.values()[random.nextInt(Transport.values().length)], start);
    }

    private JsonNode connect(Transport over, Start start) throws InterruptedException {
        if (line != null) {
            line.close();
        }
        current = over;
        line = Line.of(over, client, random);
        JsonNode welcome = line.begin(
                switch (start) {
                    case FRESH -> null;
                    case RESUMED -> cursor;
                    case RESET -> random.nextBoolean() ? "nonsense" : cursor.replaceFirst("-.*", "-999999999");
                });
        assertThat(welcome).as(this + " begins").isNotNull();
        assertThat(welcome.path("resume").asText())
                .as("" + welcome)
                .isEqualTo(start.name().toLowerCase(Locale.ROOT));
        if (start == Start.RESUMED) {
            assertThat(welcome.get("cursor").asText()).isEqualTo(cursor);
        } else {
            cursor = welcome.get("cursor").asText();
            cursors = new HashSet<>();
            boolean told = welcome.has("rooms") && !welcome.has("more");
            known = new Known(client, told ? (ArrayNode) welcome.get("rooms") : client.list("/rooms"));
        }
        return welcome;
    }

    /** Takes some of what has come by now. */
    void look() throws InterruptedException {
        if (random.nextInt(4) == 0) {
            line.ask();
        }
        for (int i = random.nextInt(30); i > 0; i--) {
            JsonNode object = line.next(false);
            if (object == null) {
                return;
            }
            take(object);
        }
    }

    /** Takes all up to a person's new name. */
    void awaitName(String id, String name) throws InterruptedException {
        while (true) {
            JsonNode object = line.next(true);
            assertThat(object).as(this + " gets " + name).isNotNull();
            take(object);
            JsonNode data = object.path("data");
            if (object.path("type").asText().equals("account.updated")
                    && data.get("id").asText().equals(id)
                    && data.get("displayName").asText().equals(name)) {
                return;
            }
        }
    }

    private void take(JsonNode object) {
        assertThat(object.has("cursor")).as(this + ": " + object).isTrue();
        cursor = object.get("cursor").asText();
        if (object.has("type")) {
            assertThat(cursors.add(cursor)).as("each event once: " + object).isTrue();
            known.apply(object);
        }
    }

    Known known() {
        return known;
    }

    void close() {
        if (line != null) {
            line.close();
        }
    }

    @Override
    public String toString() {
        return client.username() + "'s " + transport + " over " + current + " at " + cursor;
    }
}
