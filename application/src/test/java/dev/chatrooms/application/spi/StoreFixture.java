package dev.chatrooms.application.spi;

import dev.chatrooms.application.event.EventContent;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountRole;
import dev.chatrooms.domain.account.DisplayName;
import dev.chatrooms.domain.account.PasswordHash;
import dev.chatrooms.domain.account.Session;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.id.SessionId;
import dev.chatrooms.domain.message.ClientId;
import dev.chatrooms.domain.message.Draft;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.message.MessageEvent;
import dev.chatrooms.domain.message.MessageText;
import dev.chatrooms.domain.room.Ban;
import dev.chatrooms.domain.room.DirectPair;
import dev.chatrooms.domain.room.Invite;
import dev.chatrooms.domain.room.InviteCode;
import dev.chatrooms.domain.room.LeaveReason;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomEvent;
import dev.chatrooms.domain.room.RoomKind;
import dev.chatrooms.domain.room.RoomName;
import dev.chatrooms.domain.room.Topic;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Situations in a store, in a few words. Each call is a transaction of its own. */
public final class StoreFixture {
    public static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123Z");
    public static final Instant LATER = NOW.plus(Duration.ofHours(1));

    private final Transactions transactions;

    private StoreFixture(Transactions transactions) {
        this.transactions = transactions;
    }

    public static StoreFixture in(Storage storage) {
        return new StoreFixture(storage.transactions());
    }

    public Transactions transactions() {
        return transactions;
    }

    public <T> T read(Function<? super Stores, ? extends T> work) {
        return transactions.read(work);
    }

    public <T> T write(Function<? super UnitOfWork, ? extends T> work) {
        return transactions.<T>write(work).result();
    }

    // ---- the ports, each call in a reading transaction of its own

    public Accounts accounts() {
        return each(Accounts.class, Stores::accounts);
    }

    public Sessions sessions() {
        return each(Sessions.class, Stores::sessions);
    }

    public Rooms rooms() {
        return each(Rooms.class, Stores::rooms);
    }

    public RoomQueries roomQueries() {
        return each(RoomQueries.class, Stores::roomQueries);
    }

    public DirectRooms directRooms() {
        return each(DirectRooms.class, Stores::directRooms);
    }

    public Bans bans() {
        return each(Bans.class, Stores::bans);
    }

    public Invites invites() {
        return each(Invites.class, Stores::invites);
    }

    public Markers markers() {
        return each(Markers.class, Stores::markers);
    }

    public Messages messages() {
        return each(Messages.class, Stores::messages);
    }

    public Avatars avatars() {
        return each(Avatars.class, Stores::avatars);
    }

    public Settings settings() {
        return each(Settings.class, Stores::settings);
    }

    public EventLog log() {
        return each(EventLog.class, Stores::log);
    }

    public OneTimeCodes codes() {
        return each(OneTimeCodes.class, Stores::codes);
    }

    public AuditTrail audit() {
        return each(AuditTrail.class, Stores::audit);
    }

    private <P> P each(Class<P> port, Function<Stores, P> of) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(),
                new Class<?>[] {port},
                (proxy, method, arguments) -> read(stores -> {
                    try {
                        return method.invoke(of.apply(stores), arguments);
                    } catch (InvocationTargetException e) {
                        if (e.getCause() instanceof RuntimeException cause) {
                            throw cause;
                        }
                        throw new AssertionError(e);
                    } catch (IllegalAccessException e) {
                        throw new AssertionError(e);
                    }
                })));
    }

    // ---- people

    public static Account account(String username) {
        return Account.registered(
                new AccountId(UUID.randomUUID()),
                new Username(username),
                new DisplayName(username),
                null,
                null,
                AccountRole.USER,
                null,
                NOW);
    }

    public static Account disabled(Account account) {
        return account.withDisabled(true, LATER);
    }

    public static Account called(Account a, String displayName) {
        return a.withProfile(new DisplayName(displayName), a.firstName(), a.lastName(), a.bio(), LATER);
    }

    public static PasswordHash hash(String value) {
        return new PasswordHash(value);
    }

    public Account person(String username) {
        Account account = account(username);
        write(uow -> {
            uow.accounts().add(account, hash("hash of " + username));
            return null;
        });
        return account;
    }

    public void update(Account account) {
        write(uow -> {
            uow.accounts().update(account);
            return null;
        });
    }

    public Session session(Account account, Instant expiresAt) {
        return session(account, expiresAt, hashOf(UUID.randomUUID().toString()));
    }

    public Session session(Account account, Instant expiresAt, byte[] refreshTokenHash) {
        Session session = Session.begun(
                new SessionId(UUID.randomUUID()), account.id(), NOW, expiresAt, "Some browser", "192.0.2.7");
        write(uow -> {
            uow.sessions().add(session, refreshTokenHash);
            return null;
        });
        return session;
    }

    /** As of a refresh token. */
    public static byte[] hashOf(String token) {
        return token.getBytes(StandardCharsets.UTF_8);
    }

    // ---- rooms

    public RoomId aPublicRoomOf(Account owner, String name) {
        return room(RoomKind.PUBLIC, name, owner);
    }

    public RoomId aPublicRoomWith(Account owner, Account... members) {
        return room(RoomKind.PUBLIC, "Room " + UUID.randomUUID(), owner, members);
    }

    public RoomId aPrivateRoomWith(Account owner, Account... members) {
        return room(RoomKind.PRIVATE, "Room " + UUID.randomUUID(), owner, members);
    }

    public RoomId aDirectRoomOf(Account maker, Account other) {
        return write(uow -> {
            Room.Change created = Room.createDirect(new RoomId(UUID.randomUUID()), maker.id(), NOW);
            uow.directRooms().add(created.room(), DirectPair.of(maker.id(), other.id()));
            begin(uow, created);
            begin(uow, created.room().addFoundingMember(other.id(), Role.MEMBER, maker.id(), NOW));
            return created.room().id();
        });
    }

    private RoomId room(RoomKind kind, String name, Account owner, Account... members) {
        return write(uow -> {
            Room.Change created = create(kind, name, owner);
            uow.rooms().add(created.room());
            begin(uow, created);
            Room room = created.room();
            for (Account member : members) {
                Room.Change joined = room.addFoundingMember(member.id(), Role.MEMBER, owner.id(), NOW);
                begin(uow, joined);
                room = joined.room();
            }
            return room.id();
        });
    }

    public static Room.Change create(RoomKind kind, String name, Account owner) {
        return Room.create(
                new RoomId(UUID.randomUUID()), kind, new RoomName(name), new Topic("About " + name), owner.id(), NOW);
    }

    private static void begin(UnitOfWork uow, Room.Change change) {
        uow.rooms().addMember(change.membership());
        change.events().forEach(event -> uow.append(event, NOW));
    }

    public Position join(Account account, RoomId room) {
        return join(account, room, Role.MEMBER);
    }

    /** The position of the joining. */
    public Position join(Account account, RoomId room, Role role) {
        Committed<?> committed = transactions.write(uow -> {
            join(uow, account, room, role);
            return null;
        });
        return committed.head().position();
    }

    public static void join(UnitOfWork uow, Account account, RoomId room, Role role) {
        begin(uow, locked(uow, room).addFoundingMember(account.id(), role, account.id(), NOW));
    }

    /** The position of the leaving. */
    public Position leave(Account account, RoomId room) {
        return end(account, room, LeaveReason.LEFT);
    }

    public Position end(Account account, RoomId room, LeaveReason reason) {
        Committed<?> committed = transactions.write(uow -> {
            end(uow, account, room, reason);
            return null;
        });
        return committed.head().position();
    }

    public static void end(UnitOfWork uow, Account account, RoomId room, LeaveReason reason) {
        int members = locked(uow, room).memberCount();
        uow.rooms().removeMember(room, account.id());
        uow.append(new RoomEvent.MemberLeft(room, account.id(), account.id(), reason, members - 1), NOW);
    }

    public void ban(Account account, RoomId room, Instant until) {
        write(uow -> {
            uow.bans().put(new Ban(room, account.id(), null, null, NOW, until));
            return null;
        });
    }

    public void ban(Ban ban) {
        write(uow -> {
            uow.bans().put(ban);
            return null;
        });
    }

    /** An invite that is good until {@link #LATER}; it is not stored yet. */
    public static Invite invite(RoomId room, Account by, Integer maxUses) {
        String code = UUID.randomUUID().toString().replace("-", "").substring(0, 22);
        return new Invite(new InviteCode(code), room, by.id(), NOW, LATER, maxUses, 0);
    }

    public Invite add(Invite invite) {
        write(uow -> {
            uow.invites().add(invite);
            return null;
        });
        return invite;
    }

    /** The position of the deletion. */
    public Position delete(RoomId room, Account by) {
        Committed<?> committed = transactions.write(uow -> {
            if (!uow.rooms().delete(room)) {
                throw new IllegalStateException("not deleted");
            }
            uow.append(new RoomEvent.Deleted(room, by.id()), NOW);
            return null;
        });
        return committed.head().position();
    }

    public static Room locked(UnitOfWork uow, RoomId room) {
        Room locked = uow.rooms().lock(Set.of(room)).get(room);
        if (locked == null) {
            throw new IllegalStateException("no such room");
        }
        return locked;
    }

    public Room room(RoomId room) {
        return rooms().find(room).orElseThrow();
    }

    // ---- messages

    public static Draft draft(Account sender, RoomId room, String text, String clientId) {
        return new Draft(
                new MessageId(UUID.randomUUID()),
                room,
                sender.id(),
                new MessageText(text),
                NOW,
                clientId == null ? null : new ClientId(clientId));
    }

    public Message say(Account sender, RoomId room, String text) {
        return say(sender, room, text, null);
    }

    public Message say(Account sender, RoomId room, String text, String clientId) {
        return write(uow -> say(uow, draft(sender, room, text, clientId)));
    }

    /** Posts drafts in one transaction each. */
    public void post(Draft... drafts) {
        List.of(drafts).forEach(draft -> write(uow -> say(uow, draft)));
    }

    public static Message say(UnitOfWork uow, Account sender, RoomId room, String text) {
        return say(uow, draft(sender, room, text, null));
    }

    private static Message say(UnitOfWork uow, Draft draft) {
        Message message = draft.in(locked(uow, draft.roomId()));
        uow.append(new MessageEvent.Posted(message), NOW);
        return message;
    }

    // ---- the log

    public Position head() {
        return log().head().position();
    }

    public List<LoggedEvent> wholeLog() {
        return logSince(Position.START);
    }

    /** Returns all entries after a position, up to the present head. */
    public List<LoggedEvent> logSince(Position before) {
        Position end = head();
        List<LoggedEvent> events = new ArrayList<>();
        for (Position read = before;
                end.isAfter(read);
                read = events.get(events.size() - 1).position()) {
            events.addAll(log().read(read, end, 1000));
        }
        return events;
    }

    public List<LoggedEvent> logFor(Account viewer) {
        return log().readFor(viewer.id(), Position.START, head(), 10_000);
    }

    /** Returns a short form of an event for comparison: a message's text, or the kind and subject. */
    public static String inAWord(LoggedEvent event) {
        if (event.content() instanceof EventContent.OfMessage of) {
            return String.valueOf(of.message().message().text());
        }
        if (event.content() instanceof EventContent.Joined joined) {
            return joined.user().username() + " joined";
        }
        return event.kind().wireName();
    }

    public List<String> said(Account viewer) {
        return logFor(viewer).stream().map(StoreFixture::inAWord).toList();
    }
}
