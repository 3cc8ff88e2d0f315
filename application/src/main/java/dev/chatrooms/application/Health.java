package dev.chatrooms.application;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.event.internal.LiveFeed;
import dev.chatrooms.application.internal.SpaceMonitor;
import dev.chatrooms.application.internal.Store;
import dev.chatrooms.application.search.MessageSearch.IndexState;
import dev.chatrooms.application.search.internal.MessageSearchUseCases;
import dev.chatrooms.domain.event.Position;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The health of the chat, part by part. Every call checks again. */
public final class Health {
    /** The names of the parts. */
    public static final List<String> PARTS = List.of("store", "feed", "search");

    private final Store store;
    private final SpaceMonitor space;
    private final LiveFeed feed;

    Health(Store store, SpaceMonitor space, LiveFeed feed) {
        this.store = store;
        this.space = space;
        this.feed = feed;
    }

    /**
     * The state of one part.
     *
     * @param detail a phrase for an operator, without secrets
     */
    public record Part(boolean ready, String detail) {}

    /**
     * The work that waits: how many log entries its readers are behind the head of the log, and how many mails are
     * unsent.
     *
     * @param feed this node's live feed
     * @param search the search index, whichever node feeds it
     * @param rebuilding whether the index is being rebuilt; a rebuild does not count in {@code search}
     * @param mails unsent mails of all nodes
     */
    public record Lag(long feed, long search, boolean rebuilding, int mails) {}

    /** The values of one read transaction. */
    private record Snapshot(Position head, IndexState index, int mails) {}

    /**
     * Checks each part by name: {@code store}, {@code feed} and {@code search}. An index that is behind is still ready,
     * since it can be searched. A store whose disk is full is not, although it can be read. Blocks on the store, for a
     * bounded time.
     */
    public Map<String, Part> check() {
        Map<String, Part> parts = new LinkedHashMap<>();
        boolean full = space.isFull();
        try {
            Lag lag = lag();
            parts.put("store", full ? new Part(false, "its disk is full") : new Part(true, "reachable"));
            parts.put("feed", new Part(true, lag.feed() + " events behind"));
            parts.put("search", new Part(true, detail(lag)));
        } catch (ChatException e) {
            parts.put("store", new Part(false, space.wasFull() ? "unreachable, its disk was full" : "unreachable"));
            parts.put("feed", new Part(false, "waits for the store"));
            parts.put("search", new Part(false, "waits for the store"));
        }
        return parts;
    }

    /**
     * Returns the same state in numbers. Blocks on the store, for a bounded time.
     *
     * @throws ChatException {@code unavailable}
     */
    public Lag lag() {
        // Read before the head: the feed may advance in the meantime, and must not appear ahead of the head.
        Position dispatched = feed.dispatched();
        Snapshot snapshot = store.read(stores -> new Snapshot(
                stores.log().head().position(),
                MessageSearchUseCases.state(stores),
                stores.outbox().waiting()));
        IndexState index = snapshot.index();
        return new Lag(
                Math.max(0, snapshot.head().value() - dispatched.value()),
                index.behind(),
                index.rebuilding(),
                snapshot.mails());
    }

    private static String detail(Lag lag) {
        return lag.search() + " events behind" + (lag.rebuilding() ? ", being rebuilt" : "");
    }
}
