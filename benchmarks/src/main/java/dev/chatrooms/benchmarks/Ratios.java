package dev.chatrooms.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The ratios of some rounds, and whether their median reaches a goal. Rounds of one run are compared, never runs:
 * machines have moods.
 */
final class Ratios {
    private final List<Double> values = new ArrayList<>();

    void add(double ratio) {
        values.add(ratio);
    }

    double median() {
        if (values.isEmpty()) {
            throw new IllegalStateException("nothing was measured");
        }
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    String atLeast(double goal) {
        return told("at least", goal, median() >= goal);
    }

    String atMost(double goal) {
        return told("at most", goal, median() <= goal);
    }

    private String told(String bound, double goal, boolean isReached) {
        return String.format(
                Locale.ROOT, "ratio %.2f, goal %s %s: %s", median(), bound, goal, isReached ? "REACHED" : "MISSED");
    }
}
