package dev.chatrooms.application;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.event.internal.LiveFeed;
import dev.chatrooms.application.internal.Store;
import dev.chatrooms.application.search.MessageSearch.IndexState;
import dev.chatrooms.application.search.internal.MessageSearchUseCases;
import dev.chatrooms.domain.event.Position;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the chat is, part by part; each look asks anew. */
public final class Health {
    /** The names of the parts. */
    public static final List<String> PARTS = List.of("store", "feed", "search");

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

    /**
     * How much waits to be done: how far behind the head of the log they are that follow it, in entries of the log, and
     * what else waits in the store.
     *
     * @param feed this node's live feed
     * @param search the search index, whichever node feeds it
     * @param rebuilding whether the index is being made anew; that is not part of how far it is behind
     * @param mails how many mails have not been sent yet, by whichever node
     */
    public record Lag(long feed, long search, boolean rebuilding, int mails) {}

    /** What one look into the store tells. */
    private record Look(Position head, IndexState index, int mails) {}

    /**
     * Each part by name, {@code store}, {@code feed} and {@code search}. An index that is behind is none the less
     * ready: what it has is found. Blocks on the store, for a bounded time.
     */
    public Map<String, Part> check() {
        Map<String, Part> parts = new LinkedHashMap<>();
        try {
            Lag lag = lag();
            parts.put("store", new Part(true, "reachable"));
            parts.put("feed", new Part(true, lag.feed() + " events behind"));
            parts.put("search", new Part(true, detail(lag)));
        } catch (ChatException e) {
            parts.put("store", new Part(false, "unreachable"));
            parts.put("feed", new Part(false, "waits for the store"));
            parts.put("search", new Part(false, "waits for the store"));
        }
        return parts;
    }

    /**
     * The same in numbers. Blocks on the store, for a bounded time.
     *
     * @throws ChatException {@code unavailable}
     */
    public Lag lag() {
        // Before the head: the feed may be ahead of what is read then, and cannot look behind for
        // that.
        Position dispatched = feed.dispatched();
        Look look = store.read(stores -> new Look(
                stores.log().head().position(),
                MessageSearchUseCases.state(stores),
                stores.outbox().waiting()));
        IndexState index = look.index();
        return new Lag(
                Math.max(0, look.head().value() - dispatched.value()),
                index.behind(),
                index.rebuilding(),
                look.mails());
    }

    private static String detail(Lag lag) {
        return lag.search() + " events behind" + (lag.rebuilding() ? ", being rebuilt" : "");
    }
}
