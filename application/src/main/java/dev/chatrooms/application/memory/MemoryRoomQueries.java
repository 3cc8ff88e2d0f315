package dev.chatrooms.application.memory;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.memory.Tables.AccountRow;
import dev.chatrooms.application.memory.Tables.MemberRow;
import dev.chatrooms.application.memory.Tables.MessageRow;
import dev.chatrooms.application.memory.Tables.Place;
import dev.chatrooms.application.memory.Tables.RoomRow;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.people.Folding;
import dev.chatrooms.application.people.NameSearch;
import dev.chatrooms.application.people.SearchText;
import dev.chatrooms.application.room.MemberView;
import dev.chatrooms.application.room.OwnMembership;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.application.spi.RoomQueries;
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

record MemoryRoomQueries(MemoryTransaction tx) implements RoomQueries {
    /** A room with the sort key of the viewer's list. */
    private record Active(RoomRow row, Membership membership, long activity) {}

    private MemoryRooms rooms() {
        return new MemoryRooms(tx);
    }

    @Override
    public Optional<RoomView> view(RoomId room, AccountId viewer, Instant now) {
        RoomRow row = rooms().row(room);
        if (row == null) {
            return Optional.empty();
        }
        Standing standing = rooms().standing(room, viewer, now);
        return MembershipPolicy.maySee(row.room(), standing)
                ? Optional.of(viewOf(row.room(), standing.membership(), viewer))
                : Optional.empty();
    }

    /**
     * Returns a room as a viewer with this membership, if any, sees it.
     *
     * @param viewer null if the view is the same for all viewers
     */
    RoomView viewOf(Room room, @Nullable Membership membership, @Nullable AccountId viewer) {
        MessageRow last = tx.get(tx.tables.messages, new Place(room.id().value(), room.lastSeq()));
        MessageView lastMessage = last == null ? null : new MemoryMessages(tx).viewOf(last.message(), viewer);
        return membership == null
                ? new RoomView(room, lastMessage, null, null)
                : new RoomView(room, lastMessage, mine(membership), peerOf(room, membership.accountId()));
    }

    /** Returns a membership with its counts. */
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
    public Set<AccountId> strangers(AccountId account, Collection<AccountId> others) {
        Set<RoomId> rooms = memberSince(account).keySet();
        MemoryContacts contacts = new MemoryContacts(tx);
        return others.stream()
                .filter(other -> !contacts.contains(other, account))
                .filter(other -> memberSince(other).keySet().stream().noneMatch(rooms::contains))
                .collect(Collectors.toSet());
    }

    @Override
    public Page<RoomView> ofViewer(AccountId viewer, PageRequest page) {
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
        Stream<Active> active = rooms().roomIds(viewer)
                .flatMap(id -> Stream.ofNullable(rooms().row(id)))
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
                id, RoomKind.PRIVATE, null, Topic.NONE, new AccountId(id.value()), Instant.EPOCH, Instant.EPOCH, 0, 0);
    }

    /** Returns the account's memberships in rooms that are not deleted. */
    List<MemberRow> membershipsOf(AccountId account) {
        return rooms().roomIds(account)
                .filter(id -> rooms().row(id) != null)
                .map(id -> Objects.requireNonNull(tx.get(tx.tables.membersByRoom, Tables.key(id, account))))
                .toList();
    }

    @Override
    public Page<RoomView> directory(AccountId viewer, @Nullable String search, PageRequest page, Instant now) {
        record Key(String name, UUID id) {}
        Comparator<Key> order =
                Comparator.comparing(Key::name, Tables::byBytes).thenComparing(Key::id, Tables::unsigned);
        Key after = PageKey.decode(page.cursor(), 2, parts -> new Key(parts.get(0), UUID.fromString(parts.get(1))));
        NameSearch names = NameSearch.ofRooms(search == null ? "" : search);
        Stream<Room> rooms = tx.all(tx.tables.publicNames)
                .map(id -> Objects.requireNonNull(rooms().row(id)).room())
                .filter(room -> names.matches(Folding.fold(nameOf(room).value())))
                .filter(room -> MembershipPolicy.maySee(room, rooms().standing(room.id(), viewer, now)))
                .sorted(Comparator.comparing(
                        room -> new Key(folded(room), room.id().value()), order))
                .filter(room -> after == null
                        || order.compare(new Key(folded(room), room.id().value()), after) > 0);
        Page<Room> found = Pages.cut(rooms, page, room -> PageKey.of(folded(room), room.id()));
        return new Page<>(
                found.items().stream()
                        .map(room -> viewOf(
                                room, rooms().standing(room.id(), viewer, now).membership(), viewer))
                        .toList(),
                found.next());
    }

    static String folded(Room room) {
        return nameOf(room).folded();
    }

    private static RoomName nameOf(Room room) {
        return Objects.requireNonNull(room.name(), "a public room has a name");
    }

    @Override
    public Page<RoomView> ofPerson(AccountId person, AccountId viewer, PageRequest page, Instant now) {
        UUID before = PageKey.decode(page.cursor(), 1, parts -> UUID.fromString(parts.get(0)));
        Stream<RoomView> rooms = rooms().roomIds(person)
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
        Stream<MemberView> members = rooms().memberships(room)
                .map(this::member)
                .sorted(Comparator.comparing(keyOf, order))
                .filter(m -> after == null || order.compare(keyOf.apply(m), after) > 0);
        return Optional.of(
                Pages.cut(members, page, m -> PageKey.of(m.role(), m.user().username())));
    }

    @Override
    public Optional<Page<MemberView>> findMembers(
            RoomId room, AccountId viewer, NameSearch names, PageRequest page, Instant now) {
        if (view(room, viewer, now).isEmpty()) {
            return Optional.empty();
        }
        record Key(boolean isOther, Role role, String username) {}
        Comparator<Key> order =
                Comparator.comparing(Key::isOther).thenComparing(Key::role).thenComparing(Key::username);
        Key after = PageKey.decode(
                page.cursor(),
                3,
                parts -> new Key(Boolean.parseBoolean(parts.get(0)), Role.valueOf(parts.get(1)), parts.get(2)));
        Function<MemberView, Key> keyOf = m -> {
            String username = m.user().username().value();
            return new Key(!username.equals(names.folded()), m.role(), username);
        };
        Stream<MemberView> members = rooms().memberships(room)
                .filter(m -> names.matches(SearchText.of(account(m).account()).text()))
                .map(this::member)
                .sorted(Comparator.comparing(keyOf, order))
                .filter(m -> after == null || order.compare(keyOf.apply(m), after) > 0);
        return Optional.of(Pages.cut(
                members,
                page,
                m -> PageKey.of(keyOf.apply(m).isOther(), m.role(), m.user().username())));
    }

    private AccountRow account(MemberRow member) {
        return Objects.requireNonNull(
                tx.get(tx.tables.accounts, member.membership().accountId().value()));
    }

    private MemberView member(MemberRow member) {
        Membership membership = member.membership();
        return new MemberView(account(member).account().profile(), membership.role(), membership.joinedAt());
    }

    @Override
    public Map<RoomId, Position> memberSince(AccountId account) {
        Map<RoomId, Position> since = new HashMap<>();
        rooms().roomIds(account)
                .filter(id -> rooms().row(id) != null)
                .forEach(id -> since.put(
                        id,
                        Objects.requireNonNull(tx.get(tx.tables.membersByRoom, Tables.key(id, account)))
                                .since()));
        return since;
    }

    @Override
    public Map<RoomId, Position> deletedSince(AccountId account, Position after) {
        Map<RoomId, Position> deleted = new HashMap<>();
        rooms().roomIds(account).forEach(id -> {
            RoomRow row = Objects.requireNonNull(tx.get(tx.tables.rooms, id.value()));
            Position at = row.deleted();
            if (at != null && at.isAfter(after)) {
                deleted.put(id, at);
            }
        });
        return deleted;
    }

    @Override
    public Map<AccountId, Set<RoomId>> smallRooms(int maxMembers, Collection<AccountId> accounts, int limit) {
        Map<AccountId, Set<RoomId>> rooms = new HashMap<>();
        for (AccountId account : accounts) {
            Set<RoomId> found = rooms().roomIds(account)
                    .filter(id -> {
                        RoomRow row = rooms().row(id);
                        return row != null && row.room().memberCount() <= maxMembers;
                    })
                    .sorted(Comparator.comparing(RoomId::value, Tables::unsigned)
                            .reversed())
                    .limit(limit)
                    .collect(Collectors.toSet());
            if (!found.isEmpty()) {
                rooms.put(account, found);
            }
        }
        return rooms;
    }
}
