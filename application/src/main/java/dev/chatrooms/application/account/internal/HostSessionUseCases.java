package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.account.AccountProfile;
import dev.chatrooms.application.account.HostSessions;
import dev.chatrooms.application.account.SignedIn;
import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.application.internal.ActiveCallers;
import dev.chatrooms.application.internal.ChatFuture;
import dev.chatrooms.application.spi.IdGenerator;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.ExternalId;
import dev.chatrooms.domain.account.Session;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.SessionId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** {@link HostSessions} over the store and the committer. */
final class HostSessionUseCases implements HostSessions {
    private final Transactor transactor;
    private final AccessTokens accessTokens;
    private final ActiveCallers callers;
    private final ExternalAccounts externalAccounts;
    private final ChatSettings settings;
    private final IdGenerator ids;
    private final Executor workers;

    HostSessionUseCases(
            Transactor transactor,
            AccessTokens accessTokens,
            ActiveCallers callers,
            ExternalAccounts externalAccounts,
            ChatSettings settings,
            IdGenerator ids,
            Executor workers) {
        this.transactor = transactor;
        this.accessTokens = accessTokens;
        this.callers = callers;
        this.externalAccounts = externalAccounts;
        this.settings = settings;
        this.ids = ids;
        this.workers = workers;
    }

    @Override
    public Caller vouch(String externalId, @Nullable Instant issuedAt, @Nullable Instant expiresAt) {
        Account account = find(externalId).orElseThrow(HostSessionUseCases::unknown);
        Caller caller = Caller.vouchedFor(account, issuedAt, expiresAt);
        callers.require(caller);
        return caller;
    }

    @Override
    public Caller vouch(
            String externalId, AccountProfile profile, @Nullable Instant issuedAt, @Nullable Instant expiresAt) {
        Account account = externalAccounts.ensureAccepted(
                externalId, profile, issuedAt, found -> callers.require(Caller.vouchedFor(found, issuedAt, expiresAt)));
        return Caller.vouchedFor(account, issuedAt, expiresAt);
    }

    private Optional<Account> find(String externalId) {
        ExternalId id;
        try {
            id = new ExternalId(externalId);
        } catch (InvalidValue e) {
            return Optional.empty();
        }
        return transactor.readSingle(stores -> stores.accounts().find(id));
    }

    private static ChatException unknown() {
        return new ChatException(RefusalCode.UNKNOWN_ACCOUNT, "there is no such account");
    }

    @Override
    public CompletableFuture<SignedIn> open(AccountId account) {
        return ChatFuture.supplyAsync(() -> openNow(account), workers);
    }

    private SignedIn openNow(AccountId id) {
        Instant now = transactor.now();
        Session session =
                Session.begun(new SessionId(ids.next()), id, now, now.plus(settings.sessionLifetime()), null, null);
        RefreshToken refresh = RefreshToken.random();
        Account account = transactor.write(uow -> {
            // Locked, so that the session does not outlive a concurrent end of all sessions.
            Account locked = existing(uow, id);
            if (locked.disabled()) {
                throw new ChatException(RefusalCode.ACCOUNT_DISABLED, "this account is disabled");
            }
            uow.sessions().add(session, refresh.hash());
            return locked;
        });
        return accessTokens.signedIn(account, session.id(), refresh, now);
    }

    @Override
    public CompletableFuture<Void> end(AccountId account) {
        return transactor
                .run(
                        Set.of(),
                        uow -> Revocation.ofAllAndVouched(
                                uow, existing(uow, account).id(), transactor.now()))
                .thenRun(() -> callers.forget(account));
    }

    private static Account existing(UnitOfWork uow, AccountId id) {
        return uow.accounts().lock(id).filter(account -> !account.deleted()).orElseThrow(HostSessionUseCases::unknown);
    }
}
