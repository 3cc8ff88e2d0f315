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
 * Finds accounts by id or username, whichever a client has. The two cannot collide: a username has at most 32
 * characters, an id has 36.
 */
public final class AccountLookup {
    private static final Pattern ID =
            Pattern.compile("\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}");

    private AccountLookup() {}

    /** Returns the account, which may be disabled or deleted. A deleted account is found by its id only. */
    public static Optional<Account> find(Accounts accounts, String user) {
        return Optional.ofNullable(findAll(accounts, Set.of(user)).get(user));
    }

    /** As {@link #find}. @throws ChatException {@code not_found} */
    public static Account require(Accounts accounts, String user) {
        return find(accounts, user).orElseThrow(() -> ChatException.notFound("user"));
    }

    /** As {@link #require}, but finds no deleted account. @throws ChatException {@code not_found} */
    public static Account requireUndeleted(Accounts accounts, String user) {
        return find(accounts, user)
                .filter(account -> !account.deleted())
                .orElseThrow(() -> ChatException.notFound("user"));
    }

    /**
     * Returns the accounts by the ids or usernames that were given, without those that do not exist. Runs two
     * statements, for any number of users.
     */
    public static Map<String, Account> findAll(Accounts accounts, Collection<String> users) {
        Set<AccountId> ids = new HashSet<>();
        Set<Username> usernames = new HashSet<>();
        for (String user : users) {
            if (ID.matcher(user).matches()) {
                ids.add(new AccountId(UUID.fromString(user)));
            } else {
                username(user).ifPresent(usernames::add);
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

    private static Optional<Username> username(String name) {
        try {
            return Optional.of(new Username(name));
        } catch (InvalidValue e) {
            return Optional.empty();
        }
    }
}
