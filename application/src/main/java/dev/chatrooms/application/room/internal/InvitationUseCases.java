package dev.chatrooms.application.room.internal;

import dev.chatrooms.application.admin.AuditAction;
import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Fields;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.internal.RateLimits;
import dev.chatrooms.application.room.Invitations;
import dev.chatrooms.application.room.InvitePreview;
import dev.chatrooms.application.room.InviteView;
import dev.chatrooms.application.room.NewInvite;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.people.Blocking;
import dev.chatrooms.domain.room.Invite;
import dev.chatrooms.domain.room.InviteCode;
import dev.chatrooms.domain.room.InvitePolicy;
import dev.chatrooms.domain.room.ModerationPolicy;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@link Invitations} over the committer and the store. Acceptance is decided, and uses are counted, under the room's
 * lock.
 */
final class InvitationUseCases implements Invitations {
    /** How long after its end an invite is reported as expired and not as unknown. */
    private static final Duration REMEMBERED = Duration.ofDays(30);

    private final Transactor transactor;
    private final RateLimits rateLimits;
    private final String publicUrl;

    InvitationUseCases(Transactor transactor, RateLimits rateLimits, String publicUrl) {
        this.transactor = transactor;
        this.rateLimits = rateLimits;
        this.publicUrl = publicUrl;
    }

    @Override
    public CompletableFuture<InviteView> create(Caller caller, RoomId id, NewInvite wanted) {
        return Transactor.attempt(() -> create(caller, id, Limits.of(wanted)));
    }

    private CompletableFuture<InviteView> create(Caller caller, RoomId id, Limits limits) {
        InviteCode code = InviteCodes.random();
        return change(caller, id, locked -> {
            ModerationPolicy.moderate(locked.room(), locked.actor()).orElseThrow(ChatException::new);
            Instant now = locked.now();
            locked.uow().invites().removeExpired(id, now.minus(REMEMBERED));
            if (locked.uow().invites().countOpen(id, now) >= MAX_OPEN) {
                throw new ChatException(
                        RefusalCode.TOO_MANY, "this room already has " + MAX_OPEN + " invites, the maximum");
            }
            Invite invite =
                    new Invite(code, id, locked.actorId(), now, now.plus(limits.lifetime()), limits.maxUses(), 0);
            locked.uow().invites().add(invite);
            locked.audit(AuditAction.INVITE_CREATED, limits.inWords());
            return view(invite);
        });
    }

    /** The limits of an invite. */
    private record Limits(@Nullable Integer maxUses, Duration lifetime) {
        static Limits of(NewInvite wanted) {
            Fields fields = new Fields();
            Long uses = fields.optional("maxUses", wanted.maxUses(), n -> within(n, 1, Invite.MAX_USES));
            Long seconds = fields.optional(
                    "expiresIn",
                    wanted.expiresIn(),
                    n -> within(n, Invite.SHORTEST.toSeconds(), Invite.LONGEST.toSeconds()));
            fields.check();
            return new Limits(
                    uses == null ? null : Math.toIntExact(uses),
                    seconds == null ? Invite.USUAL : Duration.ofSeconds(seconds));
        }

        private static long within(long number, long from, long to) {
            if (number < from || number > to) {
                throw new InvalidValue("out_of_range", "must be " + from + " to " + to);
            }
            return number;
        }

        String inWords() {
            return (maxUses == null ? "any number of" : String.valueOf(maxUses)) + " uses, " + lifetime.toSeconds()
                    + " s";
        }
    }

    @Override
    public Page<InviteView> list(Caller caller, RoomId room, PageRequest page) {
        return transactor.read(stores -> {
            Instant now = transactor.now();
            VisibleRoom visible = VisibleRoom.of(stores, room, caller.accountId(), now);
            ModerationPolicy.moderate(visible.room(), visible.viewer()).orElseThrow(ChatException::new);
            Page<Invite> found = stores.invites().list(room, page, now);
            return new Page<>(found.items().stream().map(this::view).toList(), found.next());
        });
    }

    private InviteView view(Invite invite) {
        return new InviteView(invite, publicUrl + "/#/invite/" + invite.code().value());
    }

    @Override
    public CompletableFuture<Void> revoke(Caller caller, RoomId room, String code) {
        return change(caller, room, locked -> {
                    ModerationPolicy.moderate(locked.room(), locked.actor()).orElseThrow(ChatException::new);
                    boolean revoked = InviteCodes.of(code)
                            .filter(found -> locked.uow().invites().remove(room, found))
                            .isPresent();
                    if (!revoked) {
                        throw ChatException.notFound("invite");
                    }
                    locked.audit(AuditAction.INVITE_REVOKED);
                    return true;
                })
                .thenAccept(done -> {});
    }

    @Override
    public InvitePreview preview(Caller caller, String code) {
        return transactor.read(stores -> {
            Instant now = transactor.now();
            Invite invite = existing(stores, code);
            Room room = stores.rooms().find(invite.roomId()).orElseThrow(InvitationUseCases::isNone);
            Standing standing = stores.rooms().standing(room.id(), caller.accountId(), now);
            InvitePolicy.preview(room, invite, standing, now).orElseThrow(ChatException::new);
            Account by = stores.accounts().find(invite.createdBy()).orElseThrow(InvitationUseCases::isNone);
            return new InvitePreview(invite, room, by.profile());
        });
    }

    @Override
    public CompletableFuture<RoomView> accept(Caller caller, String code) {
        return Transactor.attempt(() -> {
            rateLimits.change(caller);
            Invite invite = transactor.read(stores -> existing(stores, code));
            return accept(caller, code, invite.roomId());
        });
    }

    private CompletableFuture<RoomView> accept(Caller caller, String code, RoomId id) {
        return transactor.change(Set.of(id), uow -> {
            Instant now = transactor.now();
            Room room =
                    Optional.ofNullable(uow.rooms().lock(Set.of(id)).get(id)).orElseThrow(InvitationUseCases::isNone);
            // Read again under the lock, since it may have been revoked or used up.
            Invite invite = existing(uow, code);
            Standing standing = uow.rooms().standing(id, caller.accountId(), now);
            Blocking blocking = PrivateRoomBlocks.between(uow, room.kind(), invite.createdBy(), caller.accountId());
            Optional<Room.Change> joined =
                    room.accept(invite, standing, blocking, now).orElseThrow(ChatException::new);
            if (joined.isPresent()) {
                if (!uow.invites().use(invite.code(), now)) {
                    throw new IllegalStateException("an invite has ended under the lock of its room");
                }
                new LockedRoom(uow, room, standing, now).begin(joined.get());
            }
            return uow.roomQueries().view(id, caller.accountId(), now).orElseThrow(InvitationUseCases::isNone);
        });
    }

    private static Invite existing(Stores stores, String code) {
        return InviteCodes.of(code)
                .flatMap(found -> stores.invites().find(found))
                .orElseThrow(InvitationUseCases::isNone);
    }

    private static ChatException isNone() {
        return ChatException.notFound("invite");
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
