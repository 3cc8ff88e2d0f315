package dev.chatrooms.server.archive;

/** Receives the progress of a long task, on the thread that runs it. */
public interface ProgressListener {
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
     * @param total about how much it has to do; 0 if that is not known
     */
    void begin(String step, long total);

    /** Adds to what the step has done. */
    void advance(long count);
}
