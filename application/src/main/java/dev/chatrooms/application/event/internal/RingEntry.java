package dev.chatrooms.application.event.internal;

import dev.chatrooms.application.event.Audience;
import dev.chatrooms.application.event.EventContent;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.event.ViewedEvent;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.Epoch;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event with its two views: one for the account it shows more to, one for all others. */
final class RingEntry {
    /** The bytes of a rendered view besides its JSON. */
    private static final int VIEW_BYTES = 48;

    final LoggedEvent event;
    private final Epoch epoch;
    private final ViewedEvent others;
    private final ViewedEvent self;
    private final int weight;

    RingEntry(LoggedEvent event, Epoch epoch) {
        Cursor cursor = new Cursor(epoch, event.position());
        this.event = event;
        this.epoch = epoch;
        this.others = new ViewedEvent(event, Audience.OTHERS, cursor);
        this.self = owner(event) == null ? others : new ViewedEvent(event, Audience.SELF, cursor);
        EventSize size = EventSize.of(event);
        this.weight = size.heap() + (self == others ? 1 : 2) * (size.json() + VIEW_BYTES);
    }

    /** Returns the join without the room's state, as the log returns it after its subject has left. */
    RingEntry withoutRoom() {
        EventContent.Joined joined = (EventContent.Joined) event.content();
        EventContent content =
                new EventContent.Joined(joined.user(), joined.role(), joined.joinedAt(), joined.memberCount(), null);
        return new RingEntry(
                new LoggedEvent(
                        event.position(),
                        event.kind(),
                        event.at(),
                        event.roomId(),
                        event.actorId(),
                        event.subjectId(),
                        content),
                epoch);
    }

    /** Returns the ids of the messages embedded in the event. */
    List<MessageId> messages() {
        return EmbeddedMessages.in(event);
    }

    /** Returns the entry with an embedded message replaced, not yet rendered. */
    RingEntry withMessage(MessageView current) {
        return new RingEntry(EmbeddedMessages.with(event, current), epoch);
    }

    boolean isOf(Epoch wanted) {
        return epoch.equals(wanted);
    }

    Position position() {
        return event.position();
    }

    ViewedEvent viewedBy(AccountId viewer) {
        return viewer.equals(owner(event)) ? self : others;
    }

    /** Returns an upper bound for the bytes on the heap, with each view rendered. The ring is bounded by it. */
    int weight() {
        return weight;
    }

    /** Returns the account whose view differs from the view of all others; null if there is none. */
    private static @Nullable AccountId owner(LoggedEvent event) {
        return switch (event.kind()) {
            case MESSAGE_POSTED -> event.actorId();
            case MEMBER_JOINED -> event.subjectId();
            case MESSAGE_EDITED, MESSAGE_DELETED -> sender(event);
            case MESSAGE_PINNED,
                    MESSAGE_UNPINNED,
                    REACTION_ADDED,
                    REACTION_REMOVED,
                    MEMBER_LEFT,
                    MEMBER_UPDATED,
                    ME_UPDATED,
                    ROOM_CREATED,
                    ROOM_UPDATED,
                    ROOM_DELETED,
                    ACCOUNT_UPDATED,
                    CONTACT_ADDED,
                    CONTACT_REMOVED,
                    BLOCK_ADDED,
                    BLOCK_REMOVED,
                    SESSION_REVOKED -> null;
        };
    }

    /** Returns the sender, the only one to see the client id, regardless of the account that edited or deleted. */
    private static @Nullable AccountId sender(LoggedEvent event) {
        return event.content() instanceof EventContent.OfMessage of
                ? of.message().sender().id()
                : null;
    }
}
