package dev.chatrooms.application.spi;

import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import java.util.List;

/**
 * The one ordered log, for reading. Positions have no gaps and are in the order of commits: who has read up to N has
 * everything up to N. Content is that of now.
 */
public interface EventLog {
    /** The epoch and the last position taken. */
    Cursor head();

    /**
     * All events with {@code after < position <= upTo}, ascending, the first {@code limit} of them; whoever they are
     * for.
     */
    List<LoggedEvent> read(Position after, Position upTo, int limit);

    /**
     * As {@link #read}, but only what the viewer may see now: events of rooms that he is a member of, from the position
     * on at which he became one; his own joining and leaving anywhere; the deletion of rooms that he was a member of
     * then; what is for him personally.
     */
    List<LoggedEvent> readFor(AccountId viewer, Position after, Position upTo, int limit);

    /** How many events {@link #readFor} would find without a limit, counted no further than {@code atMost}. */
    int countFor(AccountId viewer, Position after, Position upTo, int atMost);
}
