package dev.chatrooms.application.memory;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.memory.Tables.InviteRow;
import dev.chatrooms.application.spi.Invites;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Invite;
import dev.chatrooms.domain.room.InviteCode;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

record MemoryInvites(MemoryTransaction tx) implements Invites {
    @Override
    public void add(Invite invite) {
        tx.requireWritable();
        if (row(invite.code()) != null) {
            throw new IllegalStateException("an invite with this code exists");
        }
        // There is one writer at a time, so no number is used twice.
        long number = ofRoom(invite.roomId()).mapToLong(InviteRow::number).max().orElse(0) + 1;
        put(invite.code(), new InviteRow(number, invite));
    }

    private @Nullable InviteRow row(InviteCode code) {
        return tx.get(tx.tables.invites, code.value());
    }

    private void put(InviteCode code, @Nullable InviteRow row) {
        tx.put(tx.tables.invites, code.value(), row);
    }

    private Stream<InviteRow> ofRoom(RoomId room) {
        return tx.all(tx.tables.invites).filter(row -> row.invite().roomId().equals(room));
    }

    private Stream<InviteRow> open(RoomId room, Instant now) {
        return ofRoom(room).filter(row -> row.invite().isOpen(now));
    }

    @Override
    public Optional<Invite> find(InviteCode code) {
        return Optional.ofNullable(row(code))
                .map(InviteRow::invite)
                .filter(invite -> new MemoryRooms(tx).find(invite.roomId()).isPresent());
    }

    @Override
    public Page<Invite> list(RoomId room, PageRequest page, Instant now) {
        Long before = PageKey.decode(page.cursor(), 1, parts -> Long.parseUnsignedLong(parts.get(0)));
        Stream<InviteRow> invites = open(room, now)
                .filter(row -> before == null || row.number() < before)
                .sorted(Comparator.comparingLong(InviteRow::number).reversed());
        Page<InviteRow> found = Pages.cut(invites, page, row -> PageKey.of(row.number()));
        return new Page<>(found.items().stream().map(InviteRow::invite).toList(), found.next());
    }

    @Override
    public int countOpen(RoomId room, Instant now) {
        return (int) open(room, now).count();
    }

    @Override
    public boolean use(InviteCode code, Instant now) {
        tx.requireWritable();
        InviteRow row = row(code);
        if (row == null || !row.invite().isOpen(now)) {
            return false;
        }
        Invite i = row.invite();
        Invite used =
                new Invite(code, i.roomId(), i.createdBy(), i.createdAt(), i.expiresAt(), i.maxUses(), i.uses() + 1);
        put(code, new InviteRow(row.number(), used));
        return true;
    }

    @Override
    public boolean remove(RoomId room, InviteCode code) {
        tx.requireWritable();
        InviteRow row = row(code);
        if (row == null || !row.invite().roomId().equals(room)) {
            return false;
        }
        put(code, null);
        return true;
    }

    @Override
    public void removeExpired(RoomId room, Instant before) {
        tx.requireWritable();
        ofRoom(room)
                .map(InviteRow::invite)
                .filter(invite -> invite.expiresAt().isBefore(before))
                .toList()
                .forEach(invite -> put(invite.code(), null));
    }
}
