package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.admin.AuditAction;
import dev.chatrooms.application.admin.AuditEntry;
import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.spi.AuditTrail;
import dev.chatrooms.domain.id.AccountId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Counts failed logins of accounts and audits bursts of them. In the background, since a login must take the same time
 * whether the account exists or not.
 */
final class FailedLogins {
    private static final Logger LOG = System.getLogger(FailedLogins.class.getName());

    private final Transactor transactor;
    private final Executor workers;

    FailedLogins(Transactor transactor, Executor workers) {
        this.transactor = transactor;
        this.workers = workers;
    }

    void record(AccountId account, @Nullable String address) {
        Instant at = transactor.now();
        try {
            workers.execute(() -> count(account, address, at));
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "a failed login is not counted", e);
        }
    }

    private void count(AccountId account, @Nullable String address, Instant at) {
        try {
            transactor.write(uow -> {
                if (uow.audit().loginFailed(account, at)) {
                    uow.audit()
                            .record(AuditEntry.byOperator(AuditAction.LOGINS_FAILED, at)
                                    .on(account)
                                    .from(address)
                                    .with(AuditTrail.BURST + " within " + AuditTrail.BURST_TIME.toMinutes()
                                            + " minutes"));
                }
                return account;
            });
        } catch (ChatException e) {
            LOG.log(Level.DEBUG, "a failed login is not counted", e);
        }
    }
}
