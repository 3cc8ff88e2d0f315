package dev.chatrooms.application.people.internal;

import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.internal.AccountLookup;
import dev.chatrooms.application.internal.RateLimits;
import dev.chatrooms.application.people.PersonalLists;
import dev.chatrooms.application.spi.PersonList;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.Decision;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.Profile;
import dev.chatrooms.domain.event.DomainEvent;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.people.BlockPolicy;
import dev.chatrooms.domain.people.Blocking;
import dev.chatrooms.domain.people.ContactPolicy;
import dev.chatrooms.domain.people.PeopleEvent;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/** {@link PersonalLists} over the committer and the store. Calls that change nothing append no event. */
final class PersonalListUseCases implements PersonalLists {
    private final Transactor transactor;
    private final DirectRoomLock directRoomLock;
    private final RateLimits rateLimits;

    PersonalListUseCases(Transactor transactor, DirectRoomLock directRoomLock, RateLimits rateLimits) {
        this.transactor = transactor;
        this.directRoomLock = directRoomLock;
        this.rateLimits = rateLimits;
    }

    /** Runs a change in a transaction. */
    private interface Writing {
        CompletableFuture<Void> run(AccountId owner, String user, Consumer<UnitOfWork> change);
    }

    @Override
    public Page<Profile> contacts(Caller caller, PageRequest page) {
        return transactor.read(stores -> stores.contacts().list(caller.accountId(), page));
    }

    @Override
    public CompletableFuture<Void> addContact(Caller caller, String user) {
        return add(caller, user, Stores::contacts, ContactPolicy::add, PeopleEvent.ContactAdded::new, this::write);
    }

    @Override
    public CompletableFuture<Void> removeContact(Caller caller, String user) {
        return remove(caller, user, Stores::contacts, PeopleEvent.ContactRemoved::new, this::write);
    }

    @Override
    public Page<Profile> blocks(Caller caller, PageRequest page) {
        return transactor.read(stores -> stores.blocks().list(caller.accountId(), page));
    }

    @Override
    public Blocking blocking(Caller caller, String user) {
        return transactor.read(stores -> {
            Account other = AccountLookup.require(stores.accounts(), user);
            return stores.blocks().between(caller.accountId(), other.id());
        });
    }

    @Override
    public CompletableFuture<Void> block(Caller caller, String user) {
        return add(caller, user, Stores::blocks, BlockPolicy::block, PeopleEvent.BlockAdded::new, directRoomLock::run);
    }

    @Override
    public CompletableFuture<Void> unblock(Caller caller, String user) {
        return remove(caller, user, Stores::blocks, PeopleEvent.BlockRemoved::new, directRoomLock::run);
    }

    private CompletableFuture<Void> add(
            Caller caller,
            String user,
            Function<Stores, PersonList> list,
            BiFunction<AccountId, AccountId, Decision<AccountId>> policy,
            BiFunction<AccountId, AccountId, DomainEvent> event,
            Writing writing) {
        return limited(caller, user, writing, uow -> {
            AccountId owner = active(uow, caller);
            AccountId other = policy.apply(
                            owner,
                            AccountLookup.requireUndeleted(uow.accounts(), user).id())
                    .orElseThrow(ChatException::new);
            Instant now = transactor.now();
            switch (list.apply(uow).add(owner, other, MAX_ENTRIES, now)) {
                case NEW -> uow.append(event.apply(owner, other), now);
                case ALREADY_PRESENT -> {}
                case FULL ->
                    throw new ChatException(
                            RefusalCode.TOO_MANY,
                            "there are already " + MAX_ENTRIES + " accounts on this list, the maximum");
            }
        });
    }

    private CompletableFuture<Void> remove(
            Caller caller,
            String user,
            Function<Stores, PersonList> list,
            BiFunction<AccountId, AccountId, DomainEvent> event,
            Writing writing) {
        return limited(caller, user, writing, uow -> {
            AccountId owner = active(uow, caller);
            AccountId other = AccountLookup.require(uow.accounts(), user).id();
            if (owner.equals(other)) {
                throw new ChatException(RefusalCode.SELF, "you cannot be on your own list");
            }
            if (list.apply(uow).remove(owner, other)) {
                uow.append(event.apply(owner, other), transactor.now());
            }
        });
    }

    private CompletableFuture<Void> limited(Caller caller, String user, Writing writing, Consumer<UnitOfWork> change) {
        return Transactor.attempt(() -> {
            rateLimits.change(caller);
            return writing.run(caller.accountId(), user, change);
        });
    }

    /** Contacts need no lock: no other change depends on them. */
    private CompletableFuture<Void> write(AccountId owner, String user, Consumer<UnitOfWork> change) {
        return transactor.run(Set.of(), change);
    }

    private static AccountId active(UnitOfWork uow, Caller caller) {
        return uow.accounts()
                .find(caller.accountId())
                .filter(account -> !account.disabled())
                .map(Account::id)
                .orElseThrow(() -> new ChatException(RefusalCode.UNAUTHENTICATED, "this account is not active"));
    }
}
