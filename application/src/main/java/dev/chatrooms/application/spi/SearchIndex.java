package dev.chatrooms.application.spi;

import dev.chatrooms.application.search.SearchQuery;
import dev.chatrooms.application.search.SearchScope;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.MessageId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An index of what messages say: a projection of the log, with a cursor of its own that is as durable as the index. An
 * entry of the log only names a message, which is indexed as it is when the entry is read; so to read an entry again
 * does no harm.
 */
public interface SearchIndex {
    /**
     * How far the index is.
     *
     * @param position everything up to it is indexed; {@link Position#START} for a new one
     * @param rebuilt up to where it has been made anew; null where it is not being made anew
     */
    record Progress(Position position, @Nullable Position rebuilt) {}

    /** How far the index is. */
    Progress progress();

    /**
     * Reads on: the next entries of the log and, while the index is made anew, the next of those that it has read
     * before. Bounded by their number and by how much there is to index in them. Writes index and cursors in the
     * current transaction, which should have nothing else to do. Does nothing while another transaction, on whichever
     * node, is reading on.
     *
     * @param entries how many at most
     * @return whether there is more to read now
     */
    boolean readOn(int entries);

    /** Has the index made anew, from the start of the log. What is in it stays until it is replaced. */
    void rebuild();

    /** A message that may match, and where it was posted. */
    record Candidate(MessageId message, Position position) {}

    /**
     * A piece of what was found.
     *
     * @param items by position, the last first
     * @param next to go on before; null if there is nothing more
     */
    record Candidates(List<Candidate> items, @Nullable Position next) {
        public Candidates {
            items = List.copyOf(items);
        }
    }

    /**
     * Messages that may match, of all that are indexed; all that do match are among them. They are not deleted, and in
     * rooms that the viewer may read. The caller compares the texts of today. A bounded search: there may be fewer than
     * the limit, and yet something to go on with.
     *
     * @param before messages that were posted there or later are left out
     * @param limit at least 1
     */
    Candidates find(SearchQuery query, SearchScope scope, Position before, int limit, Instant now);
}
