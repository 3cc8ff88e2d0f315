package dev.chatrooms.application.admin;

import java.util.List;

/**
 * Figures about the chat and its nodes.
 *
 * @param days the last 30 days in UTC, ascending
 * @param databaseBytes the size of the database
 */
public record Statistics(Totals totals, List<DayFigures> days, List<NodeStatus> nodes, long databaseBytes) {
    public Statistics {
        days = List.copyOf(days);
        nodes = List.copyOf(nodes);
    }
}
