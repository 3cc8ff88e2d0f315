package dev.chatrooms.domain.message;

import dev.chatrooms.domain.id.AccountId;
import java.util.List;

/**
 * Whom a message calls.
 *
 * @param people each once, in the order in which the text names them first
 * @param room whether it calls everybody in the room, which never is its sender
 */
public record Mentions(List<AccountId> people, boolean room) {
    /** How many people one message calls; further names are only text. */
    public static final int MAX_PEOPLE = 50;

    public static final Mentions NONE = new Mentions(List.of(), false);

    public Mentions {
        people = List.copyOf(people);
    }

    public boolean isEmpty() {
        return people.isEmpty() && !room;
    }

    /** Whether it calls that person, who need not be the sender. */
    public boolean calls(AccountId account, AccountId sender) {
        return people.contains(account) || (room && !account.equals(sender));
    }
}
