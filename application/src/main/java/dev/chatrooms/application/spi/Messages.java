package dev.chatrooms.application.spi;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.message.HistoryPage;
import dev.chatrooms.application.message.HistoryRequest;
import dev.chatrooms.application.message.MessageFilter;
import dev.chatrooms.application.message.MessageThread;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.message.Revision;
import dev.chatrooms.application.message.Sender;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.Draft;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.people.Blocking;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.Standing;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All messages. They are stored by {@link UnitOfWork#append appending} that they were posted: with it whom they
 * mention, and the count of the thread that they stand in. What changes one later is here; the room is locked by
 * whoever does that. Reactions are in {@link Reactions}.
 */
public interface Messages {
    /**
     * What has to be known of a draft to judge it.
     *
     * @param room as it is under its lock; null where there is none
     * @param standing the sender's, in the draft's room
     * @param sender as shown beside the message
     * @param earlier the message that the same sender has stored with the same client id, if any, in whichever room
     * @param blocking how it stands between the sender and the other one of a direct room; {@link Blocking#NONE} in any
     *     other room
     */
    record Facts(
            @Nullable Room room,
            Standing standing,
            Sender sender,
            @Nullable Earlier earlier,
            Blocking blocking) {}

    /** A message that is there already, as its sender sees it, and the position of its posting. */
    record Earlier(MessageView message, Position position) {}

    /**
     * Locks the rooms of drafts, as {@link Rooms#lock} does, and answers with the facts as they are from then on, one
     * for each draft in their order: in one bounded set of statements. Drafts with the same client id among themselves
     * are the caller's to tell apart.
     */
    List<Facts> facts(List<Draft> drafts, Instant now);

    /**
     * The rooms of those messages that there are, deleted ones among them. A message never changes its room, so nothing
     * need be locked.
     */
    Map<MessageId, RoomId> rooms(Collection<MessageId> ids);

    /** Those messages that there are, for nobody's eyes in particular. */
    Map<MessageId, MessageView> findAll(Collection<MessageId> ids);

    /**
     * Stores what an edit has changed, and keeps the text before it as a revision.
     *
     * @param before as it is stored
     * @param after with a text
     */
    void edit(Message before, Message after);

    /**
     * Stores that a message is deleted. Its text, its revisions, whom it mentioned, its reactions and its pin are gone
     * for good; the count of the thread that it stands in goes down.
     *
     * @param before as it is stored, not deleted
     */
    void delete(Message before, Message after);

    void pin(MessageId id, boolean on);

    /**
     * Members of the room whose marker is before the message and who are among those people, by id.
     *
     * @param people null for everybody
     */
    List<AccountId> notYetRead(Message message, @Nullable Collection<AccountId> people);

    /**
     * Earlier texts, the first one first. @throws dev.chatrooms.application.common.InvalidCursor for a cursor that is
     * none of this list's
     */
    Page<Revision> revisions(MessageId id, PageRequest page);

    /**
     * A part of a room's history; empty if the viewer may not read the room. The same cost at any depth. One question.
     */
    Optional<HistoryPage> history(RoomId room, AccountId viewer, HistoryRequest request, Instant now);

    /**
     * Messages in rooms that the viewer may read, the last posted first, without deleted ones. A page costs a bounded
     * search: it may hold fewer items than its limit and yet not be the last one.
     *
     * @throws dev.chatrooms.application.common.InvalidCursor for a cursor that is none of this list's
     */
    Page<MessageView> list(MessageFilter filter, AccountId viewer, PageRequest page, Instant now);

    /** As {@link #list}: a person's messages. */
    default Page<MessageView> ofSender(AccountId sender, AccountId viewer, PageRequest page, Instant now) {
        return list(MessageFilter.ofSender(sender), viewer, page, now);
    }

    /**
     * As {@link #list}: messages that mention a person by name, and those that mention everybody in a room that he is a
     * member of, posted since he became one and not by himself.
     */
    Page<MessageView> mentioning(AccountId person, PageRequest page, Instant now);

    /** A message; empty if there is none or the viewer may not read its room. One question. */
    Optional<MessageView> find(MessageId id, AccountId viewer, Instant now);

    /**
     * As {@link #find}, of many at once: those that there are and the viewer may read, in no order. One bounded set of
     * statements.
     */
    List<MessageView> findAll(Collection<MessageId> ids, AccountId viewer, Instant now);

    /**
     * A message and what stands under it, or the same for one of those; empty as {@link #find}.
     *
     * @throws dev.chatrooms.application.common.InvalidCursor for a cursor that is none of this list's
     */
    Optional<MessageThread> thread(MessageId id, AccountId viewer, PageRequest page, Instant now);

    /**
     * The pinned messages of a room, the newest message first; empty if the viewer may not read it.
     *
     * @throws dev.chatrooms.application.common.InvalidCursor for a cursor that is none of this list's
     */
    Optional<Page<MessageView>> pins(RoomId room, AccountId viewer, PageRequest page, Instant now);
}
