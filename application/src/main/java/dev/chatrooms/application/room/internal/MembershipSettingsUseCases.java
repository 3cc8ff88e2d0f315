package dev.chatrooms.application.room.internal;

import dev.chatrooms.application.commit.internal.MarkerPosition;
import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Fields;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.event.EphemeralEvents;
import dev.chatrooms.application.internal.RateLimits;
import dev.chatrooms.application.room.MembershipSettings;
import dev.chatrooms.application.room.ReadMarker;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Membership;
import dev.chatrooms.domain.room.MembershipSettingsPolicy;
import dev.chatrooms.domain.room.RoomEvent;
import dev.chatrooms.domain.room.Standing;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** {@link MembershipSettings} over the store and the committer, which moves markers in batches. */
final class MembershipSettingsUseCases implements MembershipSettings {
    private final Transactor transactor;
    private final RateLimits rateLimits;
    private final EphemeralEvents signals;

    MembershipSettingsUseCases(Transactor transactor, RateLimits rateLimits, EphemeralEvents signals) {
        this.transactor = transactor;
        this.rateLimits = rateLimits;
        this.signals = signals;
    }

    @Override
    public CompletableFuture<Marker> read(Caller caller, RoomId room, @Nullable Long seq) {
        return move(caller, room, seq, false);
    }

    @Override
    public CompletableFuture<Marker> markUnread(Caller caller, RoomId room, @Nullable Long seq) {
        return move(caller, room, seq, true);
    }

    private CompletableFuture<Marker> move(Caller caller, RoomId room, @Nullable Long seq, boolean unread) {
        AccountId account = caller.accountId();
        return Transactor.attempt(() -> {
            // The rate limit comes first: a flood of invalid markers is a flood too.
            rateLimits.marker(caller);
            return transactor
                    .moveMarker(room, account, requireSeq(seq), unread)
                    .thenApply(marker -> publish(room, account, marker));
        });
    }

    private static long requireSeq(@Nullable Long seq) {
        Fields fields = new Fields();
        Long given = fields.required("seq", seq, s -> s);
        if (given != null && given < 0) {
            fields.reject("seq", "negative", "must not be negative");
        }
        fields.check();
        return Objects.requireNonNull(given);
    }

    /** Signals go to others too, so they report only markers that are further than ever before. */
    private Marker publish(RoomId room, AccountId account, MarkerPosition marker) {
        long unread = marker.lastSeq() - marker.readSeq();
        if (marker.advanced() && marker.hidden()) {
            signals.readHidden(room, account, marker.readSeq(), unread);
        } else if (marker.advanced()) {
            signals.read(room, marker.memberCount(), account, marker.readSeq(), unread);
        }
        return new Marker(marker.readSeq(), unread);
    }

    @Override
    public CompletableFuture<RoomView> update(
            Caller caller, RoomId room, @Nullable Boolean muted, @Nullable Boolean favourite) {
        return Transactor.attempt(() -> {
            rateLimits.change(caller);
            return transactor.change(Set.of(room), uow -> update(uow, caller.accountId(), room, muted, favourite));
        });
    }

    private RoomView update(
            UnitOfWork uow, AccountId account, RoomId id, @Nullable Boolean muted, @Nullable Boolean favourite) {
        Instant now = transactor.now();
        LockedRoom locked = LockedRoom.lock(uow, id, account, now);
        Standing standing = locked.actor();
        Membership after = MembershipSettingsPolicy.keep(locked.room(), standing, muted, favourite)
                .orElseThrow(ChatException::new);
        if (!after.equals(standing.membership())) {
            uow.markers().keep(after);
            uow.append(new RoomEvent.OwnMembershipUpdated(id, account), now);
        }
        return uow.roomQueries().view(id, account, now).orElseThrow(() -> ChatException.notFound("room"));
    }

    @Override
    public Page<ReadMarker> markers(Caller caller, RoomId room, PageRequest page) {
        return transactor
                .read(stores -> stores.markers().list(room, caller.accountId(), page, transactor.now()))
                .orElseThrow(() -> ChatException.notFound("room"));
    }
}
