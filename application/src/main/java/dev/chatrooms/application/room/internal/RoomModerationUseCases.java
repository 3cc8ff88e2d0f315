package dev.chatrooms.application.room.internal;

import dev.chatrooms.application.admin.AuditAction;
import dev.chatrooms.application.commit.internal.Committer;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Fields;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.internal.AccountLookup;
import dev.chatrooms.application.internal.RateLimits;
import dev.chatrooms.application.internal.Store;
import dev.chatrooms.application.room.BanRequest;
import dev.chatrooms.application.room.BanView;
import dev.chatrooms.application.room.MemberView;
import dev.chatrooms.application.room.RoomEdit;
import dev.chatrooms.application.room.RoomModeration;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.application.spi.ConstraintViolation;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Ban;
import dev.chatrooms.domain.room.BanReason;
import dev.chatrooms.domain.room.LeaveReason;
import dev.chatrooms.domain.room.Membership;
import dev.chatrooms.domain.room.ModerationPolicy;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomChange;
import dev.chatrooms.domain.room.RoomEvent;
import dev.chatrooms.domain.room.RoomKind;
import dev.chatrooms.domain.room.RoomName;
import dev.chatrooms.domain.room.Standing;
import dev.chatrooms.domain.room.Topic;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@link RoomModeration} over the committer and the store. Each change decides under the room's lock, on what it reads
 * there.
 */
public record RoomModerationUseCases(Store store, Committer committer, RateLimits allowances, InstantSource clock)
        implements RoomModeration {
    @Override
    public CompletableFuture<RoomView> change(Caller caller, RoomId id, RoomEdit edit) {
        return checked(
                () -> check(edit),
                change -> change(caller, id, scene -> {
                    ModerationPolicy.moderate(scene.room(), scene.actor()).orElseThrow(ChatException::new);
                    Room changed = scene.room().changed(change, scene.now());
                    if (changed.version() != scene.room().version()) {
                        update(scene, changed);
                    }
                    return scene.uow()
                            .roomQueries()
                            .view(id, caller.accountId(), scene.now())
                            .orElseThrow(() -> ChatException.notFound("room"));
                }));
    }

    private static RoomChange check(RoomEdit edit) {
        Fields fields = new Fields();
        RoomName name = fields.optional("name", edit.name(), RoomName::new);
        Topic topic = fields.optional("topic", edit.topic(), Topic::new);
        if (edit.kind() == RoomKind.DIRECT) {
            fields.reject("kind", "not_supported", "must be public or private");
        }
        fields.check();
        return new RoomChange(name, topic, edit.kind());
    }

    private static void update(LockedRoom scene, Room changed) {
        try {
            if (!scene.uow().rooms().update(changed, scene.room().version())) {
                throw new IllegalStateException("a locked room has changed");
            }
        } catch (ConstraintViolation e) {
            throw RoomNames.taken();
        }
        scene.uow().append(new RoomEvent.Updated(changed.id(), scene.actorId()), scene.now());
        scene.audit(AuditAction.ROOM_UPDATED, differences(scene.room(), changed));
    }

    /** In our own words: what it was and is called is nothing for those who read what was done. */
    private static String differences(Room before, Room after) {
        StringJoiner words = new StringJoiner(", ");
        if (!Objects.equals(before.name(), after.name())) {
            words.add("name");
        }
        if (!before.topic().equals(after.topic())) {
            words.add("topic");
        }
        if (before.kind() != after.kind()) {
            words.add("now " + after.kind().name().toLowerCase(Locale.ROOT));
        }
        return words.toString();
    }

    @Override
    public CompletableFuture<MemberView> add(Caller caller, RoomId room, String user) {
        return change(caller, room, scene -> {
            Account account = AccountLookup.present(scene.uow().accounts(), user);
            Standing target = scene.standing(account.id());
            boolean isNew =
                    ModerationPolicy.add(scene.room(), scene.actor(), target).orElseThrow(ChatException::new);
            if (!isNew) {
                return view(account, target.membership());
            }
            Membership membership = scene.admit(account.id());
            scene.audit(AuditAction.MEMBER_ADDED, account.id());
            return view(account, membership);
        });
    }

    @Override
    public CompletableFuture<MemberView> changeRole(Caller caller, RoomId room, String user, Role role) {
        return change(caller, room, scene -> {
            Account account = AccountLookup.find(scene.uow().accounts(), user);
            Standing target = scene.standing(account.id());
            boolean isNew = ModerationPolicy.changeRole(scene.room(), scene.actor(), target, role, scene.owners())
                    .orElseThrow(ChatException::new);
            if (isNew) {
                if (!scene.uow().rooms().setRole(room, account.id(), role)) {
                    throw new IllegalStateException("a member of a locked room has gone");
                }
                scene.uow().append(new RoomEvent.MemberUpdated(room, account.id(), scene.actorId(), role), scene.now());
                scene.audit(
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
        return run(caller, room, scene -> {
            Account account = AccountLookup.find(scene.uow().accounts(), user);
            Standing target = scene.standing(account.id());
            if (ModerationPolicy.remove(scene.room(), scene.actor(), target, scene.owners())
                    .orElseThrow(ChatException::new)) {
                boolean goesHimself = account.id().equals(scene.actorId());
                scene.dismiss(target, goesHimself ? LeaveReason.LEFT : LeaveReason.REMOVED);
                if (!goesHimself) {
                    scene.audit(AuditAction.MEMBER_REMOVED, account.id());
                }
            }
        });
    }

    @Override
    public CompletableFuture<Void> ban(Caller caller, RoomId room, String user, BanRequest ban) {
        return checked(
                () -> check(ban),
                reason -> run(caller, room, scene -> {
                    Account account = AccountLookup.present(scene.uow().accounts(), user);
                    Standing target = scene.standing(account.id());
                    boolean isMember = ModerationPolicy.ban(scene.room(), scene.actor(), target)
                            .orElseThrow(ChatException::new);
                    scene.uow()
                            .bans()
                            .put(new Ban(
                                    room,
                                    account.id(),
                                    scene.actorId(),
                                    reason.orElse(null),
                                    scene.now(),
                                    ban.until()));
                    if (isMember) {
                        scene.dismiss(target, LeaveReason.BANNED);
                    }
                    scene.audit(AuditAction.MEMBER_BANNED, account.id());
                }));
    }

    private Optional<BanReason> check(BanRequest ban) {
        Fields fields = new Fields();
        BanReason reason = fields.optional("reason", ban.reason(), BanReason::new);
        if (ban.until() != null && !ban.until().isAfter(now())) {
            fields.reject("until", "past", "must be in the future");
        }
        fields.check();
        return Optional.ofNullable(reason);
    }

    @Override
    public CompletableFuture<Void> unban(Caller caller, RoomId room, String user) {
        return run(caller, room, scene -> {
            Account account = AccountLookup.find(scene.uow().accounts(), user);
            ModerationPolicy.moderate(scene.room(), scene.actor()).orElseThrow(ChatException::new);
            if (scene.uow().bans().lift(room, account.id(), scene.now())) {
                scene.audit(AuditAction.MEMBER_UNBANNED, account.id());
            }
        });
    }

    @Override
    public Page<BanView> bans(Caller caller, RoomId room, PageRequest page) {
        return store.read(stores -> {
            Instant now = now();
            VisibleRoom sight = VisibleRoom.of(stores, room, caller.accountId(), now);
            ModerationPolicy.moderate(sight.room(), sight.viewer()).orElseThrow(ChatException::new);
            return stores.bans().list(room, page, now);
        });
    }

    private static <T, R> CompletableFuture<R> checked(Supplier<T> check, Function<T, CompletableFuture<R>> then) {
        T checked;
        try {
            checked = check.get();
        } catch (ChatException e) {
            return CompletableFuture.failedFuture(e);
        }
        return then.apply(checked);
    }

    private CompletableFuture<Void> run(Caller caller, RoomId room, Consumer<LockedRoom> change) {
        return change(caller, room, scene -> {
                    change.accept(scene);
                    return true;
                })
                .thenAccept(done -> {});
    }

    private <T> CompletableFuture<T> change(Caller caller, RoomId room, Function<LockedRoom, T> change) {
        try {
            allowances.change(caller.accountId().toString());
        } catch (ChatException e) {
            return CompletableFuture.failedFuture(e);
        }
        return committer.change(
                Set.of(room), uow -> change.apply(LockedRoom.enter(uow, room, caller.accountId(), now())));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
