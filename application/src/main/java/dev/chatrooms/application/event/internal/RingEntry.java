package dev.chatrooms.application.event.internal;

import dev.chatrooms.application.event.Audience;
import dev.chatrooms.application.event.EventContent;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.event.ViewedEvent;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.message.RepliedTo;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.Epoch;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.message.MessageText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event with its views: one for everybody, and another for the one whom it shows more. */
final class RingEntry {
    private static final int BASE_WEIGHT = 400;
    /** What an id in a set takes, twice: beside the event its person's rooms are kept up to date. */
    private static final int ROOM_WEIGHT = 200;

    private static final int REPLIED_WEIGHT = 200;
    private static final int MENTION_WEIGHT = 40;
    private static final int REACTION_WEIGHT = 60;

    final LoggedEvent event;
    private final Epoch epoch;
    private final ViewedEvent others;
    private final ViewedEvent self;

    RingEntry(LoggedEvent event, Epoch epoch) {
        Cursor cursor = new Cursor(epoch, event.position());
        this.event = event;
        this.epoch = epoch;
        this.others = new ViewedEvent(event, Audience.OTHERS, cursor);
        this.self = owner(event) == null ? others : new ViewedEvent(event, Audience.SELF, cursor);
    }

    /** The same joining without what its subject was shown of the room with it; as the log has it once he is gone. */
    RingEntry withoutTheRoom() {
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

    /** The messages whose text it shows. */
    List<MessageId> shown() {
        return ShownMessages.in(event);
    }

    /** The same with one of them as it is now, not yet rendered. */
    RingEntry showing(MessageView now) {
        return new RingEntry(ShownMessages.with(event, now), epoch);
    }

    Position position() {
        return event.position();
    }

    ViewedEvent viewedBy(AccountId viewer) {
        return viewer.equals(owner(event)) ? self : others;
    }

    /**
     * About how many bytes the event has on the wire, or in memory where it has more there: what batches and the ring
     * are bounded by.
     */
    int weight() {
        return weight(event);
    }

    static int weight(LoggedEvent event) {
        return BASE_WEIGHT
                + switch (event.kind()) {
                    case MESSAGE_POSTED, MESSAGE_EDITED, MESSAGE_DELETED ->
                        weight(((EventContent.OfMessage) event.content()).message());
                    case REACTION_ADDED, REACTION_REMOVED ->
                        REACTION_WEIGHT
                                * ((EventContent.OfReaction) event.content())
                                        .reactions()
                                        .size();
                    case ACCOUNT_UPDATED -> {
                        EventContent.OfAccount account = (EventContent.OfAccount) event.content();
                        yield ROOM_WEIGHT
                                * (account.rooms().size() + account.left().size());
                    }
                    case MESSAGE_PINNED,
                            MESSAGE_UNPINNED,
                            ROOM_CREATED,
                            ROOM_UPDATED,
                            ROOM_DELETED,
                            MEMBER_JOINED,
                            MEMBER_LEFT,
                            MEMBER_UPDATED,
                            ME_UPDATED,
                            CONTACT_ADDED,
                            CONTACT_REMOVED,
                            BLOCK_ADDED,
                            BLOCK_REMOVED,
                            SESSION_REVOKED -> 0;
                };
    }

    private static int weight(MessageView view) {
        MessageText text = view.message().text();
        RepliedTo replied = view.replyTo();
        int chars = (text == null ? 0 : text.value().length())
                + (replied == null || replied.text() == null
                        ? 0
                        : replied.text().length());
        // Three bytes a char is the most that UTF-8 takes; most text takes one, and a bound need not be exact.
        return 3 * chars
                + (replied == null ? 0 : REPLIED_WEIGHT)
                + MENTION_WEIGHT * view.message().mentions().people().size()
                + REACTION_WEIGHT * view.reactions().size();
    }

    /** Whose view differs from everybody else's; null where nobody's does. */
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

    /** Whoever edits or deletes, it is the sender who sees his client id. */
    private static @Nullable AccountId sender(LoggedEvent event) {
        return event.content() instanceof EventContent.OfMessage of
                ? of.message().sender().id()
                : null;
    }
}
