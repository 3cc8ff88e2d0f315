package dev.chatrooms.application.room.internal;

import dev.chatrooms.application.admin.AuditAction;
import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Fields;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.internal.RateLimits;
import dev.chatrooms.application.people.NameSearch;
import dev.chatrooms.application.people.SearchTerm;
import dev.chatrooms.application.room.MemberView;
import dev.chatrooms.application.room.NewRoom;
import dev.chatrooms.application.room.RoomManagement;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.application.spi.ConstraintViolation;
import dev.chatrooms.application.spi.IdGenerator;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.TextRules;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.metadata.Metadata;
import dev.chatrooms.domain.room.ExternalRoomId;
import dev.chatrooms.domain.room.MembershipPolicy;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomEvent;
import dev.chatrooms.domain.room.RoomKind;
import dev.chatrooms.domain.room.RoomName;
import dev.chatrooms.domain.room.Standing;
import dev.chatrooms.domain.room.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@link RoomManagement} over the committer and the store. Each change decides under the room's lock. */
public final class RoomUseCases implements RoomManagement {
    private final Transactor transactor;
    private final RateLimits rateLimits;
    private final GrowthLimits growth;
    private final IdGenerator ids;

    RoomUseCases(Transactor transactor, RateLimits rateLimits, GrowthLimits growth, IdGenerator ids) {
        this.transactor = transactor;
        this.rateLimits = rateLimits;
        this.growth = growth;
        this.ids = ids;
    }

    @Override
    public CompletableFuture<RoomView> create(Caller caller, NewRoom room) {
        return Transactor.attempt(() -> {
            rateLimits.change(caller, 1 + Math.min(room.members().size(), NewRoom.MAX_MEMBERS));
            Checked checked = check(room);
            growth.bringIn(caller, checked.members());
            return create(caller, checked, uow -> growth.own(uow.rooms(), caller.accountId()), (uow, id) -> {});
        });
    }

    /** Creates a room without limits, and takes another step in the same transaction. */
    public CompletableFuture<RoomView> create(Caller caller, NewRoom room, BiConsumer<UnitOfWork, RoomId> also) {
        return Transactor.attempt(() -> create(caller, check(room), uow -> {}, also));
    }

    private CompletableFuture<RoomView> create(
            Caller caller, Checked room, Consumer<UnitOfWork> before, BiConsumer<UnitOfWork, RoomId> also) {
        RoomId id = new RoomId(ids.next());
        // A room that is not visible yet needs no lock.
        return transactor.change(Set.of(), uow -> {
            before.accept(uow);
            RoomView created = create(uow, caller, id, room);
            also.accept(uow, id);
            return created;
        });
    }

    /**
     * Returns the room with an external id, or creates it as {@link #create(Caller, NewRoom, BiConsumer)}. If another
     * node creates it at the same time, the second attempt finds it.
     */
    public CompletableFuture<Room> ensure(
            ExternalRoomId externalId, Caller owner, NewRoom room, BiConsumer<UnitOfWork, RoomId> also) {
        return Transactor.attempt(() -> {
            Checked checked = check(room);
            return ensure(externalId, owner, checked, also)
                    .exceptionallyCompose(thrown -> isTaken(thrown)
                            ? ensure(externalId, owner, checked, also)
                            : CompletableFuture.failedFuture(thrown));
        });
    }

    private CompletableFuture<Room> ensure(
            ExternalRoomId externalId, Caller owner, Checked checked, BiConsumer<UnitOfWork, RoomId> also) {
        RoomId id = new RoomId(ids.next());
        return transactor.change(
                Set.of(),
                uow -> uow.rooms().findByExternalId(externalId).orElseGet(() -> {
                    Room created = create(uow, owner, id, checked).room();
                    uow.rooms().setExternalId(id, externalId);
                    also.accept(uow, id);
                    return created;
                }));
    }

    private static boolean isTaken(Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        return cause instanceof ConstraintViolation violation
                && violation.constraint() == ConstraintViolation.Constraint.EXTERNAL_ROOM_ID;
    }

    private record Checked(
            RoomKind kind,
            RoomName name,
            Topic topic,
            @Nullable Metadata metadata,
            List<String> members) {}

    private static Checked check(NewRoom room) {
        Fields fields = new Fields();
        RoomKind kind = fields.required("kind", room.kind(), k -> k);
        if (kind == RoomKind.DIRECT) {
            fields.reject("kind", "not_supported", "must be public or private");
        }
        RoomName name = fields.required("name", room.name(), RoomName::new);
        Topic topic = fields.optional("topic", room.topic(), Topic::new);
        if (room.members().size() > NewRoom.MAX_MEMBERS) {
            fields.reject("members", "too_many", "must be at most " + NewRoom.MAX_MEMBERS);
        }
        fields.check();
        return new Checked(
                Objects.requireNonNull(kind),
                Objects.requireNonNull(name),
                topic == null ? Topic.NONE : topic,
                room.metadata(),
                room.members());
    }

    private RoomView create(UnitOfWork uow, Caller caller, RoomId id, Checked checked) {
        Instant now = transactor.now();
        Standing creator = standing(uow, id, caller, now);
        if (!creator.accountActive()) {
            throw new ChatException(RefusalCode.UNAUTHENTICATED, "this account is not active");
        }
        List<AccountId> others = MemberNames.resolve(uow.accounts(), checked.members()).stream()
                .filter(account -> !account.equals(caller.accountId()))
                .toList();
        PrivateRoomBlocks.between(uow, checked.kind(), caller.accountId(), others)
                .values()
                .forEach(blocking -> MembershipPolicy.bringIn(checked.kind(), creator.kind(), blocking)
                        .orElseThrow(ChatException::new));
        Room.Change created = Room.create(
                id, checked.kind(), checked.name(), checked.topic(), checked.metadata(), caller.accountId(), now);
        try {
            uow.rooms().add(created.room());
        } catch (ConstraintViolation e) {
            throw RoomNames.taken();
        }
        begin(uow, created, now);
        Room room = created.room();
        for (AccountId other : others) {
            Room.Change joined = room.addFoundingMember(other, Role.MEMBER, caller.accountId(), now);
            begin(uow, joined, now);
            room = joined.room();
        }
        return seen(uow, id, caller);
    }

    private static void begin(UnitOfWork uow, Room.Change change, Instant now) {
        uow.rooms().addMember(change.membership());
        append(uow, change.events(), now);
    }

    private static void append(UnitOfWork uow, List<RoomEvent> events, Instant now) {
        events.forEach(event -> uow.append(event, now));
    }

    @Override
    public CompletableFuture<RoomView> join(Caller caller, RoomId id) {
        return change(caller, id, uow -> {
            LockedRoom locked = lock(uow, id, caller);
            locked.room()
                    .join(locked.actor(), locked.now())
                    .orElseThrow(ChatException::new)
                    .ifPresent(locked::begin);
            return seen(uow, id, caller);
        });
    }

    @Override
    public CompletableFuture<Void> leave(Caller caller, RoomId id) {
        return run(caller, id, uow -> {
            LockedRoom locked = lock(uow, id, caller);
            Standing standing = locked.actor();
            int owners = standing.isMember() ? locked.owners() : 0;
            locked.room()
                    .leave(standing, owners)
                    .orElseThrow(ChatException::new)
                    .ifPresent(locked::end);
        });
    }

    @Override
    public CompletableFuture<Void> delete(Caller caller, RoomId id) {
        return run(caller, id, uow -> {
            LockedRoom locked = lock(uow, id, caller);
            Room room = locked.room();
            RoomEvent deleted = room.delete(locked.actor()).orElseThrow(ChatException::new);
            if (!uow.rooms().delete(id)) {
                throw ChatException.notFound("room");
            }
            uow.append(deleted, locked.now());
            locked.audit(AuditAction.ROOM_DELETED);
        });
    }

    private <T> CompletableFuture<T> change(Caller caller, RoomId room, Function<UnitOfWork, T> change) {
        return Transactor.attempt(() -> {
            rateLimits.change(caller);
            return transactor.change(Set.of(room), change);
        });
    }

    private CompletableFuture<Void> run(Caller caller, RoomId room, Consumer<UnitOfWork> change) {
        return Transactor.attempt(() -> {
            rateLimits.change(caller);
            return transactor.run(Set.of(room), change);
        });
    }

    private LockedRoom lock(UnitOfWork uow, RoomId id, Caller caller) {
        return LockedRoom.lock(uow, id, caller.accountId(), transactor.now());
    }

    private static Standing standing(UnitOfWork uow, RoomId id, Caller caller, Instant now) {
        return uow.rooms().standing(id, caller.accountId(), now);
    }

    private RoomView seen(UnitOfWork uow, RoomId id, Caller caller) {
        return uow.roomQueries()
                .view(id, caller.accountId(), transactor.now())
                .orElseThrow(() -> ChatException.notFound("room"));
    }

    @Override
    public RoomView room(Caller caller, RoomId room) {
        return transactor
                .read(stores -> stores.roomQueries().view(room, caller.accountId(), transactor.now()))
                .orElseThrow(() -> ChatException.notFound("room"));
    }

    @Override
    public Page<RoomView> ownRooms(Caller caller, PageRequest page) {
        return transactor.read(stores -> stores.roomQueries().ofViewer(caller.accountId(), page));
    }

    @Override
    public Page<RoomView> directory(Caller caller, @Nullable String search, PageRequest page) {
        if (search != null && !TextRules.isStorable(search)) {
            // No name contains it, and some stores reject it in a query.
            return new Page<>(List.of(), null);
        }
        return transactor.read(
                stores -> stores.roomQueries().directory(caller.accountId(), search, page, transactor.now()));
    }

    @Override
    public Page<MemberView> members(Caller caller, RoomId room, PageRequest page) {
        return transactor
                .read(stores -> stores.roomQueries().members(room, caller.accountId(), page, transactor.now()))
                .orElseThrow(() -> ChatException.notFound("room"));
    }

    @Override
    public Page<MemberView> findMembers(Caller caller, RoomId room, String search, PageRequest page) {
        Fields fields = new Fields();
        Optional<SearchTerm> term = fields.optional("search", search, text -> Optional.ofNullable(SearchTerm.of(text)));
        fields.check();
        if (term == null || term.isEmpty()) {
            return members(caller, room, page);
        }
        NameSearch names = term.get().names();
        return transactor
                .read(stores ->
                        stores.roomQueries().findMembers(room, caller.accountId(), names, page, transactor.now()))
                .orElseThrow(() -> ChatException.notFound("room"));
    }
}
