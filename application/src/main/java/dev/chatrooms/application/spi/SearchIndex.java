package dev.chatrooms.application.spi;

import dev.chatrooms.application.search.SearchQuery;
import dev.chatrooms.application.search.SearchScope;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.MessageId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A full-text index of messages: a projection of the log with a cursor of its own, stored with the index. An event of
 * the log only names a message; the message is indexed in its state when the event is read, so reading an event twice
 * is harmless.
 */
public interface SearchIndex {
    /**
     * The progress of the index.
     *
     * @param position everything up to here is indexed; {@link Position#START} for a new index
     * @param rebuilt the progress of a rebuild; null if none is under way
     */
    record Progress(Position position, @Nullable Position rebuilt) {}

    /** Returns the progress of the index. */
    Progress progress();

    /**
     * Indexes the next events of the log and, during a rebuild, the next of those indexed before; bounded by their
     * number and the amount of text. Writes the index and its cursors in the current transaction, which should do
     * nothing else. Does nothing while a transaction on any node is indexing.
     *
     * @param entries the maximum number of events
     * @return whether there is more to index now
     */
    boolean readOn(int entries);

    /** Starts a rebuild from the start of the log. The current entries stay until they are replaced. */
    void rebuild();

    /** A message that may match, and the position of its post. */
    record Candidate(MessageId message, Position position) {}

    /**
     * A batch of candidates.
     *
     * @param items by position, latest first
     * @param next the position to continue before; null if there are no more
     */
    record Candidates(List<Candidate> items, @Nullable Position next) {
        public Candidates {
            items = List.copyOf(items);
        }
    }

    /**
     * Returns indexed messages that may match, which include all that do. They are not deleted and in rooms the viewer
     * may read. The caller compares their current texts. The search is bounded: a result may have fewer items than the
     * limit and still have a next batch.
     *
     * @param before leaves out messages posted at or after this position
     * @param limit at least 1
     */
    Candidates find(SearchQuery query, SearchScope scope, Position before, int limit, Instant now);
}
