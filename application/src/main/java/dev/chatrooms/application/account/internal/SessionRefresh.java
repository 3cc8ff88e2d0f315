package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.account.SignedIn;
import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.internal.ChatFuture;
import dev.chatrooms.application.internal.RateLimits;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.IssuedToken;
import dev.chatrooms.domain.account.RefreshPolicy;
import dev.chatrooms.domain.account.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges refresh tokens as {@link RefreshPolicy} decides. The session is locked meanwhile, so the second of two
 * concurrent calls with one token sees the result of the first.
 *
 * <p>A revocation is a change of its own that appends to the log. It commits before the call is refused.
 */
final class SessionRefresh {
    private static final Logger LOG = System.getLogger(SessionRefresh.class.getName());

    private final Transactor transactor;
    private final AccessTokens tokens;
    private final RateLimits rateLimits;
    private final Executor workers;

    SessionRefresh(Transactor transactor, AccessTokens tokens, RateLimits rateLimits, Executor workers) {
        this.transactor = transactor;
        this.tokens = tokens;
        this.rateLimits = rateLimits;
        this.workers = workers;
    }

    /** The outcome of an exchange. */
    private sealed interface Outcome {
        record Refreshed(Account account, Session session, RefreshToken next) implements Outcome {}

        record Reused(Session session) implements Outcome {}

        record Refused() implements Outcome {}
    }

    CompletableFuture<SignedIn> refresh(@Nullable String presented) {
        if (presented == null) {
            return CompletableFuture.failedFuture(refused());
        }
        byte[] hash = new RefreshToken(presented).hash();
        return Transactor.attempt(() -> {
            // The limit is per token: it bounds the number of repeats with a token that was used.
            rateLimits.refresh(HexFormat.of().formatHex(hash));
            return ChatFuture.supplyAsync(() -> exchange(hash), workers).thenCompose(this::answer);
        });
    }

    private Outcome exchange(byte[] hash) {
        RefreshToken next = RefreshToken.random();
        return transactor.write(uow -> exchange(uow, hash, next, transactor.now()));
    }

    private CompletableFuture<SignedIn> answer(Outcome outcome) {
        if (outcome instanceof Outcome.Refreshed refreshed) {
            Session session = refreshed.session();
            return CompletableFuture.completedFuture(
                    tokens.signedIn(refreshed.account(), session.id(), refreshed.next(), session.lastSeenAt()));
        }
        if (outcome instanceof Outcome.Reused reused) {
            return revoke(reused.session()).thenCompose(done -> CompletableFuture.failedFuture(refused()));
        }
        return CompletableFuture.failedFuture(refused());
    }

    private Outcome exchange(UnitOfWork uow, byte[] hash, RefreshToken next, Instant now) {
        Session session = uow.sessions().lockByToken(hash).orElse(null);
        // Read under the lock, since a concurrent call may have used the token.
        IssuedToken token = uow.sessions().token(hash).orElse(null);
        if (session == null || token == null) {
            return new Outcome.Refused();
        }
        Optional<Account> account = uow.accounts().find(session.accountId()).filter(owner -> !owner.disabled());
        if (account.isEmpty()) {
            return new Outcome.Refused();
        }
        return switch (RefreshPolicy.on(session, token, now)) {
            case ROTATE -> {
                uow.sessions().useToken(hash, now);
                yield refresh(uow, account.get(), session, session.generation() + 1, next, now);
            }
            case REPEAT -> refresh(uow, account.get(), session, session.generation(), next, now);
            case REFUSE -> new Outcome.Refused();
            case REVOKE -> new Outcome.Reused(session);
        };
    }

    private Outcome refresh(
            UnitOfWork uow, Account account, Session session, int generation, RefreshToken next, Instant now) {
        Session refreshed = session.refreshed(generation, now, now.plus(tokens.sessionLifetime()));
        uow.sessions().refresh(refreshed, next.hash());
        return new Outcome.Refreshed(account, refreshed, next);
    }

    private CompletableFuture<Void> revoke(Session session) {
        LOG.log(Level.WARNING, "a refresh token of session {0} was reused; the session is revoked", session.id());
        return transactor.run(Set.of(), uow -> Revocation.of(uow, session.accountId(), session.id(), transactor.now()));
    }

    private static ChatException refused() {
        return new ChatException(RefusalCode.INVALID_REFRESH_TOKEN, "the refresh token is not valid; sign in again");
    }
}
