package dev.chatrooms.application.internal;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.spi.Accounts.Standing;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.AccountState;
import dev.chatrooms.domain.id.AccountId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Refuses callers whose account is disabled, deleted or unknown, and callers that the host vouched for before all
 * sessions of the account were ended.
 *
 * <p>The standing of active accounts is cached, so that a call costs a query only if its account has not called for
 * long. The log announces each loss of it to all nodes, and {@link #forget} drops the entry. Others are read each time,
 * so that an account that is enabled again needs no announcement.
 */
public final class ActiveCallers {
    private static final int MAX_CACHED = 50_000;

    private final Store store;
    private final InstantSource clock;
    private final Map<AccountId, Standing> active = new ConcurrentHashMap<>();
    /** Counts the losses, so that a standing that was read before one of them is not kept. */
    private final AtomicLong losses = new AtomicLong();

    public ActiveCallers(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Drops what is known of an account, or of all accounts if it is null. */
    public void forget(@Nullable AccountId account) {
        losses.incrementAndGet();
        if (account == null) {
            active.clear();
        } else {
            active.remove(account);
        }
    }

    /**
     * Checks a caller if that takes no query. Never blocks.
     *
     * @return false if it takes one
     * @throws ChatException as {@link #require(Caller)}
     */
    public boolean requireIfKnown(Caller caller) {
        Standing known = active.get(caller.accountId());
        if (known == null) {
            return false;
        }
        check(caller, known);
        return true;
    }

    /**
     * Checks a caller. May block.
     *
     * @throws ChatException {@code unauthenticated}, {@code account_disabled} or {@code unknown_account}
     */
    public void require(Caller caller) {
        if (requireIfKnown(caller)) {
            return;
        }
        long before = losses.get();
        Optional<Standing> read = store.readSingle(stores -> stores.accounts().standing(caller.accountId()));
        read.ifPresent(standing -> keep(caller.accountId(), standing, before));
        check(caller, read.orElse(null));
    }

    /** As {@link #require(Caller)}, in a transaction and without the cache. */
    public static void require(Caller caller, Stores stores, Instant now) {
        check(caller, stores.accounts().standing(caller.accountId()).orElse(null), now);
    }

    private void keep(AccountId account, Standing standing, long before) {
        if (standing.state() != AccountState.ACTIVE) {
            return;
        }
        if (active.size() >= MAX_CACHED) {
            active.clear();
        }
        active.put(account, standing);
        if (losses.get() != before) {
            active.remove(account);
        }
    }

    /**
     * Checks the state of the caller's account.
     *
     * @param state null if there is no such account
     * @throws ChatException {@code unauthenticated} if the caller has a session, which ended with the account;
     *     otherwise {@code account_disabled} or {@code unknown_account}
     */
    public static void requireActive(Caller caller, @Nullable AccountState state) {
        ChatException inactive = inactive(caller, state);
        if (inactive != null) {
            throw inactive;
        }
    }

    private static @Nullable ChatException inactive(Caller caller, @Nullable AccountState state) {
        if (state == AccountState.ACTIVE) {
            return null;
        }
        if (caller.session() != null) {
            return ended();
        }
        return state == AccountState.DISABLED ? disabled() : unknown();
    }

    private void check(Caller caller, @Nullable Standing standing) {
        check(caller, standing, clock.instant());
    }

    private static void check(Caller caller, @Nullable Standing standing, Instant now) {
        ChatException refusal = refusalOf(caller, standing, now);
        if (refusal != null) {
            throw refusal;
        }
    }

    /**
     * Returns why a caller is refused: {@code unauthenticated}, {@code account_disabled} or {@code unknown_account};
     * null if the caller may act.
     *
     * @param standing that of the caller's account; null if there is no such account
     */
    public static @Nullable ChatException refusalOf(Caller caller, @Nullable Standing standing, Instant now) {
        ChatException inactive = inactive(caller, standing == null ? null : standing.state());
        if (inactive != null || caller.session() != null || standing == null) {
            return inactive;
        }
        Instant endedAt = standing.sessionsEndedAt();
        Instant issuedAt = caller.issuedAt();
        boolean isEarlier = endedAt != null && issuedAt != null && issuedAt.isBefore(endedAt);
        boolean hasExpired = caller.expiresAt() != null && !now.isBefore(caller.expiresAt());
        return isEarlier || hasExpired ? ended() : null;
    }

    private static ChatException ended() {
        return new ChatException(RefusalCode.UNAUTHENTICATED, "the session has ended");
    }

    /**
     * Returns the refusal of an account that was read with a command: {@code unauthenticated} if it is not active,
     * {@code unknown_account} if it does not exist. A caller with a session finds its session ended in both cases.
     */
    public static ChatException refusal(Caller caller, ChatException refused) {
        if (caller.session() == null) {
            return refused.code() == RefusalCode.UNAUTHENTICATED ? disabled() : refused;
        }
        return refused.code() == RefusalCode.UNKNOWN_ACCOUNT ? ended() : refused;
    }

    private static ChatException unknown() {
        return new ChatException(RefusalCode.UNKNOWN_ACCOUNT, "the caller has no account");
    }

    private static ChatException disabled() {
        return new ChatException(RefusalCode.ACCOUNT_DISABLED, "the caller's account is disabled");
    }
}
