package dev.chatrooms.application.memory;

import dev.chatrooms.application.admin.AccountFilter;
import dev.chatrooms.application.admin.AccountOverview;
import dev.chatrooms.application.admin.RoomFilter;
import dev.chatrooms.application.admin.RoomOverview;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.people.Folding;
import dev.chatrooms.application.people.NameSearch;
import dev.chatrooms.application.people.SearchTerm;
import dev.chatrooms.application.people.SearchText;
import dev.chatrooms.application.spi.AdminQueries;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.EmailAddress;
import dev.chatrooms.domain.account.Session;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomName;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

record MemoryAdminQueries(MemoryTransaction tx) implements AdminQueries {
    @Override
    public Page<AccountOverview> accounts(AccountFilter filter, PageRequest page, Instant now) {
        String after = PageKey.decode(page.cursor(), 1, parts -> new Username(parts.get(0)).value());
        Stream<Account> found = tx.all(tx.tables.accounts)
                .map(Tables.AccountRow::account)
                .filter(account -> matches(account, filter))
                .filter(account -> after == null || account.username().value().compareTo(after) > 0)
                .sorted(Comparator.comparing(account -> account.username().value()));
        Page<Account> cut = Pages.cut(found, page, account -> PageKey.of(account.username()));
        return new Page<>(
                cut.items().stream().map(account -> overview(account, now)).toList(), cut.next());
    }

    private static boolean matches(Account account, AccountFilter filter) {
        return !account.deleted()
                && (filter.role() == null || filter.role() == account.role())
                && (filter.disabled() == null || filter.disabled() == account.disabled())
                && (filter.search() == null || matches(account, filter.search()));
    }

    private static boolean matches(Account account, SearchTerm search) {
        EmailAddress wanted = search.email();
        EmailAddress email = account.email();
        return wanted == null
                ? SearchText.of(account).match(search) != null
                : email != null && email.folded().equals(wanted.folded());
    }

    @Override
    public Optional<AccountOverview> account(AccountId id, Instant now) {
        return Optional.ofNullable(tx.get(tx.tables.accounts, id.value())).map(row -> overview(row.account(), now));
    }

    private AccountOverview overview(Account account, Instant now) {
        AccountId id = account.id();
        return new AccountOverview(
                account,
                sessions(id)
                        .map(Session::lastSeenAt)
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                (int) sessions(id).filter(session -> session.isLive(now)).count(),
                (int) tx.all(tx.tables.membersByRoom)
                        .filter(member -> member.membership().accountId().equals(id))
                        .filter(member -> isOpen(member.membership().roomId()))
                        .count(),
                tx.all(tx.tables.events)
                        .filter(event -> event.kind() == EventKind.MESSAGE_POSTED && id.equals(event.actorId()))
                        .count(),
                tx.all(tx.tables.files)
                        .filter(row -> row.complete() && row.file().ownerId().equals(id))
                        .mapToLong(row -> row.file().size())
                        .sum());
    }

    @Override
    public Page<RoomOverview> rooms(RoomFilter filter, PageRequest page) {
        Activity after = PageKey.decode(
                page.cursor(), 2, parts -> new Activity(Long.parseLong(parts.get(0)), UUID.fromString(parts.get(1))));
        Stream<Tables.RoomRow> found = tx.all(tx.tables.rooms)
                .filter(row -> row.deleted() == null && matches(row.room(), filter))
                .filter(row -> after == null || Activity.ORDER.compare(activity(row), after) < 0)
                .sorted(Comparator.comparing(this::activity, Activity.ORDER).reversed());
        Page<Tables.RoomRow> cut = Pages.cut(
                found,
                page,
                row -> PageKey.of(activity(row).position(), activity(row).room()));
        return new Page<>(cut.items().stream().map(this::overview).toList(), cut.next());
    }

    /** The sort key of rooms. */
    private record Activity(long position, UUID room) {
        static final Comparator<Activity> ORDER =
                Comparator.comparingLong(Activity::position).thenComparing(Activity::room, Tables::unsigned);
    }

    private Activity activity(Tables.RoomRow row) {
        UUID id = row.room().id().value();
        return new Activity(
                lastEvent(row).map(event -> event.position().value()).orElse(0L), id);
    }

    private Optional<Tables.EventRow> lastEvent(Tables.RoomRow row) {
        return tx.all(tx.tables.events)
                .filter(event -> row.room().id().equals(event.roomId())
                        && (event.kind() == EventKind.MESSAGE_POSTED || event.kind() == EventKind.ROOM_CREATED))
                .max(Comparator.comparingLong(event -> event.position().value()));
    }

    private static boolean matches(Room room, RoomFilter filter) {
        RoomName name = room.name();
        NameSearch search = filter.search();
        return (filter.kind() == null || filter.kind() == room.kind())
                && (search == null || search.isBlank() || (name != null && search.matches(Folding.fold(name.value()))));
    }

    @Override
    public Optional<RoomOverview> room(RoomId id) {
        return Optional.ofNullable(tx.get(tx.tables.rooms, id.value()))
                .filter(row -> row.deleted() == null)
                .map(this::overview);
    }

    private RoomOverview overview(Tables.RoomRow row) {
        RoomId id = row.room().id();
        return new RoomOverview(
                row.room(),
                tx.all(tx.tables.membersByRoom)
                        .map(Tables.MemberRow::membership)
                        .filter(member -> member.roomId().equals(id) && member.role() == Role.OWNER)
                        .map(member -> MemoryAccounts.profile(tx, member.accountId()))
                        .sorted(Comparator.comparing(
                                profile -> profile.username().value()))
                        .limit(RoomOverview.MAX_OWNERS)
                        .toList(),
                tx.all(tx.tables.attachedFiles)
                        .map(file -> tx.get(tx.tables.files, file.value()))
                        .filter(file -> file != null
                                && file.attached() != null
                                && file.attached().message().room().equals(id.value()))
                        .count(),
                lastEvent(row).map(Tables.EventRow::at).orElse(row.room().createdAt()));
    }

    private Stream<Session> sessions(AccountId account) {
        return tx.all(tx.tables.sessions).filter(session -> session.accountId().equals(account));
    }

    private boolean isOpen(RoomId room) {
        Tables.RoomRow row = tx.get(tx.tables.rooms, room.value());
        return row != null && row.deleted() == null;
    }

    @Override
    public Map<RoomId, String> roomNames(Collection<RoomId> rooms) {
        Map<RoomId, String> names = new HashMap<>();
        for (RoomId id : rooms) {
            Tables.RoomRow row = tx.get(tx.tables.rooms, id.value());
            RoomName name = row == null ? null : row.room().name();
            if (name != null) {
                names.put(id, name.value());
            }
        }
        return names;
    }
}
