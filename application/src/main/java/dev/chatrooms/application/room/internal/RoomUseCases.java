package dev.chatrooms.application.room.internal;

import dev.chatrooms.application.admin.AuditAction;
import dev.chatrooms.application.admin.AuditEntry;
import dev.chatrooms.application.commit.internal.Committer;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Fields;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.internal.Store;
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
import dev.chatrooms.domain.room.LeaveReason;
import dev.chatrooms.domain.room.MembershipPolicy;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomEvent;
import dev.chatrooms.domain.room.RoomKind;
import dev.chatrooms.domain.room.RoomName;
import dev.chatrooms.domain.room.Standing;
import dev.chatrooms.domain.room.Topic;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * {@link RoomManagement} over the committer and the store. Each change decides under the room's lock, on what it reads
 * there.
 */
public record RoomUseCases(Store store, Committer committer, InstantSource clock, IdGenerator ids)
        implements RoomManagement {
    @Override
    public CompletableFuture<RoomView> create(Caller caller, NewRoom room) {
        return create(caller, room, (uow, id) -> {});
    }

    /** As {@link #create(Caller, NewRoom)}, with something more to be done in the same transaction. */
    public CompletableFuture<RoomView> create(Caller caller, NewRoom room, BiConsumer<UnitOfWork, RoomId> also) {
        Checked checked;
        try {
            checked = check(room);
        } catch (ChatException e) {
            return CompletableFuture.failedFuture(e);
        }
        RoomId id = new RoomId(ids.next());
        // A room that nobody knows yet needs no lock.
        return committer.change(Set.of(), uow -> {
            RoomView created = create(uow, caller, id, checked);
            also.accept(uow, id);
            return created;
        });
    }

    private record Checked(RoomKind kind, RoomName name, Topic topic, List<String> members) {}

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
                room.members());
    }

    private RoomView create(UnitOfWork uow, Caller caller, RoomId id, Checked checked) {
        Instant now = now();
        if (!standing(uow, id, caller, now).accountActive()) {
            throw new ChatException(RefusalCode.UNAUTHENTICATED, "this account is not active");
        }
        List<AccountId> others = MemberNames.resolve(uow.accounts(), checked.members()).stream()
                .filter(account -> !account.equals(caller.accountId()))
                .toList();
        Room.Change created = Room.create(id, checked.kind(), checked.name(), checked.topic(), caller.accountId(), now);
        try {
            uow.rooms().add(created.room());
        } catch (ConstraintViolation e) {
            throw RoomNames.taken();
        }
        begin(uow, created, now);
        Room room = created.room();
        for (AccountId other : others) {
            Room.Change joined = room.admit(other, Role.MEMBER, caller.accountId(), now);
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
        return committer.change(Set.of(id), uow -> {
            Instant now = now();
            Entry entry = enter(uow, id, caller, now);
            Room room = entry.room();
            if (MembershipPolicy.join(room, entry.standing()).orElseThrow(ChatException::new)) {
                begin(uow, room.admit(caller.accountId(), Role.MEMBER, caller.accountId(), now), now);
            }
            return seen(uow, id, caller);
        });
    }

    @Override
    public CompletableFuture<Void> leave(Caller caller, RoomId id) {
        return committer.run(Set.of(id), uow -> {
            Instant now = now();
            Entry entry = enter(uow, id, caller, now);
            Room room = entry.room();
            Standing standing = entry.standing();
            int owners = standing.isMember() ? uow.rooms().countMembers(id, Role.OWNER) : 0;
            if (MembershipPolicy.leave(room, standing, owners).orElseThrow(ChatException::new)) {
                Room.Change left = room.dismiss(
                        Objects.requireNonNull(standing.membership()), caller.accountId(), LeaveReason.LEFT);
                uow.rooms().removeMember(id, caller.accountId());
                append(uow, left.events(), now);
            }
        });
    }

    @Override
    public CompletableFuture<Void> delete(Caller caller, RoomId id) {
        return committer.run(Set.of(id), uow -> {
            Instant now = now();
            Entry entry = enter(uow, id, caller, now);
            Room room = entry.room();
            RoomEvent deleted = room.delete(entry.standing()).orElseThrow(ChatException::new);
            if (!uow.rooms().delete(id, room.version())) {
                throw ChatException.notFound("room");
            }
            uow.append(deleted, now);
            uow.audit()
                    .record(AuditEntry.by(caller.accountId(), AuditAction.ROOM_DELETED, now)
                            .on(id));
        });
    }

    /** A room under its lock, and what the caller is to it. */
    private record Entry(Room room, Standing standing) {}

    private static Entry enter(UnitOfWork uow, RoomId id, Caller caller, Instant now) {
        @Nullable Room room = uow.rooms().lock(Set.of(id)).get(id);
        // Asked for also where there is no room: one that is hidden must cost as much as one that is not there.
        Standing standing = standing(uow, id, caller, now);
        if (room == null) {
            throw ChatException.notFound("room");
        }
        return new Entry(room, standing);
    }

    private static Standing standing(UnitOfWork uow, RoomId id, Caller caller, Instant now) {
        return uow.rooms().standing(id, caller.accountId(), now);
    }

    private RoomView seen(UnitOfWork uow, RoomId id, Caller caller) {
        return uow.roomQueries()
                .view(id, caller.accountId(), clock.instant())
                .orElseThrow(() -> ChatException.notFound("room"));
    }

    @Override
    public RoomView room(Caller caller, RoomId room) {
        return store.read(stores -> stores.roomQueries().view(room, caller.accountId(), clock.instant()))
                .orElseThrow(() -> ChatException.notFound("room"));
    }

    @Override
    public Page<RoomView> mine(Caller caller, PageRequest page) {
        return store.read(stores -> stores.roomQueries().ofViewer(caller.accountId(), page));
    }

    @Override
    public Page<RoomView> directory(Caller caller, @Nullable String search, PageRequest page) {
        if (search != null && !TextRules.isStorable(search)) {
            // No name holds it, and not every store could even be asked.
            return new Page<>(List.of(), null);
        }
        return store.read(stores -> stores.roomQueries().directory(caller.accountId(), search, page, clock.instant()));
    }

    @Override
    public Page<MemberView> members(Caller caller, RoomId room, PageRequest page) {
        return store.read(stores -> stores.roomQueries().members(room, caller.accountId(), page, clock.instant()))
                .orElseThrow(() -> ChatException.notFound("room"));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
