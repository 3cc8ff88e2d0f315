package dev.chatrooms.application.admin.internal;

import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.account.internal.Revocation;
import dev.chatrooms.application.admin.AccountAdministration;
import dev.chatrooms.application.admin.AccountFilter;
import dev.chatrooms.application.admin.AccountOverview;
import dev.chatrooms.application.admin.AuditAction;
import dev.chatrooms.application.admin.CreatedAccount;
import dev.chatrooms.application.admin.NewAccount;
import dev.chatrooms.application.admin.OwnedRooms;
import dev.chatrooms.application.admin.PostedMessages;
import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.internal.AccountLookup;
import dev.chatrooms.application.mail.internal.MailedSecret;
import dev.chatrooms.application.spi.MailRequest;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountKind;
import dev.chatrooms.domain.account.AccountRole;
import dev.chatrooms.domain.account.EmailAddress;
import dev.chatrooms.domain.id.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** {@link AccountAdministration} over the store and the use cases of accounts. */
final class AccountAdministrationUseCases implements AccountAdministration {
    /** The owner of an account may read the link on another day. */
    private static final Duration LINK_LIFETIME = Duration.ofDays(1);

    private final AdminServices services;
    private final Transactor transactor;
    private final Actor actor;

    AccountAdministrationUseCases(AdminServices services, Actor actor) {
        this.services = services;
        this.transactor = services.transactor();
        this.actor = actor;
    }

    @Override
    public Page<AccountOverview> list(AccountFilter filter, PageRequest page) {
        actor.require(transactor);
        services.figures().catchUp();
        return transactor.read(stores -> stores.adminQueries().accounts(filter, page, transactor.now()));
    }

    private AccountOverview overview(AccountId id) {
        return transactor.read(
                stores -> stores.adminQueries().account(id, transactor.now()).orElseThrow());
    }

    @Override
    public CompletableFuture<CreatedAccount> create(NewAccount wanted) {
        return Transactor.attempt(() -> {
            actor.require(transactor);
            AtomicReference<@Nullable String> link = new AtomicReference<>();
            return services.creation()
                    .addVerified(registration(wanted), wanted.role(), (uow, account) -> {
                        Instant now = transactor.now();
                        actor.require(uow, now);
                        uow.audit()
                                .record(actor.entry(AuditAction.ACCOUNT_CREATED, now)
                                        .on(account.id())
                                        .with(account.role().name().toLowerCase(Locale.ROOT)));
                        link.set(wanted.password() == null ? invite(uow, account, now) : null);
                    })
                    .thenApply(account -> {
                        services.mails().wake();
                        return new CreatedAccount(new AccountOverview(account, null, 0, 0, 0, 0), link.get());
                    });
        });
    }

    /** Without a password, the account gets a random one that is not kept. */
    private static Registration registration(NewAccount wanted) {
        String password = wanted.password() == null ? MailedSecret.token().value() : wanted.password();
        return new Registration(wanted.username(), password, wanted.email(), wanted.displayName(), null, null, null);
    }

    /** Mails a link to a new account, or returns it if the account has no address. */
    private @Nullable String invite(UnitOfWork uow, Account account, Instant now) {
        if (account.email() == null) {
            return issueLink(uow, account.id(), now);
        }
        services.mails().add(uow, new MailRequest.WelcomeAccount(account.id()), now);
        return null;
    }

    private String issueLink(UnitOfWork uow, AccountId account, Instant now) {
        MailedSecret token = MailedSecret.token();
        uow.codes().issueToken(account, token.hash(), now.plus(LINK_LIFETIME));
        return services.publicUrl() + "/#/reset/" + token.value();
    }

    @Override
    public CompletableFuture<AccountOverview> change(
            String user, @Nullable AccountRole role, @Nullable Boolean disabled) {
        return Transactor.attempt(() -> transactor
                .change(Set.of(), uow -> {
                    Account account = locked(uow, user);
                    Instant now = transactor.now();
                    if (role != null) {
                        account = AccountChanges.changeRole(uow, actor, account, role, now);
                    }
                    if (disabled != null) {
                        account = AccountChanges.setDisabled(uow, actor, account, disabled, now);
                    }
                    return account.id();
                })
                .thenApplyAsync(
                        id -> {
                            services.callers().forget(id);
                            return overview(id);
                        },
                        services.workers()));
    }

    /** Locks an account, then checks the caller: one who has been demoted meanwhile is refused. */
    private Account locked(UnitOfWork uow, String user) {
        Optional<Account> found = AccountLookup.find(uow.accounts(), user);
        Optional<Account> account = found.flatMap(known -> uow.accounts().lock(known.id()))
                .filter(known -> !known.deleted() && isAdministered(known));
        actor.require(uow, transactor.now());
        return account.orElseThrow(() -> ChatException.notFound("user"));
    }

    /** The application's own account may post into every room, so it belongs to the host alone. */
    private boolean isAdministered(Account account) {
        return actor.caller() == null || account.kind() != AccountKind.SYSTEM;
    }

    @Override
    public CompletableFuture<Void> delete(String user) {
        return Transactor.attempt(() -> {
            actor.require(transactor);
            Account account = transactor.read(stores -> AccountLookup.requireUndeleted(stores.accounts(), user));
            if (!isAdministered(account)) {
                throw ChatException.notFound("user");
            }
            return services.deletion()
                    .delete(
                            account.id(),
                            OwnedRooms.HAND_OVER,
                            PostedMessages.KEEP,
                            uow -> actor.require(uow, transactor.now()),
                            action -> actor.entry(action, transactor.now()));
        });
    }

    @Override
    public CompletableFuture<Void> endSessions(String user) {
        return Transactor.attempt(() -> transactor
                .change(Set.of(), uow -> {
                    Account account = locked(uow, user);
                    Instant now = transactor.now();
                    Revocation.ofAllAndVouched(uow, account.id(), now);
                    uow.audit()
                            .record(actor.entry(AuditAction.SESSIONS_ENDED, now).on(account.id()));
                    return account.id();
                })
                .thenAccept(services.callers()::forget));
    }

    @Override
    public CompletableFuture<String> resetLink(String user) {
        return Transactor.attempt(() -> transactor
                .change(Set.of(), uow -> {
                    Account account = locked(uow, user);
                    Instant now = transactor.now();
                    EmailAddress email = account.emailVerified() ? account.email() : null;
                    if (email != null) {
                        services.mails().offer(uow, new MailRequest.ResetPassword(email), now);
                    }
                    uow.audit()
                            .record(actor.entry(AuditAction.RESET_LINK_ISSUED, now)
                                    .on(account.id()));
                    return issueLink(uow, account.id(), now);
                })
                .thenApply(link -> {
                    services.mails().wake();
                    return link;
                }));
    }
}
