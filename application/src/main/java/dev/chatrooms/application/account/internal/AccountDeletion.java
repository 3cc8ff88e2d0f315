package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.admin.AuditAction;
import dev.chatrooms.application.admin.AuditEntry;
import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.Fields;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.PasswordHash;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Deletes the caller's own account after a check of its password. */
final class AccountDeletion {
    private final CurrentPassword currentPassword;
    private final AttemptLimiter attempts;
    private final AccountRemoval removal;

    AccountDeletion(CurrentPassword currentPassword, AttemptLimiter attempts, AccountRemoval removal) {
        this.currentPassword = currentPassword;
        this.attempts = attempts;
        this.removal = removal;
    }

    CompletableFuture<Void> delete(Caller caller, @Nullable String typed) {
        return Transactor.attempt(() -> {
            Fields fields = new Fields();
            String password = fields.required("password", typed, p -> p);
            fields.check();
            attempts.take("deletion", caller.accountId().toString(), null);
            return currentPassword
                    .verify(caller, Objects.requireNonNull(password))
                    .thenCompose(
                            verified -> removal.remove(caller.accountId(), new OwnerWithPassword(caller, verified)));
        });
    }

    private record OwnerWithPassword(Caller caller, PasswordHash verified) implements AccountRemoval.Steps {
        @Override
        public CompletableFuture<Void> prepare() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public Account lock(UnitOfWork uow) {
            return CurrentPassword.requireUnchanged(uow, caller, verified);
        }

        @Override
        public void requireOwners(AccountExit exit) {
            exit.requireOwners();
        }

        @Override
        public AuditEntry roomDeleted(Instant at) {
            return AuditEntry.by(caller.accountId(), AuditAction.ROOM_DELETED, at);
        }
    }
}
