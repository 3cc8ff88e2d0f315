package dev.chatrooms.wire;

import java.time.Instant;
import java.util.List;

/** Figures about the chat and its nodes. */
public record Statistics(Totals totals, List<Day> days, List<Node> nodes, Storage storage) {
    public Statistics {
        days = List.copyOf(days);
        nodes = List.copyOf(nodes);
    }

    /** Figures since the beginning. */
    public record Totals(long accounts, long rooms, long messages, long files, long storageBytes) {}

    /** Figures of a day in UTC, such as {@code 2026-11-20}. */
    public record Day(String day, long messages, long activeAccounts, long newAccounts, long uploads) {}

    /** A node as it last announced itself. */
    public record Node(String id, String version, Instant startedAt, int connections, long feedLagEvents) {}

    /** The space that the chat takes. */
    public record Storage(long databaseBytes, long filesBytes) {}
}
