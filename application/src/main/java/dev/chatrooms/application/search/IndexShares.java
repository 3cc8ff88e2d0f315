package dev.chatrooms.application.search;

import dev.chatrooms.domain.id.AccountId;
import java.util.HashMap;
import java.util.Map;

/**
 * Distributes one step of indexing among the senders of its messages, so that the messages of one account do not delay
 * those of others. The cost of a message is its size in bytes of UTF-8, up to the bound on the terms of a text.
 */
public final class IndexShares {
    /** The cost of the largest message, and the share of a sender: about a hundred ordinary messages. */
    private static final int SHARE = 8 * 1024;

    /** The cost of a step for messages that are new. */
    private static final int NEW = 8 * SHARE;

    /** The cost of a step for deferred messages, which must not delay new ones. */
    private static final int DEFERRED = 2 * SHARE;

    private final int total;
    private final int share;
    private final Map<AccountId, Integer> used = new HashMap<>();
    private int sum;

    private IndexShares(int total, int share) {
        this.total = total;
        this.share = share;
    }

    /** Returns the shares of a step for new messages. */
    public static IndexShares ofNew() {
        return new IndexShares(NEW, SHARE);
    }

    /** Returns the shares of a step for messages that an earlier step has deferred. */
    public static IndexShares ofDeferred() {
        return new IndexShares(DEFERRED, SHARE);
    }

    /** Returns a step in the order of the log, for a rebuild. */
    public static IndexShares ofRebuild() {
        return new IndexShares(NEW, NEW);
    }

    /** Returns whether the step is complete. */
    public boolean isUsedUp() {
        return sum >= total;
    }

    /** Takes a message into the step, if its sender has a share left. The first one of each sender is always taken. */
    public boolean take(AccountId sender, int bytes) {
        int cost = Math.min(bytes, SHARE);
        int before = used.getOrDefault(sender, 0);
        if (before > 0 && before + cost > share) {
            return false;
        }
        used.put(sender, before + cost);
        sum += cost;
        return true;
    }
}
