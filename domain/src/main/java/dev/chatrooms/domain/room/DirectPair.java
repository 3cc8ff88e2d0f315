package dev.chatrooms.domain.room;

import dev.chatrooms.domain.id.AccountId;
import java.util.UUID;

/**
 * The two members of a direct room, in a fixed order so that each pair of accounts has one value.
 *
 * @param low the account with the lower id, compared by bytes
 * @param high the other account
 */
public record DirectPair(AccountId low, AccountId high) {
    /**
     * Checks the order.
     *
     * @throws IllegalArgumentException unless {@code low} is lower than {@code high}: see {@link #of}
     */
    public DirectPair {
        if (compare(low.value(), high.value()) >= 0) {
            throw new IllegalArgumentException("a pair is two accounts in the order of their ids");
        }
    }

    /**
     * Returns the pair of two accounts in any order.
     *
     * @throws IllegalArgumentException if both are the same account
     */
    public static DirectPair of(AccountId one, AccountId other) {
        return compare(one.value(), other.value()) < 0 ? new DirectPair(one, other) : new DirectPair(other, one);
    }

    public boolean has(AccountId one) {
        return one.equals(low) || one.equals(high);
    }

    /**
     * Returns the other account of the pair.
     *
     * @throws IllegalArgumentException if the account is not one of the pair
     */
    public AccountId peerOf(AccountId one) {
        if (!has(one)) {
            throw new IllegalArgumentException("the account is not one of the pair");
        }
        return one.equals(low) ? high : low;
    }

    /** Compares as databases do; {@link UUID#compareTo} compares signed numbers. */
    private static int compare(UUID a, UUID b) {
        int first = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return first != 0 ? first : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    }
}
