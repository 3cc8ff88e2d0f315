package dev.chatrooms.application.memory;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.memory.Tables.AccountRow;
import dev.chatrooms.application.memory.Tables.BanRow;
import dev.chatrooms.application.memory.Tables.MemberRow;
import dev.chatrooms.application.memory.Tables.MessageRow;
import dev.chatrooms.application.memory.Tables.Pair;
import dev.chatrooms.application.memory.Tables.Place;
import dev.chatrooms.application.memory.Tables.RoomRow;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.room.MemberView;
import dev.chatrooms.application.room.OwnMembership;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.application.spi.ConstraintViolation;
import dev.chatrooms.application.spi.ConstraintViolation.Constraint;
import dev.chatrooms.application.spi.Rooms;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.domain.account.Profile;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.DirectPair;
import dev.chatrooms.domain.room.Membership;
import dev.chatrooms.domain.room.MembershipPolicy;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomKind;
import dev.chatrooms.domain.room.RoomName;
import dev.chatrooms.domain.room.Standing;
import dev.chatrooms.domain.room.Topic;
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
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

record MemoryRooms(MemoryTransaction tx) implements Rooms {
    /** A room with the key that the list of one's rooms is sorted by. */
    private record Active(RoomRow row, Membership membership, long activity) {}

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
        // Counted by addMember, as the members are added.
        tx.put(tx.tables.rooms, room.id().value(), new RoomRow(withMembers(room, 0), Position.START, null));
    }

    @Override
    public void addDirect(Room room, DirectPair pair) {
        tx.requireWritable();
        if (tx.get(tx.tables.directRooms, Tables.key(pair)) != null) {
            throw new ConstraintViolation(Constraint.DIRECT_PAIR, null);
        }
        tx.put(tx.tables.directRooms, Tables.key(pair), room.id());
        tx.put(tx.tables.directPairs, room.id().value(), pair);
        add(room);
    }

    @Override
    public Optional<RoomId> findDirect(DirectPair pair) {
        return Optional.ofNullable(tx.get(tx.tables.directRooms, Tables.key(pair)));
    }

    @Override
    public Optional<DirectPair> directPair(RoomId room) {
        return row(room) == null ? Optional.empty() : Optional.ofNullable(tx.get(tx.tables.directPairs, room.value()));
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

    @Override
    public boolean update(Room room, long expectedVersion) {
        tx.requireWritable();
        RoomRow row = row(room.id());
        if (row == null || row.room().version() != expectedVersion) {
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
        Room counted = withMembers(room, row.room().memberCount())
                .withLastSeq(row.room().lastSeq());
        tx.put(tx.tables.rooms, room.id().value(), new RoomRow(counted, row.lastMessage(), null));
        return true;
    }

    private static @Nullable String publicName(Room room) {
        return room.kind() == RoomKind.PUBLIC ? folded(room) : null;
    }

    @Override
    public boolean delete(RoomId id, long expectedVersion) {
        tx.requireWritable();
        RoomRow row = row(id);
        if (row == null || row.room().version() != expectedVersion) {
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
        // Deleted at the highest position until the log gives the true one at the end of the
        // transaction.
        tx.put(tx.tables.rooms, id.value(), new RoomRow(row.room(), row.lastMessage(), new Position(Long.MAX_VALUE)));
        return true;
    }

    @Override
    public Optional<Room> find(RoomId id) {
        return Optional.ofNullable(row(id)).map(RoomRow::room);
    }

    private @Nullable RoomRow row(RoomId id) {
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
                row != null && !row.account().disabled());
    }

    @Override
    public void addMember(Membership membership) {
        tx.requireWritable();
        AccountRow account = tx.get(tx.tables.accounts, membership.accountId().value());
        if (account == null || account.account().deleted()) {
            throw new StoreUnavailable("there is no such account any more", null);
        }
        Pair key = Tables.key(membership.roomId(), membership.accountId());
        if (tx.get(tx.tables.membersByRoom, key) != null) {
            throw new ConstraintViolation(Constraint.MEMBERSHIP, null);
        }
        tx.put(tx.tables.membersByRoom, key, new MemberRow(membership, Position.START, membership.joinedAt()));
        tx.put(tx.tables.roomsByMember, Tables.key(membership.accountId(), membership.roomId()), membership.roomId());
        countMembers(membership.roomId(), 1);
    }

    @Override
    public void removeMember(RoomId room, AccountId account) {
        tx.requireWritable();
        if (tx.get(tx.tables.membersByRoom, Tables.key(room, account)) != null) {
            tx.put(tx.tables.membersByRoom, Tables.key(room, account), null);
            tx.put(tx.tables.roomsByMember, Tables.key(account, room), null);
            countMembers(room, -1);
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
        Membership changed = new Membership(room, account, role, m.joinedAt(), m.readSeq(), m.muted(), m.favourite());
        tx.put(tx.tables.membersByRoom, key, new MemberRow(changed, row.since(), row.readAt()));
        return true;
    }

    @Override
    public List<Stay> stays(AccountId account) {
        return roomsOf(account)
                .flatMap(id -> Stream.ofNullable(row(id)))
                .map(row -> stay(row.room(), account))
                .toList();
    }

    private Stay stay(Room room, AccountId account) {
        MemberRow member = Objects.requireNonNull(tx.get(tx.tables.membersByRoom, Tables.key(room.id(), account)));
        return new Stay(room, member.membership(), count(room.id(), Role.OWNER));
    }

    private void countMembers(RoomId id, int change) {
        RoomRow row = Objects.requireNonNull(row(id), "no such room");
        Room room = withMembers(row.room(), row.room().memberCount() + change);
        tx.put(tx.tables.rooms, id.value(), new RoomRow(room, row.lastMessage(), row.deleted()));
    }

    private static Room withMembers(Room r, int members) {
        return new Room(
                r.id(),
                r.kind(),
                r.name(),
                r.topic(),
                r.createdBy(),
                r.createdAt(),
                r.updatedAt(),
                r.version(),
                r.lastSeq(),
                members);
    }

    @Override
    public int count(RoomId room, Role role) {
        return (int)
                memberships(room).filter(m -> m.membership().role() == role).count();
    }

    Stream<MemberRow> memberships(RoomId room) {
        return tx.range(
                tx.tables.membersByRoom, new Pair(room.value(), Pair.LOWEST), new Pair(room.value(), Pair.HIGHEST));
    }

    @Override
    public Optional<RoomView> view(RoomId room, AccountId viewer, Instant now) {
        RoomRow row = row(room);
        if (row == null) {
            return Optional.empty();
        }
        Standing standing = standing(room, viewer, now);
        return MembershipPolicy.maySee(row.room(), standing)
                ? Optional.of(viewOf(row.room(), standing.membership(), viewer))
                : Optional.empty();
    }

    /**
     * A room as a viewer sees it, who may have that membership.
     *
     * @param viewer null where it is the same for everybody
     */
    RoomView viewOf(Room room, @Nullable Membership membership, @Nullable AccountId viewer) {
        MessageRow last = tx.get(tx.tables.messages, new Place(room.id().value(), room.lastSeq()));
        MessageView lastMessage = last == null ? null : new MemoryMessages(tx).viewOf(last.message(), viewer);
        return membership == null
                ? new RoomView(room, lastMessage, null, null)
                : new RoomView(room, lastMessage, mine(membership), peerOf(room, membership.accountId()));
    }

    /** A membership with what is counted for it. */
    OwnMembership mine(Membership membership) {
        return new OwnMembership(membership, new MemoryMentions(tx).unread(membership));
    }

    private @Nullable Profile peerOf(Room room, AccountId member) {
        DirectPair pair = tx.get(tx.tables.directPairs, room.id().value());
        return pair == null
                ? null
                : Objects.requireNonNull(
                                tx.get(tx.tables.accounts, pair.peerOf(member).value()))
                        .account()
                        .profile();
    }

    @Override
    public Page<RoomView> of(AccountId viewer, PageRequest page) {
        Comparator<Active> order = Comparator.comparingLong(Active::activity)
                .thenComparing(a -> a.row().room().id().value(), Tables::unsigned)
                .reversed();
        Active after = PageKey.decode(page.cursor(), 2, parts -> {
            Room key = keyOnly(new RoomId(UUID.fromString(parts.get(1))));
            return new Active(
                    new RoomRow(key, Position.START, null),
                    Membership.starting(key, viewer, Role.MEMBER, Instant.EPOCH),
                    Long.parseLong(parts.get(0)));
        });
        Stream<Active> active = roomsOf(viewer)
                .flatMap(id -> Stream.ofNullable(row(id)))
                .map(row -> active(row, viewer))
                .sorted(order)
                .filter(a -> after == null || order.compare(a, after) > 0);
        Page<Active> found = Pages.cut(
                active, page, a -> PageKey.of(a.activity(), a.row().room().id()));
        return new Page<>(
                found.items().stream()
                        .map(a -> viewOf(a.row().room(), a.membership(), viewer))
                        .toList(),
                found.next());
    }

    private Active active(RoomRow row, AccountId viewer) {
        MemberRow member = Objects.requireNonNull(
                tx.get(tx.tables.membersByRoom, Tables.key(row.room().id(), viewer)));
        return new Active(
                row,
                member.membership(),
                Math.max(row.lastMessage().value(), member.since().value()));
    }

    private static Room keyOnly(RoomId id) {
        return new Room(
                id,
                RoomKind.PRIVATE,
                null,
                Topic.NONE,
                new AccountId(id.value()),
                Instant.EPOCH,
                Instant.EPOCH,
                0,
                0,
                0);
    }

    /** Of rooms that are not deleted. */
    List<MemberRow> membershipsOf(AccountId account) {
        return roomsOf(account)
                .filter(id -> row(id) != null)
                .map(id -> Objects.requireNonNull(tx.get(tx.tables.membersByRoom, Tables.key(id, account))))
                .toList();
    }

    private Stream<RoomId> roomsOf(AccountId account) {
        return tx.range(
                tx.tables.roomsByMember,
                new Pair(account.value(), Pair.LOWEST),
                new Pair(account.value(), Pair.HIGHEST));
    }

    @Override
    public Page<RoomView> directory(AccountId viewer, @Nullable String search, PageRequest page, Instant now) {
        record Key(String name, UUID id) {}
        Comparator<Key> order =
                Comparator.comparing(Key::name, Tables::byBytes).thenComparing(Key::id, Tables::unsigned);
        Key after = PageKey.decode(page.cursor(), 2, parts -> new Key(parts.get(0), UUID.fromString(parts.get(1))));
        String part = search == null ? "" : RoomName.fold(search);
        Stream<Room> rooms = tx.all(tx.tables.publicNames)
                .map(id -> Objects.requireNonNull(row(id)).room())
                .filter(room -> folded(room).contains(part))
                .filter(room -> MembershipPolicy.maySee(room, standing(room.id(), viewer, now)))
                .sorted(Comparator.comparing(
                        room -> new Key(folded(room), room.id().value()), order))
                .filter(room -> after == null
                        || order.compare(new Key(folded(room), room.id().value()), after) > 0);
        Page<Room> found = Pages.cut(rooms, page, room -> PageKey.of(folded(room), room.id()));
        return new Page<>(
                found.items().stream()
                        .map(room ->
                                viewOf(room, standing(room.id(), viewer, now).membership(), viewer))
                        .toList(),
                found.next());
    }

    private static String folded(Room room) {
        return Objects.requireNonNull(room.name(), "a public room has a name").folded();
    }

    @Override
    public Page<RoomView> ofPerson(AccountId person, AccountId viewer, PageRequest page, Instant now) {
        UUID before = PageKey.decode(page.cursor(), 1, parts -> UUID.fromString(parts.get(0)));
        Stream<RoomView> rooms = roomsOf(person)
                .sorted(Comparator.comparing(RoomId::value, Tables::unsigned).reversed())
                .filter(id -> before == null || Tables.unsigned(id.value(), before) < 0)
                .flatMap(id -> view(id, viewer, now).stream());
        return Pages.cut(rooms, page, view -> PageKey.of(view.room().id()));
    }

    @Override
    public Page<Room> list(PageRequest page) {
        UUID after = PageKey.decode(page.cursor(), 1, parts -> UUID.fromString(parts.get(0)));
        Stream<Room> rooms = tx.all(tx.tables.rooms)
                .filter(row -> row.deleted() == null && row.room().kind() != RoomKind.DIRECT)
                .map(RoomRow::room)
                .filter(room -> after == null || Tables.unsigned(room.id().value(), after) > 0);
        return Pages.cut(rooms, page, room -> PageKey.of(room.id()));
    }

    @Override
    public Optional<Page<MemberView>> members(RoomId room, AccountId viewer, PageRequest page, Instant now) {
        if (view(room, viewer, now).isEmpty()) {
            return Optional.empty();
        }
        record Key(Role role, String username) {}
        Comparator<Key> order = Comparator.comparing(Key::role).thenComparing(Key::username);
        Key after = PageKey.decode(page.cursor(), 2, parts -> new Key(Role.valueOf(parts.get(0)), parts.get(1)));
        Function<MemberView, Key> keyOf =
                m -> new Key(m.role(), m.user().username().value());
        Stream<MemberView> members = memberships(room)
                .map(m -> {
                    AccountRow row = Objects.requireNonNull(tx.get(
                            tx.tables.accounts, m.membership().accountId().value()));
                    return new MemberView(
                            row.account().profile(),
                            m.membership().role(),
                            m.membership().joinedAt());
                })
                .sorted(Comparator.comparing(keyOf, order))
                .filter(m -> after == null || order.compare(keyOf.apply(m), after) > 0);
        return Optional.of(
                Pages.cut(members, page, m -> PageKey.of(m.role(), m.user().username())));
    }

    @Override
    public Map<RoomId, Position> memberSince(AccountId account) {
        Map<RoomId, Position> since = new HashMap<>();
        roomsOf(account)
                .filter(id -> row(id) != null)
                .forEach(id -> since.put(
                        id,
                        Objects.requireNonNull(tx.get(tx.tables.membersByRoom, Tables.key(id, account)))
                                .since()));
        return since;
    }

    @Override
    public Map<RoomId, Position> deletedSince(AccountId account, Position after) {
        Map<RoomId, Position> deleted = new HashMap<>();
        roomsOf(account).forEach(id -> {
            RoomRow row = Objects.requireNonNull(tx.get(tx.tables.rooms, id.value()));
            Position at = row.deleted();
            if (at != null && at.isAfter(after)) {
                deleted.put(id, at);
            }
        });
        return deleted;
    }

    @Override
    public Map<AccountId, Set<RoomId>> roomsUpTo(int members, Collection<AccountId> accounts, int most) {
        Map<AccountId, Set<RoomId>> rooms = new HashMap<>();
        for (AccountId account : accounts) {
            Set<RoomId> found = roomsOf(account)
                    .filter(id -> {
                        RoomRow row = row(id);
                        return row != null && row.room().memberCount() <= members;
                    })
                    .sorted(Comparator.comparing(RoomId::value, Tables::unsigned)
                            .reversed())
                    .limit(most)
                    .collect(Collectors.toSet());
            if (!found.isEmpty()) {
                rooms.put(account, found);
            }
        }
        return rooms;
    }
}
