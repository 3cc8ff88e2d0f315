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

/** Finds the accounts that a request names as members. */
final class MemberNames {
    private MemberNames() {}

    /**
     * Returns the accounts, each once, in the order of the names.
     *
     * @throws dev.chatrooms.application.common.ChatException {@code invalid}, with an error {@code members[i]} for each
     *     unknown name
     */
    static List<AccountId> resolve(Accounts accounts, List<String> names) {
        Map<String, Account> known = AccountLookup.findAll(accounts, names);
        Fields fields = new Fields();
        Set<AccountId> found = new LinkedHashSet<>();
        for (int i = 0; i < names.size(); i++) {
            Account account = known.get(names.get(i));
            if (account == null || account.deleted()) {
                fields.reject("members[" + i + "]", "unknown", "does not exist");
            } else {
                found.add(account.id());
            }
        }
        fields.check();
        return List.copyOf(found);
    }
}
