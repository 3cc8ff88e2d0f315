package dev.chatrooms.domain.room;

import dev.chatrooms.domain.id.AccountId;
import java.util.UUID;

/**
 * Two different people whose own a direct room is, in whichever order they are named: there is one pair of them.
 *
 * @param low whose id comes first, by its bytes
 * @param high the other
 */
public record DirectPair(AccountId low, AccountId high) {
    /**
     * Checks the order.
     *
     * @throws IllegalArgumentException unless {@code low} is the lower one: see {@link #of}
     */
    public DirectPair {
        if (compare(low.value(), high.value()) >= 0) {
            throw new IllegalArgumentException("a pair is two people, in order");
        }
    }

    /** The pair of two. @throws IllegalArgumentException if it is one */
    public static DirectPair of(AccountId one, AccountId other) {
        return compare(one.value(), other.value()) < 0 ? new DirectPair(one, other) : new DirectPair(other, one);
    }

    public boolean has(AccountId one) {
        return one.equals(low) || one.equals(high);
    }

    /** Which of the two somebody has to do with. @throws IllegalArgumentException if he is none of them */
    public AccountId peerOf(AccountId one) {
        if (!has(one)) {
            throw new IllegalArgumentException("not one of the pair");
        }
        return one.equals(low) ? high : low;
    }

    /** As databases order ids: {@link UUID#compareTo} takes them for signed numbers. */
    private static int compare(UUID a, UUID b) {
        int first = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return first != 0 ? first : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    }
}
