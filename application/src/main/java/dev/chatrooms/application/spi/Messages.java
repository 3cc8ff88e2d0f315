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
import dev.chatrooms.domain.message.ClientId;
import dev.chatrooms.domain.message.Draft;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.metadata.Metadata;
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
 * The messages. {@link UnitOfWork#append Appending} the event of a post stores the message, its mentions and the reply
 * count of its thread. This port changes messages afterwards, under the lock of their room. Reactions are in
 * {@link Reactions}.
 */
public interface Messages {
    /**
     * The facts a draft is judged by.
     *
     * @param room the room's state under its lock; null if it does not exist
     * @param standing the sender's standing in the room
     * @param account what decides whether the sender may act; null if there is no such account or it is deleted
     * @param sender the sender as shown beside the message; null if the account is
     * @param earlier the sender's message with the same client id, in any room
     * @param blocking the blocks between the two accounts of a direct room; {@link Blocking#NONE} in any other room
     */
    record Facts(
            @Nullable Room room,
            Standing standing,
            Accounts.@Nullable Standing account,
            @Nullable Sender sender,
            @Nullable Earlier earlier,
            Blocking blocking) {}

    /** A stored message as its sender sees it, and the position of its post. */
    record Earlier(MessageView message, Position position) {}

    /**
     * Locks the rooms of drafts as {@link Rooms#lock} does, and returns the facts under that lock, one per draft in
     * their order, in a bounded number of statements. The caller handles equal client ids among the drafts.
     */
    List<Facts> facts(List<Draft> drafts, Instant now);

    /** Returns whether a sender has posted a message with a client id, in any room. */
    boolean isPosted(AccountId sender, ClientId clientId);

    /**
     * Returns the rooms of the existing messages, including deleted ones. A message never changes its room, so no lock
     * is needed.
     */
    Map<MessageId, RoomId> rooms(Collection<MessageId> ids);

    /** Finds the existing messages, independent of a viewer. */
    Map<MessageId, MessageView> findAll(Collection<MessageId> ids);

    /**
     * Stores an edit and keeps the previous text as a revision.
     *
     * @param before the stored message
     * @param after the edited message; has a text
     */
    void edit(Message before, Message after);

    /**
     * Deletes messages, in a bounded number of statements: their texts, metadata, revisions, mentions, reactions and
     * pins are removed permanently, and the reply counts of their threads decrease.
     *
     * @param messages as they are stored, none of them deleted
     */
    void delete(Collection<Message> messages, Instant at);

    /**
     * A posted message, which may be deleted.
     *
     * @param position the position of its post
     * @param mentionsRoom whether it mentions everyone in the room
     */
    record Posted(MessageId id, RoomId roomId, Position position, boolean mentionsRoom) {}

    /** Lists a sender's messages, oldest first, including deleted ones and those in deleted rooms. */
    List<Posted> posted(AccountId sender, Position after, int limit);

    void pin(MessageId id, boolean on);

    /**
     * Replaces the metadata of a message that is not deleted.
     *
     * @param metadata null for none
     */
    void setMetadata(MessageId id, @Nullable Metadata metadata);

    /**
     * Returns the room's members among these people whose marker is before the message, by id.
     *
     * @param people null for all members
     */
    List<AccountId> notYetRead(Message message, @Nullable Collection<AccountId> people);

    /**
     * Lists earlier texts, oldest first.
     *
     * @throws dev.chatrooms.application.common.InvalidCursor if the cursor does not belong to this list
     */
    Page<Revision> revisions(MessageId id, PageRequest page);

    /**
     * Returns a page of a room's history; empty if the viewer may not read the room. The cost does not depend on the
     * depth. A single query.
     */
    Optional<HistoryPage> history(RoomId room, AccountId viewer, HistoryRequest request, Instant now);

    /**
     * Lists messages in rooms the viewer may read, latest first, without deleted ones. The search per page is bounded:
     * a page may have fewer items than its limit without being the last, but it has at least one. If that is not found
     * within the bound, the call fails with {@code unavailable}.
     *
     * @throws dev.chatrooms.application.common.InvalidCursor if the cursor does not belong to this list
     */
    Page<MessageView> list(MessageFilter filter, AccountId viewer, PageRequest page, Instant now);

    /** Lists a sender's messages, as {@link #list}. */
    default Page<MessageView> ofSender(AccountId sender, AccountId viewer, PageRequest page, Instant now) {
        return list(MessageFilter.ofSender(sender), viewer, page, now);
    }

    /**
     * Lists, as {@link #list}, the messages that mention a person by name, and those that mention everyone in a room
     * the person is a member of, posted since its join by others.
     */
    Page<MessageView> mentioning(AccountId person, PageRequest page, Instant now);

    /** Finds a message; empty if it does not exist or the viewer may not read its room. A single query. */
    Optional<MessageView> find(MessageId id, AccountId viewer, Instant now);

    /**
     * Finds, as {@link #find}, those of many messages the viewer may read, in no order, in a bounded number of
     * statements.
     */
    List<MessageView> findAll(Collection<MessageId> ids, AccountId viewer, Instant now);

    /**
     * Returns the thread of a message that is its root or a reply in it; empty as {@link #find}.
     *
     * @throws dev.chatrooms.application.common.InvalidCursor if the cursor does not belong to this list
     */
    Optional<MessageThread> thread(MessageId id, AccountId viewer, PageRequest page, Instant now);

    /**
     * Lists a room's pinned messages, newest message first; empty if the viewer may not read it. A direct room that is
     * closed by a block has none.
     *
     * @throws dev.chatrooms.application.common.InvalidCursor if the cursor does not belong to this list
     */
    Optional<Page<MessageView>> pins(RoomId room, AccountId viewer, PageRequest page, Instant now);
}
