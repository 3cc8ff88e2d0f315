package dev.chatrooms.application.people.internal;

import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.Fields;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.internal.AccountLookup;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.people.People;
import dev.chatrooms.application.people.Person;
import dev.chatrooms.application.people.PersonPresence;
import dev.chatrooms.application.people.SearchTerm;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.Profile;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.people.Blocking;
import dev.chatrooms.domain.people.Presence;
import dev.chatrooms.domain.people.PresencePolicy;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@link People} over the store. */
final class PeopleUseCases implements People {
    private final Transactor transactor;
    private final PresenceRegistry presence;

    PeopleUseCases(Transactor transactor, PresenceRegistry presence) {
        this.transactor = transactor;
        this.presence = presence;
    }

    @Override
    public Page<Profile> search(Caller caller, @Nullable String search, PageRequest page) {
        Fields fields = new Fields();
        Optional<SearchTerm> term = fields.optional("search", search, text -> Optional.ofNullable(SearchTerm.of(text)));
        fields.check();
        @Nullable SearchTerm wanted = term == null ? null : term.orElse(null);
        Page<Account> found = transactor.read(stores -> stores.accounts().search(wanted, page));
        return new Page<>(found.items().stream().map(Account::profile).toList(), found.next());
    }

    @Override
    public Person person(Caller caller, String user) {
        AccountId me = caller.accountId();
        return transactor.read(stores -> {
            Account account = AccountLookup.require(stores.accounts(), user);
            return new Person(
                    account.profile(),
                    stores.contacts().contains(me, account.id()),
                    stores.blocks().contains(me, account.id()));
        });
    }

    @Override
    public Page<RoomView> rooms(Caller caller, String user, PageRequest page) {
        return transactor.read(stores -> {
            AccountId person = AccountLookup.require(stores.accounts(), user).id();
            return stores.roomQueries().ofPerson(person, caller.accountId(), page, transactor.now());
        });
    }

    @Override
    public Page<MessageView> messages(Caller caller, String user, PageRequest page) {
        return transactor.read(stores -> {
            AccountId person = AccountLookup.require(stores.accounts(), user).id();
            return stores.messages().ofSender(person, caller.accountId(), page, transactor.now());
        });
    }

    /** The stored data of the requested accounts. */
    private record Known(
            Map<String, Account> people, Map<AccountId, Blocking> blocks, Map<AccountId, Instant> lastSeen) {}

    @Override
    public List<PersonPresence> presence(Caller caller, List<String> users) {
        if (users.size() > MAX_USERS) {
            throw new IllegalArgumentException("at most " + MAX_USERS + " at once");
        }
        Known known = transactor.read(stores -> {
            Map<String, Account> people = AccountLookup.findAll(stores.accounts(), users);
            Set<AccountId> ids = people.values().stream().map(Account::id).collect(Collectors.toSet());
            return new Known(
                    people,
                    stores.blocks().between(caller.accountId(), ids),
                    stores.sessions().lastSeen(ids));
        });
        Map<AccountId, PersonPresence> presences = new LinkedHashMap<>();
        for (String user : users) {
            Account account = known.people().get(user);
            if (account != null && !account.deleted()) {
                AccountId id = account.id();
                Blocking blocking = known.blocks().getOrDefault(id, Blocking.NONE);
                Presence presence =
                        PresencePolicy.seen(presence(id, known.lastSeen().get(id)), blocking);
                presences.putIfAbsent(id, new PersonPresence(id, presence));
            }
        }
        return List.copyOf(presences.values());
    }

    private Presence presence(AccountId id, @Nullable Instant lastCall) {
        if (presence.isOnline(id)) {
            return new Presence(Presence.Status.ONLINE, transactor.now());
        }
        Instant went = presence.lastOnline(id);
        return new Presence(Presence.Status.OFFLINE, later(went, lastCall));
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }
}
