package dev.chatrooms.domain.id;

import java.util.UUID;

/** The id of an account. It is never reused. Its wire form is the text of the UUID. */
public record AccountId(UUID value) implements Comparable<AccountId> {
    @Override
    public int compareTo(AccountId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
