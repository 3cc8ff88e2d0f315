package dev.chatrooms.application.room.internal;

import dev.chatrooms.application.Fields;
import dev.chatrooms.application.people.internal.NamedPeople;
import dev.chatrooms.application.spi.Accounts;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the people whom a request names as members. */
final class MemberNames {
    private MemberNames() {}

    /**
     * The accounts of those names, each once, in the order in which they were named.
     *
     * @throws dev.chatrooms.application.ChatException {@code invalid}, with an error {@code members[i]} for each that nobody has
     */
    static List<AccountId> resolve(Accounts accounts, List<String> names) {
        Map<String, Account> known = NamedPeople.findAll(accounts, names);
        Fields fields = new Fields();
        Set<AccountId> found = new LinkedHashSet<>();
        for (int i = 0; i < names.size(); i++) {
            Account account = known.get(names.get(i));
            if (account == null || account.deleted()) {
                fields.reject("members[" + i + "]", "unknown", "nobody has this name");
            } else {
                found.add(account.id());
            }
        }
        fields.check();
        return List.copyOf(found);
    }
}
