package dev.chatrooms.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The ratios of several rounds and the comparison of their median with a goal. Only rounds of the same run are
 * compared, because a machine's speed varies between runs.
 */
final class Ratios {
    private final List<Double> values = new ArrayList<>();

    void add(double ratio) {
        values.add(ratio);
    }

    double median() {
        if (values.isEmpty()) {
            throw new IllegalStateException("no measurements");
        }
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    String atLeast(double goal) {
        return report("at least", goal, median() >= goal);
    }

    String atMost(double goal) {
        return report("at most", goal, median() <= goal);
    }

    private String report(String bound, double goal, boolean isReached) {
        return String.format(
                Locale.ROOT, "ratio %.2f, goal %s %s: %s", median(), bound, goal, isReached ? "REACHED" : "MISSED");
    }
}
