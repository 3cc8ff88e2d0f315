package dev.chatrooms.application.room.internal;

import dev.chatrooms.application.admin.AuditAction;
import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Fields;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.internal.AccountLookup;
import dev.chatrooms.application.internal.RateLimits;
import dev.chatrooms.application.room.BanRequest;
import dev.chatrooms.application.room.BanView;
import dev.chatrooms.application.room.MemberView;
import dev.chatrooms.application.room.RoomEdit;
import dev.chatrooms.application.room.RoomModeration;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.people.Blocking;
import dev.chatrooms.domain.room.Ban;
import dev.chatrooms.domain.room.BanReason;
import dev.chatrooms.domain.room.Membership;
import dev.chatrooms.domain.room.ModerationPolicy;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomChange;
import dev.chatrooms.domain.room.RoomEvent;
import dev.chatrooms.domain.room.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@link RoomModeration} over the committer and the store. Each change decides under the room's lock. */
final class RoomModerationUseCases implements RoomModeration {
    private final Transactor transactor;
    private final RateLimits rateLimits;
    private final GrowthLimits growth;

    RoomModerationUseCases(Transactor transactor, RateLimits rateLimits, GrowthLimits growth) {
        this.transactor = transactor;
        this.rateLimits = rateLimits;
        this.growth = growth;
    }

    @Override
    public CompletableFuture<RoomView> change(Caller caller, RoomId id, RoomEdit edit) {
        return checked(
                () -> RoomUpdates.check(edit),
                change -> change(caller, id, locked -> {
                    locked.room()
                            .update(change, locked.actor(), isBlocked(locked, change), locked.now())
                            .orElseThrow(ChatException::new)
                            .ifPresent(update -> update(locked, update));
                    return locked.uow()
                            .roomQueries()
                            .view(id, caller.accountId(), locked.now())
                            .orElseThrow(() -> ChatException.notFound("room"));
                }));
    }

    /**
     * Returns whether a member has blocked the actor, read only where it decides. A block at the same moment may come
     * after it: its owner has been a member before.
     */
    private static boolean isBlocked(LockedRoom locked, RoomChange change) {
        return locked.room().isMadePrivateBy(change)
                && locked.uow()
                        .blocks()
                        .isBlockedByMember(locked.actorId(), locked.room().id());
    }

    private static void update(LockedRoom locked, Room.Update update) {
        String changed = RoomUpdates.store(locked.uow(), locked.room(), update, locked.now());
        locked.audit(AuditAction.ROOM_UPDATED, changed);
    }

    @Override
    public CompletableFuture<MemberView> add(Caller caller, RoomId room, String user) {
        return Transactor.attempt(() -> {
            growth.bringIn(caller, List.of(user));
            return change(caller, room, locked -> add(locked, user));
        });
    }

    private static MemberView add(LockedRoom locked, String user) {
        Account account = AccountLookup.requireUndeleted(locked.uow().accounts(), user);
        Standing target = locked.standing(account.id());
        Blocking blocking =
                PrivateRoomBlocks.between(locked.uow(), locked.room().kind(), locked.actorId(), account.id());
        Optional<Room.Change> added = locked.room()
                .add(locked.actor(), target, blocking, locked.now())
                .orElseThrow(ChatException::new);
        if (added.isEmpty()) {
            return view(account, target.membership());
        }
        Membership membership = locked.begin(added.get());
        locked.audit(AuditAction.MEMBER_ADDED, account.id());
        return view(account, membership);
    }

    @Override
    public CompletableFuture<MemberView> changeRole(Caller caller, RoomId room, String user, Role role) {
        return change(caller, room, locked -> {
            Account account = AccountLookup.require(locked.uow().accounts(), user);
            Standing target = locked.standing(account.id());
            Optional<RoomEvent.MemberUpdated> changed = locked.room()
                    .changeRole(locked.actor(), target, role, locked.owners())
                    .orElseThrow(ChatException::new);
            if (changed.isPresent()) {
                if (role == Role.OWNER) {
                    growth.own(locked.uow().rooms(), account.id());
                }
                if (!locked.uow().rooms().setRole(room, account.id(), role)) {
                    throw new IllegalStateException("a member has left a locked room");
                }
                locked.uow().append(changed.get(), locked.now());
                locked.audit(
                        AuditAction.MEMBER_ROLE_CHANGED,
                        account.id(),
                        role.name().toLowerCase(Locale.ROOT));
            }
            Membership before = Objects.requireNonNull(target.membership());
            return new MemberView(account.profile(), role, before.joinedAt());
        });
    }

    private static MemberView view(Account account, @Nullable Membership membership) {
        Membership is = Objects.requireNonNull(membership);
        return new MemberView(account.profile(), is.role(), is.joinedAt());
    }

    @Override
    public CompletableFuture<Void> remove(Caller caller, RoomId room, String user) {
        return run(caller, room, locked -> {
            Account account = AccountLookup.require(locked.uow().accounts(), user);
            Standing target = locked.standing(account.id());
            locked.room()
                    .remove(locked.actor(), target, locked.owners())
                    .orElseThrow(ChatException::new)
                    .ifPresent(removed -> {
                        locked.end(removed);
                        if (!account.id().equals(locked.actorId())) {
                            locked.audit(AuditAction.MEMBER_REMOVED, account.id());
                        }
                    });
        });
    }

    @Override
    public CompletableFuture<Void> ban(Caller caller, RoomId room, String user, BanRequest ban) {
        return checked(
                () -> check(ban),
                reason -> run(caller, room, locked -> {
                    Account account =
                            AccountLookup.requireUndeleted(locked.uow().accounts(), user);
                    Standing target = locked.standing(account.id());
                    Optional<Room.Change> ended =
                            locked.room().ban(locked.actor(), target).orElseThrow(ChatException::new);
                    locked.uow()
                            .bans()
                            .put(new Ban(
                                    room,
                                    account.id(),
                                    locked.actorId(),
                                    reason.orElse(null),
                                    locked.now(),
                                    ban.until()));
                    ended.ifPresent(locked::end);
                    locked.audit(AuditAction.MEMBER_BANNED, account.id());
                }));
    }

    private Optional<BanReason> check(BanRequest ban) {
        Fields fields = new Fields();
        BanReason reason = fields.optional("reason", ban.reason(), BanReason::new);
        if (ban.until() != null && !ban.until().isAfter(transactor.now())) {
            fields.reject("until", "past", "must be in the future");
        }
        fields.check();
        return Optional.ofNullable(reason);
    }

    @Override
    public CompletableFuture<Void> unban(Caller caller, RoomId room, String user) {
        return run(caller, room, locked -> {
            Account account = AccountLookup.require(locked.uow().accounts(), user);
            ModerationPolicy.moderate(locked.room(), locked.actor()).orElseThrow(ChatException::new);
            if (locked.uow().bans().lift(room, account.id(), locked.now())) {
                locked.audit(AuditAction.MEMBER_UNBANNED, account.id());
            }
        });
    }

    @Override
    public Page<BanView> bans(Caller caller, RoomId room, PageRequest page) {
        return transactor.read(stores -> {
            Instant now = transactor.now();
            VisibleRoom visible = VisibleRoom.of(stores, room, caller.accountId(), now);
            ModerationPolicy.moderate(visible.room(), visible.viewer()).orElseThrow(ChatException::new);
            return stores.bans().list(room, page, now);
        });
    }

    private static <T, R> CompletableFuture<R> checked(Supplier<T> check, Function<T, CompletableFuture<R>> then) {
        return Transactor.attempt(() -> then.apply(check.get()));
    }

    private CompletableFuture<Void> run(Caller caller, RoomId room, Consumer<LockedRoom> change) {
        return change(caller, room, locked -> {
                    change.accept(locked);
                    return true;
                })
                .thenAccept(done -> {});
    }

    private <T> CompletableFuture<T> change(Caller caller, RoomId room, Function<LockedRoom, T> change) {
        return Transactor.attempt(() -> {
            rateLimits.change(caller);
            return transactor.change(
                    Set.of(room),
                    uow -> change.apply(LockedRoom.enter(uow, room, caller.accountId(), transactor.now())));
        });
    }
}
