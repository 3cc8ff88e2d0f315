package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.account.Authentication;
import dev.chatrooms.application.account.Login;
import dev.chatrooms.application.account.SignedIn;
import dev.chatrooms.application.account.VerificationKey;
import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.application.common.Fields;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.internal.Bulkhead;
import dev.chatrooms.application.internal.ChatFuture;
import dev.chatrooms.application.spi.Accounts.Credentials;
import dev.chatrooms.application.spi.IdGenerator;
import dev.chatrooms.application.spi.PasswordHasher;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.application.spi.TokenIssuer;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.TextRules;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountRole;
import dev.chatrooms.domain.account.EmailAddress;
import dev.chatrooms.domain.account.Password;
import dev.chatrooms.domain.account.PasswordHash;
import dev.chatrooms.domain.account.Session;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * {@link Authentication} over the store, the hasher and the token issuer.
 *
 * <p>Logins run in a bulkhead of their own. Anyone can log in as often as they like, which must not take the workers
 * from callers that are signed in.
 */
final class AuthenticationUseCases implements Authentication {
    private static final int MAX_USER_AGENT = 256;
    /** Replaces an input that no account can have as its password, so that the hasher runs all the same. */
    private static final Password PLACEHOLDER = new Password("placeholder password");

    private final Transactor transactor;
    private final PasswordHasher hasher;
    private final TokenIssuer tokens;
    private final AccessTokens accessTokens;
    private final SessionRefresh refreshing;
    private final LastSeen lastSeen;
    private final AttemptLimiter attempts;
    private final ChatSettings settings;
    private final IdGenerator ids;
    private final Bulkhead logins;
    private final FailedLogins failures;

    AuthenticationUseCases(
            Transactor transactor,
            PasswordHasher hasher,
            TokenIssuer tokens,
            AccessTokens accessTokens,
            SessionRefresh refreshing,
            LastSeen lastSeen,
            AttemptLimiter attempts,
            ChatSettings settings,
            IdGenerator ids,
            Bulkhead logins,
            FailedLogins failures) {
        this.failures = failures;
        this.transactor = transactor;
        this.hasher = hasher;
        this.tokens = tokens;
        this.accessTokens = accessTokens;
        this.refreshing = refreshing;
        this.lastSeen = lastSeen;
        this.attempts = attempts;
        this.settings = settings;
        this.ids = ids;
        this.logins = logins;
    }

    @Override
    public CompletableFuture<SignedIn> login(Login login) {
        return Transactor.attempt(() -> {
            Fields fields = new Fields();
            String name = fields.required("username", login.username(), n -> n);
            String typed = fields.required("password", login.password(), p -> p);
            fields.check();
            attempts.take("login", name, login.address());
            Password password = password(String.valueOf(typed));
            return logins.begin(() -> checked(String.valueOf(name), password, login));
        });
    }

    private CompletableFuture<SignedIn> checked(String name, @Nullable Password password, Login login) {
        return ChatFuture.supplyAsync(() -> credentials(name), logins).thenCompose(known -> {
            PasswordHash hash =
                    password == null ? null : known.map(Credentials::hash).orElse(null);
            return hasher.verify(password == null ? PLACEHOLDER : password, hash)
                    .thenApplyAsync(right -> open(known, right, login), logins);
        });
    }

    private static @Nullable Password password(String typed) {
        try {
            return Password.entered(typed);
        } catch (InvalidValue e) {
            return null;
        }
    }

    private Optional<Credentials> credentials(String name) {
        try {
            if (name.contains("@")) {
                EmailAddress email = new EmailAddress(name);
                return transactor.readSingle(stores -> stores.accounts().credentials(email));
            }
            Username username = new Username(name);
            return transactor.readSingle(stores -> stores.accounts().credentials(username));
        } catch (InvalidValue e) {
            return Optional.empty();
        }
    }

    private SignedIn open(Optional<Credentials> known, boolean right, Login login) {
        if (!right || known.isEmpty()) {
            known.ifPresent(failed -> failures.record(failed.account().id(), login.address()));
            throw wrong();
        }
        Account account = known.get().account();
        if (account.disabled()) {
            throw new ChatException(RefusalCode.ACCOUNT_DISABLED, "this account is disabled");
        }
        if (settings.requireVerifiedEmail() && !account.emailVerified() && account.role() != AccountRole.ADMIN) {
            throw new ChatException(RefusalCode.EMAIL_NOT_VERIFIED, "verify your e-mail address first");
        }
        Instant now = transactor.now();
        Session session = Session.begun(
                new SessionId(ids.next()),
                account.id(),
                now,
                now.plus(settings.sessionLifetime()),
                storable(login.userAgent()),
                login.address());
        RefreshToken refresh = RefreshToken.random();
        transactor.write(uow -> {
            requireUnchanged(uow, known.get());
            uow.sessions().add(session, refresh.hash());
            return session;
        });
        return accessTokens.signedIn(account, session.id(), refresh, now);
    }

    /**
     * The password may have been replaced, and all sessions ended, while the hash was computed. A session that begins
     * now must not outlive them.
     */
    private static void requireUnchanged(UnitOfWork uow, Credentials verified) {
        boolean unchanged = uow.accounts()
                .lock(verified.account().id())
                .filter(account -> !account.disabled())
                .filter(account -> CurrentPassword.isCurrent(uow, account, verified.hash()))
                .isPresent();
        if (!unchanged) {
            throw wrong();
        }
    }

    private static ChatException wrong() {
        return new ChatException(RefusalCode.BAD_CREDENTIALS, "wrong username or password");
    }

    /**
     * Shortens an overlong user agent between characters, and drops one that cannot be stored. It never makes a login
     * fail.
     */
    private static @Nullable String storable(@Nullable String agent) {
        if (agent == null || !TextRules.isStorable(agent)) {
            return null;
        }
        return TextRules.truncate(agent, MAX_USER_AGENT);
    }

    @Override
    public CompletableFuture<SignedIn> refresh(@Nullable String refreshToken) {
        return refreshing.refresh(refreshToken);
    }

    @Override
    public Caller authenticate(String accessToken) {
        return verify(accessToken).get();
    }

    @Override
    public VerifiedToken verify(String accessToken) {
        TokenIssuer.Claims claims =
                tokens.verify(accessToken, transactor.now()).orElseThrow(AuthenticationUseCases::unauthenticated);
        return new VerifiedToken() {
            @Override
            public AccountId accountId() {
                return claims.accountId();
            }

            @Override
            public Caller get() {
                return caller(claims);
            }
        };
    }

    private Caller caller(TokenIssuer.Claims claims) {
        Instant now = transactor.now();
        Session session = transactor
                .readSingle(stores -> live(stores, claims, now))
                .orElseThrow(AuthenticationUseCases::unauthenticated);
        lastSeen.note(session, now);
        return new Caller(session.accountId(), session.id(), session.expiresAt());
    }

    private static Optional<Session> live(Stores stores, TokenIssuer.Claims claims, Instant now) {
        return stores.sessions()
                .findLive(claims.sessionId(), now)
                .filter(session -> session.accountId().equals(claims.accountId()));
    }

    private static ChatException unauthenticated() {
        return new ChatException(RefusalCode.UNAUTHENTICATED, "no valid access token");
    }

    @Override
    public CompletableFuture<Void> logout(Caller caller) {
        SessionId session = caller.session();
        if (session == null) {
            return CompletableFuture.completedFuture(null);
        }
        return transactor.run(Set.of(), uow -> Revocation.of(uow, caller.accountId(), session, transactor.now()));
    }

    @Override
    public CompletableFuture<Void> logoutEverywhere(Caller caller) {
        return transactor.run(Set.of(), uow -> Revocation.ofAll(uow, caller.accountId(), null, transactor.now()));
    }

    @Override
    public Page<Session> sessions(Caller caller, PageRequest page) {
        return transactor.readSingle(stores -> stores.sessions().live(caller.accountId(), page, transactor.now()));
    }

    @Override
    public CompletableFuture<Void> endSession(Caller caller, SessionId session) {
        return transactor.run(Set.of(), uow -> {
            boolean own = uow.sessions()
                    .find(session)
                    .filter(found -> found.accountId().equals(caller.accountId()))
                    .isPresent();
            if (!own || !Revocation.of(uow, caller.accountId(), session, transactor.now())) {
                throw ChatException.notFound("session");
            }
        });
    }

    @Override
    public List<VerificationKey> verificationKeys() {
        return tokens.verificationKeys();
    }
}
