package dev.chatrooms.application.people.internal;

import dev.chatrooms.application.Caller;
import dev.chatrooms.application.Fields;
import dev.chatrooms.application.Page;
import dev.chatrooms.application.PageRequest;
import dev.chatrooms.application.internal.Store;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.people.People;
import dev.chatrooms.application.people.Person;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountId;
import dev.chatrooms.domain.account.Profile;
import dev.chatrooms.domain.people.SearchTerm;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** {@link People} over the store. */
public record PeopleUseCases(Store store, InstantSource clock) implements People {
    @Override
    public Page<Profile> search(Caller caller, @Nullable String search, PageRequest page) {
        Fields fields = new Fields();
        SearchTerm term = fields.optional("search", search, SearchTerm::of);
        fields.check();
        Page<Account> found = store.read(stores -> stores.accounts().search(term, page));
        return new Page<>(found.items().stream().map(Account::profile).toList(), found.next());
    }

    @Override
    public Person person(Caller caller, String user) {
        AccountId me = caller.accountId();
        return store.read(stores -> {
            Account account = NamedPeople.find(stores.accounts(), user);
            return new Person(
                    account.profile(),
                    stores.contacts().contains(me, account.id()),
                    stores.blocks().contains(me, account.id()));
        });
    }

    @Override
    public Page<RoomView> rooms(Caller caller, String user, PageRequest page) {
        return store.read(stores -> {
            AccountId person = NamedPeople.find(stores.accounts(), user).id();
            return stores.rooms().ofPerson(person, caller.accountId(), page, clock.instant());
        });
    }

    @Override
    public Page<MessageView> messages(Caller caller, String user, PageRequest page) {
        return store.read(stores -> {
            AccountId person = NamedPeople.find(stores.accounts(), user).id();
            return stores.messages().ofSender(person, caller.accountId(), page, clock.instant());
        });
    }
}
