package dev.chatrooms.application;

import dev.chatrooms.application.event.internal.LiveFeed;
import dev.chatrooms.application.internal.WorkerPool;
import dev.chatrooms.application.message.internal.Committer;
import dev.chatrooms.domain.event.Position;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one node has to do just now, and has done since it was built, in numbers. A look never blocks and does not reach for the store, so
 * it may be taken as often as anybody likes. Numbers that belong together may be of slightly different moments. Thread-safe.
 */
public final class Activity {
    private final LiveFeed feed;
    private final Committer committer;
    private final @Nullable WorkerPool workers;

    Activity(LiveFeed feed, Committer committer, @Nullable WorkerPool workers) {
        this.feed = feed;
        this.committer = committer;
        this.workers = workers;
    }

    /**
     * The streams of events that are open, over whichever protocol.
     *
     * @param live those that are handed each event as it passes
     * @param behind those that read on from the log, or whose subscribers take nothing at the moment
     */
    public record Streams(int live, int behind) {}

    /**
     * What goes through the node's one committer.
     *
     * @param messages how many messages it has posted; a repeated send counts once
     * @param events how many entries it has appended to the log, those of the messages among them
     * @param commits in how many transactions it has done so
     * @param refused how many writes were answered {@code unavailable}: too many waited, or the store was away or too slow
     * @param waiting how many writes wait for the next transaction
     */
    public record Writes(long messages, long events, long commits, long refused, int waiting) {}

    /**
     * The threads for what blocks on the store.
     *
     * @param active how many are at work
     * @param waiting how many tasks wait for one
     */
    public record Workers(int active, int waiting) {}

    /** Up to which position of the log all events have been handed to the live streams. */
    public Position dispatched() {
        return feed.dispatched();
    }

    /** The open streams. Takes time in proportion to their number. */
    public Streams streams() {
        return feed.streams();
    }

    /** What is and was written. */
    public Writes writes() {
        return committer.writes();
    }

    /** What the chat's own workers do; empty where it was given others. */
    public Optional<Workers> workers() {
        return Optional.ofNullable(workers).map(WorkerPool::state);
    }
}
