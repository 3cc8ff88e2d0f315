package dev.chatrooms.domain.id;

import java.util.UUID;

/** Names one account, for ever. On the wire: the UUID's text. */
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
