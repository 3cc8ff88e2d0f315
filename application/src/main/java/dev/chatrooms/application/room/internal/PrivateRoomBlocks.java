package dev.chatrooms.application.room.internal;

import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.people.Blocking;
import dev.chatrooms.domain.room.RoomKind;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Looks up the blocks that keep an account from bringing others into a private room. It locks the lists of the others,
 * so a concurrent block comes before the membership, which is then refused, or after it.
 */
final class PrivateRoomBlocks {
    private PrivateRoomBlocks() {}

    /** Returns the blocks between two accounts, seen from the one that acts; none unless the room is private. */
    static Blocking between(UnitOfWork uow, RoomKind kind, AccountId actor, AccountId other) {
        return between(uow, kind, actor, List.of(other)).getOrDefault(other, Blocking.NONE);
    }

    /** Returns the blocks between an account and others, without accounts that have none; none unless private. */
    static Map<AccountId, Blocking> between(
            UnitOfWork uow, RoomKind kind, AccountId actor, Collection<AccountId> others) {
        if (kind != RoomKind.PRIVATE) {
            return Map.of();
        }
        uow.blocks().lock(others);
        return uow.blocks().between(actor, others);
    }
}
