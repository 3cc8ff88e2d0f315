package dev.chatrooms.application.room.internal;

import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Fields;
import dev.chatrooms.application.internal.RateLimits;
import dev.chatrooms.application.room.DirectRoomManagement;
import dev.chatrooms.application.room.NewRoom;
import dev.chatrooms.application.spi.Accounts;
import dev.chatrooms.application.spi.IdGenerator;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountKind;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.DirectPair;
import dev.chatrooms.domain.room.DirectRoomPolicy;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomKind;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * {@link DirectRoomManagement} over the committer. Opening a room locks both accounts, in the order of their ids. So a
 * pair opens one room, from either side and on any node, and a concurrent block comes before or after it. The store
 * guarantees the uniqueness of the pair in any case.
 */
final class DirectRoomUseCases implements DirectRoomManagement {
    private final Transactor transactor;
    private final RateLimits rateLimits;
    private final GrowthLimits growth;
    private final IdGenerator ids;

    DirectRoomUseCases(Transactor transactor, RateLimits rateLimits, GrowthLimits growth, IdGenerator ids) {
        this.transactor = transactor;
        this.rateLimits = rateLimits;
        this.growth = growth;
        this.ids = ids;
    }

    @Override
    public CompletableFuture<Opened> open(Caller caller, NewRoom room) {
        return Transactor.attempt(() -> {
            rateLimits.change(caller);
            check(room);
            growth.bringIn(caller, room.members());
            RoomId fresh = new RoomId(ids.next());
            return transactor.change(Set.of(), uow -> open(uow, caller.accountId(), room, fresh));
        });
    }

    private static void check(NewRoom room) {
        Fields fields = new Fields();
        if (room.kind() != RoomKind.DIRECT) {
            fields.reject("kind", "not_supported", "must be direct");
        }
        if (room.name() != null) {
            fields.reject("name", "not_supported", "must be absent in a direct room");
        }
        if (room.topic() != null) {
            fields.reject("topic", "not_supported", "must be absent in a direct room");
        }
        if (room.metadata() != null) {
            fields.reject("metadata", "not_supported", "must be absent in a direct room");
        }
        if (room.members().size() > NewRoom.MAX_MEMBERS) {
            fields.reject("members", "too_many", "must be one other account");
        }
        fields.check();
    }

    private Opened open(UnitOfWork uow, AccountId opener, NewRoom wanted, RoomId fresh) {
        Instant now = transactor.now();
        Set<AccountId> named = new HashSet<>(MemberNames.resolve(uow.accounts(), wanted.members()));
        AccountId peer = DirectRoomPolicy.peer(opener, named).orElseThrow(ChatException::new);
        DirectPair pair = DirectPair.of(opener, peer);
        Optional<Account> account = lock(uow.accounts(), pair, opener);
        boolean isActive = account.isPresent() && !account.get().disabled();
        AccountKind kind = account.map(Account::kind).orElse(AccountKind.USER);
        DirectRoomPolicy.open(isActive, kind, uow.blocks().between(opener, peer))
                .orElseThrow(ChatException::new);
        Optional<RoomId> there = uow.directRooms().find(pair);
        if (there.isEmpty()) {
            make(uow, pair, opener, fresh, now);
        }
        RoomId id = there.orElse(fresh);
        return new Opened(
                uow.roomQueries().view(id, opener, now).orElseThrow(() -> ChatException.notFound("room")),
                there.isEmpty());
    }

    /** Locks both accounts and returns the opener's. */
    private static Optional<Account> lock(Accounts accounts, DirectPair pair, AccountId opener) {
        Optional<Account> low = accounts.lock(pair.low());
        Optional<Account> high = accounts.lock(pair.high());
        return opener.equals(pair.low()) ? low : high;
    }

    private static void make(UnitOfWork uow, DirectPair pair, AccountId maker, RoomId id, Instant now) {
        Room.Change created = Room.createDirect(id, maker, now);
        uow.directRooms().add(created.room(), pair);
        begin(uow, created, now);
        begin(uow, created.room().addFoundingMember(pair.peerOf(maker), Role.MEMBER, maker, now), now);
    }

    private static void begin(UnitOfWork uow, Room.Change change, Instant now) {
        uow.rooms().addMember(change.membership());
        change.events().forEach(event -> uow.append(event, now));
    }
}
