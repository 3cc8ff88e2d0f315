package dev.chatrooms.application.message.internal;

import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.message.Mentions;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.room.RoomEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;

/**
 * Appends events for the members whose count of unread mentions changes with an edit or a deletion: members that the
 * message mentions either before or after, and that have not read as far. A new message changes counts too, but its own
 * event lets clients count.
 */
final class MentionChanges {
    private MentionChanges() {}

    /**
     * Appends the events.
     *
     * @param before the message with its former mentions
     */
    static void append(UnitOfWork uow, Message before, Mentions now, Instant at) {
        Mentions then = before.mentions();
        AccountId sender = before.senderId();
        if (then.equals(now)) {
            return;
        }
        Set<AccountId> candidates = null;
        if (then.room() == now.room()) {
            candidates = new HashSet<>(then.people());
            candidates.addAll(now.people());
        }
        for (AccountId account :
                uow.messages().notYetRead(before, candidates == null ? null : new ArrayList<>(candidates))) {
            if (then.includes(account, sender) != now.includes(account, sender)) {
                uow.append(new RoomEvent.OwnMembershipUpdated(before.roomId(), account), at);
            }
        }
    }
}
