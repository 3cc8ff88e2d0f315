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
 * Tells those whose count of unread mentions is another once a message calls others than before: members who are called
 * now or were called then, not both, and have not read as far. A message that is posted changes counts too, but whoever
 * hears of it can count.
 */
final class MentionChanges {
    private MentionChanges() {}

    /**
     * Appends what they are to hear.
     *
     * @param before with whom it called until now
     */
    static void tell(UnitOfWork uow, Message before, Mentions now, Instant at) {
        Mentions then = before.mentions();
        AccountId sender = before.senderId();
        if (then.equals(now)) {
            return;
        }
        Set<AccountId> asked = null;
        if (then.room() == now.room()) {
            asked = new HashSet<>(then.people());
            asked.addAll(now.people());
        }
        for (AccountId account : uow.messages().notYetRead(before, asked == null ? null : new ArrayList<>(asked))) {
            if (then.calls(account, sender) != now.calls(account, sender)) {
                uow.append(new RoomEvent.OwnMembershipUpdated(before.roomId(), account), at);
            }
        }
    }
}
