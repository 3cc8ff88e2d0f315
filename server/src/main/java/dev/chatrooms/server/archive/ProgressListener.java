package dev.chatrooms.server.archive;

/** Receives the progress of a long task, on the thread that runs it. */
public interface ProgressListener {
    /** The total of a step whose size is not known. */
    long UNKNOWN = -1;

    /** Ignores everything. */
    ProgressListener NONE = new ProgressListener() {
        @Override
        public void begin(String step, long total) {}

        @Override
        public void advance(long count) {}
    };

    /**
     * Begins the next step.
     *
     * @param total about how much it has to do, or {@link #UNKNOWN}
     */
    void begin(String step, long total);

    /** Adds to what the step has done. */
    void advance(long count);
}
