package dev.chatrooms.persistence.search;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A size of buckets that divide the log. A bucket of each size consists of sixteen of the next smaller size, and a
 * message is in one bucket of each. A search reads the log from its end, one bucket at a time: small ones for common
 * words, large ones for rare words.
 *
 * @param level 0 for the smallest size
 */
record LogBucket(int level) {
    private static final int LEVELS = 5;
    private static final int SMALLEST_BITS = 9;
    private static final int BITS_PER_LEVEL = 4;

    static final LogBucket SMALLEST = new LogBucket(0);
    static final LogBucket LARGEST = new LogBucket(LEVELS - 1);

    /** The largest one of which all messages can be compared in a tenth of a second. */
    static final LogBucket LARGEST_BY_ROW = new LogBucket(2);

    static final List<LogBucket> ALL =
            IntStream.range(0, LEVELS).mapToObj(LogBucket::new).toList();

    /** The number of positions in a smallest bucket. */
    static final int SMALLEST_LENGTH = 1 << SMALLEST_BITS;

    private int bits() {
        return SMALLEST_BITS + level * BITS_PER_LEVEL;
    }

    /** Returns the first position of the bucket that contains a position. */
    long start(long position) {
        return position >> bits() << bits();
    }

    /** Returns the lexeme that the messages in the bucket of a position have in the index. */
    String lexeme(long position) {
        return "/" + level + Long.toString(position >> bits(), Character.MAX_RADIX);
    }

    LogBucket smaller() {
        return new LogBucket(Math.max(0, level - 1));
    }

    LogBucket larger() {
        return new LogBucket(Math.min(LEVELS - 1, level + 1));
    }
}
