package dev.chatrooms.application.memory;

import dev.chatrooms.application.spi.ConstraintViolation;
import dev.chatrooms.application.spi.ConstraintViolation.Constraint;
import dev.chatrooms.application.spi.DirectRooms;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.DirectPair;
import dev.chatrooms.domain.room.Room;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

record MemoryDirectRooms(MemoryTransaction tx) implements DirectRooms {
    @Override
    public void add(Room room, DirectPair pair) {
        tx.requireWritable();
        if (tx.get(tx.tables.directRooms, Tables.key(pair)) != null) {
            throw new ConstraintViolation(Constraint.DIRECT_PAIR, null);
        }
        tx.put(tx.tables.directRooms, Tables.key(pair), room.id());
        tx.put(tx.tables.directPairs, room.id().value(), pair);
        new MemoryRooms(tx).add(room);
    }

    @Override
    public Optional<RoomId> find(DirectPair pair) {
        return Optional.ofNullable(tx.get(tx.tables.directRooms, Tables.key(pair)));
    }

    @Override
    public Optional<DirectPair> pairOf(RoomId room) {
        return new MemoryRooms(tx).row(room) == null
                ? Optional.empty()
                : Optional.ofNullable(tx.get(tx.tables.directPairs, room.value()));
    }

    @Override
    public Set<RoomId> closedByBlock(Collection<RoomId> rooms) {
        MemoryBlocks blocks = new MemoryBlocks(tx);
        return rooms.stream()
                .filter(room -> pairOf(room)
                        .filter(pair -> blocks.between(pair.low(), pair.high()).either())
                        .isPresent())
                .collect(Collectors.toSet());
    }
}
