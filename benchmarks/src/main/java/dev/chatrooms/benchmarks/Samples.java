package dev.chatrooms.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** Measured durations in nanoseconds. Not thread-safe. */
final class Samples {
    private static final double NANOS_PER_MILLI = 1e6;

    private long[] values = new long[1024];
    private int size;

    void add(long nanos) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = nanos;
    }

    int size() {
        return size;
    }

    double medianMillis() {
        return percentileMillis(50);
    }

    /** Returns a percentile in milliseconds by the nearest-rank method. */
    double percentileMillis(int percent) {
        if (size == 0) {
            throw new IllegalStateException("no measurements");
        }
        long[] sorted = Arrays.copyOf(values, size);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(percent / 100.0 * size);
        return sorted[Math.max(0, rank - 1)] / NANOS_PER_MILLI;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "median %7.2f ms, p99 %7.2f ms (%d)", medianMillis(), percentileMillis(99), size);
    }
}
