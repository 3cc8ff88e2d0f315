package dev.chatrooms.application.room.internal;

import dev.chatrooms.application.common.Fields;
import dev.chatrooms.application.internal.AccountLookup;
import dev.chatrooms.application.spi.Accounts;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.id.AccountId;
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
     * @throws dev.chatrooms.application.common.ChatException {@code invalid}, with an error {@code members[i]} for each
     *     that nobody has
     */
    static List<AccountId> resolve(Accounts accounts, List<String> names) {
        Map<String, Account> known = AccountLookup.findAll(accounts, names);
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
