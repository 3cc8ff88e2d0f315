package dev.chatrooms.application.admin.internal;

import dev.chatrooms.application.account.internal.Administrators;
import dev.chatrooms.application.account.internal.Revocation;
import dev.chatrooms.application.admin.AuditAction;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountEvent;
import dev.chatrooms.domain.account.AccountRole;
import java.time.Instant;
import java.util.Locale;

/**
 * Changes of a locked account by an administrator or operator, with their audit entries. All of them are idempotent and
 * keep the last enabled administrator. They append to the log, so they run in transactions of the committer.
 */
final class AccountChanges {
    private AccountChanges() {}

    static Account changeRole(UnitOfWork uow, Actor actor, Account account, AccountRole role, Instant now) {
        if (account.role() == role) {
            return account;
        }
        if (role != AccountRole.ADMIN) {
            Administrators.requireAnother(uow, account);
        }
        Account changed = account.withRole(role, now);
        uow.accounts().update(changed);
        uow.append(new AccountEvent.Updated(account.id()), now);
        uow.audit()
                .record(actor.entry(AuditAction.ROLE_CHANGED, now)
                        .on(account.id())
                        .with(role.name().toLowerCase(Locale.ROOT)));
        return changed;
    }

    static Account setDisabled(UnitOfWork uow, Actor actor, Account account, boolean disabled, Instant now) {
        if (account.disabled() == disabled) {
            return account;
        }
        if (disabled) {
            Administrators.requireAnother(uow, account);
        }
        Account changed = account.withDisabled(disabled, now);
        uow.accounts().update(changed);
        uow.audit()
                .record(actor.entry(disabled ? AuditAction.ACCOUNT_DISABLED : AuditAction.ACCOUNT_ENABLED, now)
                        .on(account.id()));
        if (disabled) {
            Revocation.ofAllAndVouched(uow, account.id(), now);
        }
        return changed;
    }
}
