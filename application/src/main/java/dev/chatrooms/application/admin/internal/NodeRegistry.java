package dev.chatrooms.application.admin.internal;

import dev.chatrooms.application.admin.NodeStatus;
import dev.chatrooms.application.common.SteadyClock;
import dev.chatrooms.application.spi.EventBus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The nodes that share the store, as they announce themselves over the bus every few seconds: {@code node ID VERSION
 * STARTED CONNECTIONS LAG}. A node that is silent drops out.
 */
public final class NodeRegistry implements AutoCloseable {
    private static final String SIGNAL = "node ";
    private static final int PARTS = 6;
    private static final int TICKS_BETWEEN_ANNOUNCEMENTS = 5;
    private static final Duration EXPIRY = Duration.ofSeconds(16);
    private static final int MAX_NODES = 1000;

    private final EventBus bus;
    private final InstantSource clock;
    private final Supplier<NodeStatus> own;
    private final Map<String, Seen> others = new ConcurrentHashMap<>();
    private final AtomicInteger ticks = new AtomicInteger();
    private final EventBus.Registration registration;

    private record Seen(NodeStatus status, Instant at) {}

    /** @param own returns the present status of this node, without blocking */
    public NodeRegistry(EventBus bus, InstantSource clock, Supplier<NodeStatus> own) {
        this.bus = bus;
        this.clock = new SteadyClock(clock);
        this.own = own;
        this.registration = bus.onSignal(this::onSignal);
    }

    /** Announces this node every few calls. Called every second; never blocks. */
    public void tick() {
        if (ticks.getAndIncrement() % TICKS_BETWEEN_ANNOUNCEMENTS == 0) {
            NodeStatus status = own.get();
            bus.signal(SIGNAL + status.id() + " " + status.version() + " "
                    + status.startedAt().toEpochMilli() + " " + status.connections() + " " + status.feedLagEvents());
        }
    }

    private void onSignal(String text) {
        if (!text.startsWith(SIGNAL)) {
            return;
        }
        List<String> parts = List.of(text.split(" ", -1));
        if (parts.size() != PARTS || (others.size() >= MAX_NODES && !others.containsKey(parts.get(1)))) {
            return;
        }
        try {
            NodeStatus status = new NodeStatus(
                    parts.get(1),
                    parts.get(2),
                    Instant.ofEpochMilli(Long.parseLong(parts.get(3))),
                    Integer.parseInt(parts.get(4)),
                    Long.parseLong(parts.get(5)));
            others.put(status.id(), new Seen(status, clock.instant()));
        } catch (NumberFormatException e) {
            // Not an announcement of this version.
            return;
        }
    }

    /** Returns this node first, then the others by id. */
    List<NodeStatus> nodes() {
        NodeStatus self = own.get();
        Instant cutoff = clock.instant().minus(EXPIRY);
        others.values().removeIf(seen -> seen.at().isBefore(cutoff));
        List<NodeStatus> nodes = new ArrayList<>();
        nodes.add(self);
        others.values().stream()
                .map(Seen::status)
                .filter(status -> !status.id().equals(self.id()))
                .sorted(Comparator.comparing(NodeStatus::id))
                .forEach(nodes::add);
        return nodes;
    }

    @Override
    public void close() {
        registration.close();
    }
}
