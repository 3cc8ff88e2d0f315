package dev.chatrooms.application.room.internal;

import dev.chatrooms.application.Fields;
import dev.chatrooms.application.spi.Accounts;
import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountId;
import dev.chatrooms.domain.account.Username;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Finds the people that a request names by username or id. The two cannot collide: a username has at most 32 characters, an id 36. */
final class MemberNames {
    private static final Pattern ID =
            Pattern.compile("\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}");

    private MemberNames() {}

    /**
     * The accounts of those names, each once, in the order in which they were named.
     *
     * @throws dev.chatrooms.application.ChatException {@code invalid}, with an error {@code members[i]} for each that nobody has
     */
    static List<AccountId> resolve(Accounts accounts, List<String> names) {
        Set<AccountId> ids = new HashSet<>();
        Set<Username> usernames = new HashSet<>();
        for (String name : names) {
            if (ID.matcher(name).matches()) {
                ids.add(new AccountId(UUID.fromString(name)));
            } else {
                possible(name).ifPresent(usernames::add);
            }
        }
        Map<String, AccountId> known = new HashMap<>();
        accounts.findAll(ids).values().stream()
                .filter(account -> !account.deleted())
                .forEach(account -> known.put(account.id().toString(), account.id()));
        for (Account account : accounts.findAllByUsername(usernames)) {
            if (!account.deleted()) {
                known.put(account.username().value(), account.id());
            }
        }
        Fields fields = new Fields();
        Set<AccountId> found = new LinkedHashSet<>();
        for (int i = 0; i < names.size(); i++) {
            AccountId id = known.get(names.get(i).toLowerCase(java.util.Locale.ROOT));
            if (id == null) {
                fields.reject("members[" + i + "]", "unknown", "nobody has this name");
            } else {
                found.add(id);
            }
        }
        fields.check();
        return List.copyOf(found);
    }

    /** Empty where nobody can be called that. */
    private static Optional<Username> possible(String name) {
        try {
            return Optional.of(new Username(name));
        } catch (InvalidValue e) {
            return Optional.empty();
        }
    }
}
