package dev.chatrooms.application.memory;

import dev.chatrooms.application.memory.Tables.AccountRow;
import dev.chatrooms.application.memory.Tables.BanRow;
import dev.chatrooms.application.memory.Tables.MemberRow;
import dev.chatrooms.application.memory.Tables.Pair;
import dev.chatrooms.application.memory.Tables.RoomRow;
import dev.chatrooms.application.spi.ConstraintViolation;
import dev.chatrooms.application.spi.ConstraintViolation.Constraint;
import dev.chatrooms.application.spi.Rooms;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountKind;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.DirectPair;
import dev.chatrooms.domain.room.ExternalRoomId;
import dev.chatrooms.domain.room.Membership;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomKind;
import dev.chatrooms.domain.room.RoomName;
import dev.chatrooms.domain.room.Standing;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

record MemoryRooms(MemoryTransaction tx) implements Rooms {
    @Override
    public void add(Room room) {
        tx.requireWritable();
        RoomName name = room.name();
        if (room.kind() == RoomKind.PUBLIC && name != null) {
            if (tx.get(tx.tables.publicNames, name.folded()) != null) {
                throw new ConstraintViolation(Constraint.PUBLIC_ROOM_NAME, null);
            }
            tx.put(tx.tables.publicNames, name.folded(), room.id());
        }
        // addMember counts the members.
        tx.put(tx.tables.rooms, room.id().value(), new RoomRow(room.withMemberCount(0), Position.START, null));
    }

    @Override
    public Map<RoomId, Room> lock(Collection<RoomId> ids) {
        tx.requireWritable();
        Map<RoomId, Room> locked = new LinkedHashMap<>();
        ids.stream()
                .distinct()
                .sorted(Comparator.comparing(RoomId::value, Tables::unsigned))
                .forEach(id -> find(id).ifPresent(room -> locked.put(id, room)));
        return locked;
    }

    /** Returns none: writers run one at a time. */
    @Override
    public Set<RoomId> lockUnlessHeld(Collection<RoomId> ids) {
        tx.requireWritable();
        return Set.of();
    }

    @Override
    public boolean update(Room room) {
        tx.requireWritable();
        RoomRow row = row(room.id());
        if (row == null) {
            return false;
        }
        String before = publicName(row.room());
        String after = publicName(room);
        if (before != null && !before.equals(after)) {
            tx.put(tx.tables.publicNames, before, null);
        }
        if (after != null && !after.equals(before)) {
            if (tx.get(tx.tables.publicNames, after) != null) {
                throw new ConstraintViolation(Constraint.PUBLIC_ROOM_NAME, null);
            }
            tx.put(tx.tables.publicNames, after, room.id());
        }
        Room counted = room.withMemberCount(row.room().memberCount())
                .withLastSeq(row.room().lastSeq());
        tx.put(tx.tables.rooms, room.id().value(), new RoomRow(counted, row.lastMessage(), null));
        return true;
    }

    private static @Nullable String publicName(Room room) {
        return room.kind() == RoomKind.PUBLIC ? MemoryRoomQueries.folded(room) : null;
    }

    @Override
    public boolean delete(RoomId id) {
        tx.requireWritable();
        RoomRow row = row(id);
        if (row == null) {
            return false;
        }
        RoomName name = row.room().name();
        if (row.room().kind() == RoomKind.PUBLIC && name != null) {
            tx.put(tx.tables.publicNames, name.folded(), null);
        }
        DirectPair pair = tx.get(tx.tables.directPairs, id.value());
        if (pair != null) {
            tx.put(tx.tables.directRooms, Tables.key(pair), null);
        }
        // The highest position, until the log assigns the actual one at the end of the transaction.
        tx.put(tx.tables.rooms, id.value(), new RoomRow(row.room(), row.lastMessage(), new Position(Long.MAX_VALUE)));
        return true;
    }

    @Override
    public Optional<Room> find(RoomId id) {
        return Optional.ofNullable(row(id)).map(RoomRow::room);
    }

    @Override
    public Optional<Room> findByExternalId(ExternalRoomId externalId) {
        return Optional.ofNullable(tx.get(tx.tables.externalRooms, externalId.value()))
                .flatMap(this::find);
    }

    @Override
    public void setExternalId(RoomId id, ExternalRoomId externalId) {
        tx.requireWritable();
        if (findByExternalId(externalId).isPresent()) {
            throw new ConstraintViolation(Constraint.EXTERNAL_ROOM_ID, null);
        }
        tx.put(tx.tables.externalRooms, externalId.value(), id);
    }

    @Nullable
    RoomRow row(RoomId id) {
        RoomRow row = tx.get(tx.tables.rooms, id.value());
        return row == null || row.deleted() != null ? null : row;
    }

    @Override
    public Standing standing(RoomId room, AccountId account, Instant now) {
        MemberRow member = row(room) == null ? null : tx.get(tx.tables.membersByRoom, Tables.key(room, account));
        BanRow ban = tx.get(tx.tables.bans, Tables.key(room, account));
        AccountRow row = tx.get(tx.tables.accounts, account.value());
        return new Standing(
                account,
                member == null ? null : member.membership(),
                ban != null && ban.ban().isInForce(now),
                row != null && !row.account().disabled(),
                row == null ? AccountKind.USER : row.account().kind());
    }

    @Override
    public void addMember(Membership membership) {
        tx.requireWritable();
        AccountRow account = tx.get(tx.tables.accounts, membership.accountId().value());
        if (account == null || account.account().deleted()) {
            throw new StoreUnavailable("the account no longer exists", null);
        }
        Pair key = Tables.key(membership.roomId(), membership.accountId());
        if (tx.get(tx.tables.membersByRoom, key) != null) {
            throw new ConstraintViolation(Constraint.MEMBERSHIP, null);
        }
        tx.put(tx.tables.membersByRoom, key, new MemberRow(membership, Position.START, membership.joinedAt()));
        tx.put(tx.tables.roomsByMember, Tables.key(membership.accountId(), membership.roomId()), membership.roomId());
        adjustMemberCount(membership.roomId(), 1);
    }

    @Override
    public void removeMember(RoomId room, AccountId account) {
        tx.requireWritable();
        if (tx.get(tx.tables.membersByRoom, Tables.key(room, account)) != null) {
            tx.put(tx.tables.membersByRoom, Tables.key(room, account), null);
            tx.put(tx.tables.roomsByMember, Tables.key(account, room), null);
            adjustMemberCount(room, -1);
        }
    }

    @Override
    public void removeMember(Collection<RoomId> rooms, AccountId account) {
        rooms.forEach(room -> removeMember(room, account));
    }

    @Override
    public boolean setRole(RoomId room, AccountId account, Role role) {
        tx.requireWritable();
        Pair key = Tables.key(room, account);
        MemberRow row = tx.get(tx.tables.membersByRoom, key);
        if (row == null) {
            return false;
        }
        Membership m = row.membership();
        Membership changed = new Membership(
                room, account, role, m.joinedAt(), m.readSeq(), m.furthestReadSeq(), m.muted(), m.favourite());
        tx.put(tx.tables.membersByRoom, key, new MemberRow(changed, row.since(), row.readAt()));
        return true;
    }

    @Override
    public List<JoinedRoom> joinedRooms(AccountId account) {
        return roomIds(account)
                .flatMap(id -> Stream.ofNullable(row(id)))
                .map(row -> joinedRoom(row.room(), account))
                .toList();
    }

    private JoinedRoom joinedRoom(Room room, AccountId account) {
        MemberRow member = Objects.requireNonNull(tx.get(tx.tables.membersByRoom, Tables.key(room.id(), account)));
        return new JoinedRoom(room, member.membership(), countMembers(room.id(), Role.OWNER));
    }

    private void adjustMemberCount(RoomId id, int change) {
        RoomRow row = Objects.requireNonNull(row(id), "no such room");
        Room room = row.room().withMemberCount(row.room().memberCount() + change);
        tx.put(tx.tables.rooms, id.value(), new RoomRow(room, row.lastMessage(), row.deleted()));
    }

    @Override
    public Map<RoomId, AccountId> successors(Collection<RoomId> rooms, AccountId owner) {
        Map<RoomId, AccountId> successors = new HashMap<>();
        for (RoomId room : rooms) {
            memberships(room)
                    .map(MemberRow::membership)
                    .filter(member -> !member.accountId().equals(owner)
                            && !account(member).deleted())
                    .min(Comparator.<Membership, Boolean>comparing(
                                    member -> account(member).disabled())
                            .thenComparing(member -> account(member).kind() != AccountKind.USER)
                            .thenComparing(Membership::role)
                            .thenComparing(Membership::joinedAt)
                            .thenComparing(member -> member.accountId().value(), Tables::unsigned))
                    .ifPresent(successor -> successors.put(room, successor.accountId()));
        }
        return successors;
    }

    private Account account(Membership member) {
        return Objects.requireNonNull(
                        tx.get(tx.tables.accounts, member.accountId().value()))
                .account();
    }

    @Override
    public int countOwned(AccountId account, int limit) {
        return (int) joinedRooms(account).stream()
                .filter(joined -> joined.membership().role() == Role.OWNER)
                .limit(limit)
                .count();
    }

    @Override
    public int countMembers(RoomId room, Role role) {
        return (int)
                memberships(room).filter(m -> m.membership().role() == role).count();
    }

    Stream<MemberRow> memberships(RoomId room) {
        return tx.range(
                tx.tables.membersByRoom, new Pair(room.value(), Pair.LOWEST), new Pair(room.value(), Pair.HIGHEST));
    }

    /** Returns the rooms the account is a member of, by id, including deleted ones. */
    Stream<RoomId> roomIds(AccountId account) {
        return tx.range(
                tx.tables.roomsByMember,
                new Pair(account.value(), Pair.LOWEST),
                new Pair(account.value(), Pair.HIGHEST));
    }
}
