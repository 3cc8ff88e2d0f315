package dev.chatrooms.application.memory;

import dev.chatrooms.application.spi.Blocks;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.people.Blocking;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

final class MemoryBlocks extends MemoryPersonList implements Blocks {
    MemoryBlocks(MemoryTransaction tx) {
        super(tx, tx.tables.blocks);
    }

    @Override
    public Map<AccountId, Blocking> between(AccountId me, Collection<AccountId> others) {
        Map<AccountId, Blocking> between = new HashMap<>();
        for (AccountId other : others) {
            Blocking blocking = new Blocking(contains(me, other), contains(other, me));
            if (blocking.either()) {
                between.put(other, blocking);
            }
        }
        return between;
    }

    @Override
    public Map<AccountId, Set<AccountId>> among(Collection<AccountId> people, Collection<AccountId> others) {
        Map<AccountId, Set<AccountId>> among = new HashMap<>();
        for (AccountId person : people) {
            Set<AccountId> blocked = between(person, others).keySet();
            if (!blocked.isEmpty()) {
                among.put(person, blocked);
            }
        }
        return among;
    }

    @Override
    public boolean isBlockedByMember(AccountId account, RoomId room) {
        return new MemoryRooms(tx)
                .memberships(room)
                .anyMatch(row -> contains(row.membership().accountId(), account));
    }

    @Override
    public void lock(Collection<AccountId> owners) {
        // There is one writer at a time, so every list is locked.
        tx.requireWritable();
    }
}
