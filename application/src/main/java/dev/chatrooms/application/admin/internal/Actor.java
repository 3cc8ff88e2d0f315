package dev.chatrooms.application.admin.internal;

import dev.chatrooms.application.admin.AuditAction;
import dev.chatrooms.application.admin.AuditEntry;
import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.internal.ActiveCallers;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.AccountRole;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The originator of administrative operations.
 *
 * @param caller an administrator; null for the host or operator, who needs no account
 * @param address the client address; null if it is not known
 */
record Actor(@Nullable Caller caller, @Nullable String address) {
    /** The host, or the operator at the command line. */
    static final Actor OPERATOR = new Actor(null, null);

    /**
     * Checks the caller's role, in a transaction of its own.
     *
     * @throws ChatException {@code admin_only}, or as any call of an account that is not active
     */
    void require(Transactor transactor) {
        if (caller != null) {
            transactor.read(stores -> {
                require(stores, transactor.now());
                return caller;
            });
        }
    }

    /** Requires an administrator within a transaction, see {@link #require(Transactor)}. */
    void require(Stores stores, Instant now) {
        if (caller == null) {
            return;
        }
        ActiveCallers.require(caller, stores, now);
        boolean isAdmin = stores.accounts()
                .find(caller.accountId())
                .filter(account -> account.role() == AccountRole.ADMIN)
                .isPresent();
        if (!isAdmin) {
            throw new ChatException(RefusalCode.ADMIN_ONLY, "only administrators may do this");
        }
    }

    /** Starts an entry of the audit trail. */
    AuditEntry entry(AuditAction action, Instant at) {
        AuditEntry entry =
                caller == null ? AuditEntry.byOperator(action, at) : AuditEntry.by(caller.accountId(), action, at);
        return entry.from(address);
    }
}
