package dev.chatrooms.application.monitoring;

/** The load of a password hasher with threads of its own. Thread-safe; never blocks. */
public interface HashingActivity {
    /** Returns the number of hashes that were computed since the start, by {@code hash} and {@code verify}. */
    long computations();

    /** Returns the number of hashes that are being computed. */
    int active();

    /** Returns the number of calls that wait for a thread. */
    int queued();
}
