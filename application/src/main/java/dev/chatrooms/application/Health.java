package dev.chatrooms.application;

import dev.chatrooms.application.event.internal.LiveFeed;
import dev.chatrooms.application.internal.Store;
import dev.chatrooms.domain.event.Position;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the chat is, part by part; each look asks anew. */
public final class Health {
    /** The names of the parts. */
    public static final List<String> PARTS = List.of("store", "feed");

    private final Store store;
    private final LiveFeed feed;

    Health(Store store, LiveFeed feed) {
        this.store = store;
        this.feed = feed;
    }

    /**
     * The state of one part.
     *
     * @param detail one phrase for an operator, without secrets
     */
    public record Part(boolean ready, String detail) {}

    /** Each part by name, {@code store} and {@code feed}. Blocks on the store, for a bounded time. */
    public Map<String, Part> check() {
        Map<String, Part> parts = new LinkedHashMap<>();
        // Before the head: the feed may be ahead of what is read then, and cannot look behind for
        // that.
        Position dispatched = feed.dispatched();
        try {
            long behind = store.read(stores -> stores.log().head()).position().value() - dispatched.value();
            parts.put("store", new Part(true, "reachable"));
            parts.put("feed", new Part(true, Math.max(0, behind) + " events behind"));
        } catch (ChatException e) {
            parts.put("store", new Part(false, "unreachable"));
            parts.put("feed", new Part(false, "waits for the store"));
        }
        return parts;
    }
}
