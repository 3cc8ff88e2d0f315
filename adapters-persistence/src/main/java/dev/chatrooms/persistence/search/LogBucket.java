package dev.chatrooms.persistence.search;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Stretches of the log, from short ones to very long ones, each made of sixteen of the kind before. A message is in one
 * of each kind; a search looks at the log from its end, one stretch at a time: short ones for what is common, long ones
 * for what is rare.
 *
 * @param level 0 for the shortest kind
 */
record LogBucket(int level) {
    private static final int LEVELS = 5;
    private static final int SHORTEST_BITS = 9;
    private static final int BITS_A_LEVEL = 4;

    static final LogBucket SHORTEST = new LogBucket(0);
    static final List<LogBucket> ALL =
            IntStream.range(0, LEVELS).mapToObj(LogBucket::new).toList();

    /** How many positions the shortest has. */
    static final int SHORTEST_LENGTH = 1 << SHORTEST_BITS;

    private int bits() {
        return SHORTEST_BITS + level * BITS_A_LEVEL;
    }

    /** The first position of the stretch of this kind that a position is in. */
    long start(long position) {
        return position >> bits() << bits();
    }

    /** What each message that was posted in the stretch of this kind that a position is in has in the index. */
    String lexeme(long position) {
        return "/" + level + Long.toString(position >> bits(), Character.MAX_RADIX);
    }

    LogBucket shorter() {
        return new LogBucket(Math.max(0, level - 1));
    }

    LogBucket longer() {
        return new LogBucket(Math.min(LEVELS - 1, level + 1));
    }
}
