package dev.chatrooms.application.spi;

import dev.chatrooms.application.Page;
import dev.chatrooms.application.PageRequest;
import dev.chatrooms.application.message.HistoryPage;
import dev.chatrooms.application.message.HistoryRequest;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.message.Sender;
import dev.chatrooms.domain.account.AccountId;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.message.Draft;
import dev.chatrooms.domain.message.MessageId;
import dev.chatrooms.domain.people.Blocking;
import dev.chatrooms.domain.room.RoomId;
import dev.chatrooms.domain.room.Standing;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All messages. They are stored by {@link UnitOfWork#append appending} that they were posted. */
public interface Messages {
    /**
     * What has to be known of a draft to judge it.
     *
     * @param standing the sender's, in the draft's room
     * @param sender as shown beside the message
     * @param earlier the message that the same sender has stored with the same client id, if any, in whichever room
     * @param blocking how it stands between the sender and the other one of a direct room; {@link Blocking#NONE} in any other room
     */
    record Facts(Standing standing, Sender sender, @Nullable Earlier earlier, Blocking blocking) {}

    /** A message that is there already, and the position of its posting. */
    record Earlier(MessageView message, Position position) {}

    /**
     * The facts about drafts, one for each in their order, in one bounded set of statements. The drafts' rooms are locked. Drafts with the
     * same client id among themselves are the caller's to tell apart.
     */
    List<Facts> facts(List<Draft> drafts, Instant now);

    /** A part of a room's history; empty if the viewer may not read the room. The same cost at any depth. */
    Optional<HistoryPage> history(RoomId room, AccountId viewer, HistoryRequest request, Instant now);

    /**
     * A person's messages in rooms that the viewer may read, the last posted first, without deleted ones. A page costs a bounded
     * search: it may hold fewer items than its limit and yet not be the last one.
     *
     * @throws dev.chatrooms.application.InvalidCursor for a cursor that is none of this list's
     */
    Page<MessageView> ofSender(AccountId sender, AccountId viewer, PageRequest page, Instant now);

    /** A message; empty if there is none or the viewer may not read its room. */
    Optional<MessageView> find(MessageId id, AccountId viewer, Instant now);

    /** As {@link #find}, of many at once: those that there are and the viewer may read, in no order. One bounded set of statements. */
    List<MessageView> findAll(Collection<MessageId> ids, AccountId viewer, Instant now);
}
