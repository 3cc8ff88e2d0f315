package dev.chatrooms.application.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.spi.Accounts;
import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.id.AccountId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * People by id or username, whichever a client has. The two cannot collide: a username has at most 32 characters, an id
 * 36.
 */
public final class AccountLookup {
    private static final Pattern ID =
            Pattern.compile("\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}");

    private AccountLookup() {}

    /** Somebody, whatever has become of his account. A deleted one has no name any more and is known by its id only. */
    public static Account find(Accounts accounts, String user) {
        return findAll(accounts, Set.of(user)).values().stream()
                .findFirst()
                .orElseThrow(() -> ChatException.notFound("user"));
    }

    /** Somebody who has not deleted his account. */
    public static Account present(Accounts accounts, String user) {
        Account account = find(accounts, user);
        if (account.deleted()) {
            throw ChatException.notFound("user");
        }
        return account;
    }

    /**
     * The accounts by the names that they were given; whom nobody knows is left out. Two statements, however many
     * names.
     */
    public static Map<String, Account> findAll(Accounts accounts, Collection<String> users) {
        Set<AccountId> ids = new HashSet<>();
        Set<Username> usernames = new HashSet<>();
        for (String user : users) {
            if (ID.matcher(user).matches()) {
                ids.add(new AccountId(UUID.fromString(user)));
            } else {
                possible(user).ifPresent(usernames::add);
            }
        }
        Map<String, Account> known = new HashMap<>();
        accounts.findAll(ids).forEach((id, account) -> known.put(id.toString(), account));
        for (Account account : accounts.findAllByUsername(usernames)) {
            if (!account.deleted()) {
                known.put(account.username().value(), account);
            }
        }
        Map<String, Account> found = new HashMap<>();
        for (String user : users) {
            Account account = known.get(user.toLowerCase(Locale.ROOT));
            if (account != null) {
                found.put(user, account);
            }
        }
        return found;
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
