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
     * @param position everything up to here is indexed or deferred; {@link Position#START} for a new index
     * @param rebuilt the progress of a rebuild; null if none is under way
     * @param deferred the number of messages that are deferred, at most {@value #MAX_DEFERRED}
     */
    record Progress(Position position, @Nullable Position rebuilt, long deferred) {
        public static final int MAX_DEFERRED = 10_000;

        /** Creates the progress of an index without deferred messages. */
        public Progress(Position position, @Nullable Position rebuilt) {
            this(position, rebuilt, 0);
        }
    }

    /** Returns the progress of the index. */
    Progress progress();

    /**
     * Indexes the next events of the log and, during a rebuild, the next of those indexed before; bounded by their
     * number and the amount of text. Messages beyond the {@linkplain dev.chatrooms.application.search.IndexShares
     * share} of their sender are deferred. Each call indexes some of the deferred messages too: first the oldest of
     * each sender, then the second of each, and so on. Writes the index, its cursors and the deferred messages in the
     * current transaction, which should do nothing else. Does nothing while a transaction on any node is indexing.
     *
     * @param entries the maximum number of events
     * @return whether there is more to index now
     */
    boolean readOn(int entries);

    /** Starts a rebuild from the start of the log. The current entries stay until they are replaced. */
    void rebuild();

    /**
     * A message that may match.
     *
     * @param position the position of its post
     * @param certain whether the text matched when it was indexed; false if the index cannot decide
     */
    record Candidate(MessageId message, Position position, boolean certain) {}

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
     * Returns indexed messages that match, by the words of {@link dev.chatrooms.application.search.IndexTerms#words},
     * and those that the index cannot decide on. They are not deleted and in rooms the viewer may read. The caller
     * compares their current texts. The search is bounded: a result may have fewer items than the limit and still have
     * a next batch.
     *
     * @param before leaves out messages posted at or after this position
     * @param limit at least 1
     */
    Candidates find(SearchQuery query, SearchScope scope, Position before, int limit, Instant now);
}
