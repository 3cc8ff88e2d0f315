package dev.chatrooms.application.memory;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.memory.Tables.MemberRow;
import dev.chatrooms.application.room.OwnMembership;
import dev.chatrooms.application.room.ReadMarker;
import dev.chatrooms.application.spi.Markers;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Membership;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.Standing;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

record MemoryMarkers(MemoryTransaction tx) implements Markers {
    /** The sort key of the list, as for members. */
    private record Key(Role role, String username) {}

    private static final Comparator<Key> ORDER = Comparator.comparing(Key::role).thenComparing(Key::username);

    private record Listed(Key key, ReadMarker marker) {}

    @Override
    public List<Standing> standings(List<Place> places, Instant now) {
        return places.stream()
                .map(place -> new MemoryRooms(tx).standing(place.room(), place.account(), now))
                .toList();
    }

    @Override
    public List<OwnMembership> move(List<Membership> moved, Instant at) {
        return moved.stream()
                .map(membership -> move(membership, at))
                .map(new MemoryRoomQueries(tx)::mine)
                .toList();
    }

    private Membership move(Membership moved, Instant at) {
        MemberRow row = row(moved);
        Membership before = row.membership();
        return put(
                before.markedAt(moved.furthestReadSeq()).markedAt(moved.readSeq()),
                moved.furthestReadSeq() > before.furthestReadSeq() ? at : row.readAt());
    }

    @Override
    public void keep(Membership membership) {
        MemberRow row = row(membership);
        put(row.membership().kept(membership.muted(), membership.favourite()), row.readAt());
    }

    private Membership put(Membership membership, Instant readAt) {
        tx.put(
                tx.tables.membersByRoom,
                Tables.key(membership.roomId(), membership.accountId()),
                new MemberRow(membership, row(membership).since(), readAt));
        return membership;
    }

    private MemberRow row(Membership membership) {
        return Objects.requireNonNull(
                tx.get(tx.tables.membersByRoom, Tables.key(membership.roomId(), membership.accountId())),
                "no such member");
    }

    @Override
    public Optional<Page<ReadMarker>> list(RoomId room, AccountId viewer, PageRequest page, Instant now) {
        Key after = PageKey.decode(page.cursor(), 2, parts -> new Key(Role.valueOf(parts.get(0)), parts.get(1)));
        if (new MemoryRoomQueries(tx).view(room, viewer, now).isEmpty()) {
            return Optional.empty();
        }
        boolean closed = !new MemoryDirectRooms(tx).closedByBlock(Set.of(room)).isEmpty();
        Stream<Listed> listed = new MemoryRooms(tx)
                .memberships(room)
                .filter(row -> !closed || row.membership().accountId().equals(viewer))
                .map(this::listed)
                .filter(l -> after == null || ORDER.compare(l.key(), after) > 0)
                .sorted(Comparator.comparing(Listed::key, ORDER));
        Page<Listed> found =
                Pages.cut(listed, page, l -> PageKey.of(l.key().role(), l.key().username()));
        return Optional.of(new Page<>(found.items().stream().map(Listed::marker).toList(), found.next()));
    }

    private Listed listed(MemberRow row) {
        Membership member = row.membership();
        String username = Objects.requireNonNull(
                        tx.get(tx.tables.accounts, member.accountId().value()))
                .account()
                .username()
                .value();
        return new Listed(
                new Key(member.role(), username),
                new ReadMarker(member.accountId(), member.furthestReadSeq(), row.readAt()));
    }
}
