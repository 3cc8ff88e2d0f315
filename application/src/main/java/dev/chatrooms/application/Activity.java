package dev.chatrooms.application;

import dev.chatrooms.application.commit.internal.Committer;
import dev.chatrooms.application.event.internal.LiveFeed;
import dev.chatrooms.application.internal.WorkerPool;
import dev.chatrooms.application.monitoring.StreamActivity;
import dev.chatrooms.application.monitoring.WorkerActivity;
import dev.chatrooms.application.monitoring.WriteActivity;
import dev.chatrooms.domain.event.Position;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a node: what it is doing and what it has done since it started. Reading them never blocks and never
 * queries the store, so any polling interval is fine. Figures that are read one after another may stem from slightly
 * different moments. Thread-safe.
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

    /** Returns the log position up to which all events have been handed to the live streams. */
    public Position dispatched() {
        return feed.dispatched();
    }

    /** Returns the open streams, in time proportional to their number. */
    public StreamActivity streams() {
        return feed.streams();
    }

    /** Returns the counters of writes and the number of writes that wait. */
    public WriteActivity writes() {
        return committer.writes();
    }

    /** Returns the state of the chat's own workers; empty if the host provided the executor. */
    public Optional<WorkerActivity> workers() {
        return Optional.ofNullable(workers).map(WorkerPool::state);
    }
}
