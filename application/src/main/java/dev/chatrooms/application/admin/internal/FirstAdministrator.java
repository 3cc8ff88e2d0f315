package dev.chatrooms.application.admin.internal;

import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.account.internal.AccountCreation;
import dev.chatrooms.application.admin.AuditAction;
import dev.chatrooms.application.admin.AuditEntry;
import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.mail.internal.MailedSecret;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountRole;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The token with which the first administrator is created. It is in the memory of one node only, and is printed when
 * that node starts.
 */
final class FirstAdministrator {
    private static final Duration LIFETIME = Duration.ofHours(1);

    private final Transactor transactor;
    private final AccountCreation creation;
    /** Null while there is no token, or while it is being used. */
    private final AtomicReference<@Nullable Token> token = new AtomicReference<>();

    private record Token(MailedSecret secret, Instant expiresAt) {
        boolean isGood(String presented, Instant now) {
            return now.isBefore(expiresAt) && MessageDigest.isEqual(secret.hash(), new MailedSecret(presented).hash());
        }
    }

    FirstAdministrator(Transactor transactor, AccountCreation creation) {
        this.transactor = transactor;
        this.creation = creation;
    }

    private boolean isNeeded() {
        return !transactor.<Boolean>read(stores -> stores.accounts().anyAdmin());
    }

    Optional<String> issue() {
        if (!isNeeded()) {
            return Optional.empty();
        }
        Token issued = new Token(MailedSecret.token(), transactor.now().plus(LIFETIME));
        token.set(issued);
        return Optional.of(issued.secret().value());
    }

    CompletableFuture<Account> create(@Nullable String presented, Registration registration) {
        return Transactor.attempt(() -> {
            Token current = token.get();
            if (presented == null
                    || current == null
                    || !current.isGood(presented, transactor.now())
                    || !isNeeded()
                    || !token.compareAndSet(current, null)) {
                throw invalid();
            }
            CompletableFuture<Account> created;
            try {
                created = creation.add(
                        registration,
                        AccountRole.ADMIN,
                        (uow, account) -> finish(uow, account, registration.address()));
            } catch (RuntimeException e) {
                token.compareAndSet(null, current);
                throw e;
            }
            return created.whenComplete((account, thrown) -> {
                if (thrown != null) {
                    // The username is taken, for example: the same link may be tried again.
                    token.compareAndSet(null, current);
                }
            });
        });
    }

    /** Another node may have created one, or may be about to. */
    private void finish(UnitOfWork uow, Account account, @Nullable String address) {
        uow.accounts().lockFirstAdmin();
        if (!uow.accounts().lockAdmins().equals(Set.of(account.id()))) {
            throw invalid();
        }
        uow.audit()
                .record(AuditEntry.by(account.id(), AuditAction.SET_UP, transactor.now())
                        .on(account.id())
                        .from(address));
    }

    private static ChatException invalid() {
        return ChatException.notFound("setup link");
    }
}
