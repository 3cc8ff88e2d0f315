package dev.chatrooms.domain.message;

import dev.chatrooms.domain.id.AccountId;
import java.util.List;

/**
 * The accounts that a message mentions.
 *
 * @param people each account once, in the order of their first mention
 * @param room whether everyone in the room except the sender is mentioned
 */
public record Mentions(List<AccountId> people, boolean room) {
    /** The maximum number of accounts that one message mentions. Further names are plain text. */
    public static final int MAX_PEOPLE = 50;

    public static final Mentions NONE = new Mentions(List.of(), false);

    public Mentions {
        people = List.copyOf(people);
    }

    public boolean isEmpty() {
        return people.isEmpty() && !room;
    }

    /** Returns whether an account is mentioned in a message of that sender. */
    public boolean includes(AccountId account, AccountId sender) {
        return people.contains(account) || (room && !account.equals(sender));
    }
}
