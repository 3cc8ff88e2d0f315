package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.account.AccountProfile;
import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Fields;
import dev.chatrooms.application.internal.ChatFuture;
import dev.chatrooms.application.internal.LogLimit;
import dev.chatrooms.application.spi.ConstraintViolation;
import dev.chatrooms.application.spi.ConstraintViolation.Constraint;
import dev.chatrooms.application.spi.IdGenerator;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.FieldError;
import dev.chatrooms.domain.Refusal;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountEvent;
import dev.chatrooms.domain.account.AccountKind;
import dev.chatrooms.domain.account.DisplayName;
import dev.chatrooms.domain.account.ExternalId;
import dev.chatrooms.domain.account.PublicDetails;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.metadata.Metadata;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes and updates accounts that a host knows by ids of its own. The store keeps these ids unique, so nodes that make
 * the same account at once agree on one of them.
 *
 * <p>A new account appends nothing to the log, so many can be made at once. A changed profile goes through the
 * committer, and a profile that is unchanged is only read.
 */
public final class ExternalAccounts {
    private static final Logger LOG = System.getLogger(ExternalAccounts.class.getName());
    private static final int MAX_ATTEMPTS = 10;
    /** The time for which a profile from a token does not replace another one. */
    private static final Duration MIN_PROFILE_AGE = Duration.ofMinutes(1);

    private final Transactor transactor;
    private final IdGenerator ids;
    private final Executor workers;
    private final LogLimit failureLog = LogLimit.onePerMinute();

    ExternalAccounts(Transactor transactor, IdGenerator ids, Executor workers) {
        this.transactor = transactor;
        this.ids = ids;
        this.workers = workers;
    }

    /** A validated profile; null for what stays as it is. */
    private record Wanted(
            ExternalId externalId,
            @Nullable Username username,
            @Nullable DisplayName displayName,
            @Nullable DisplayName firstName,
            @Nullable DisplayName lastName,
            AccountKind kind,
            @Nullable Metadata metadata) {
        static Wanted of(String externalId, AccountProfile profile) {
            Fields fields = new Fields();
            ExternalId id = fields.required("externalId", externalId, ExternalId::new);
            Username username = fields.optional("username", profile.username(), AccountCreation::free);
            DisplayName displayName = fields.optional("displayName", profile.displayName(), DisplayName::new);
            DisplayName firstName = fields.optional("firstName", profile.firstName(), DisplayName::new);
            DisplayName lastName = fields.optional("lastName", profile.lastName(), DisplayName::new);
            fields.check();
            return new Wanted(
                    Objects.requireNonNull(id),
                    username,
                    displayName,
                    firstName,
                    lastName,
                    profile.kind(),
                    profile.metadata());
        }

        Username firstUsername() {
            if (username != null) {
                return username;
            }
            return DerivedUsername.from(displayName == null ? externalId.value() : displayName.value());
        }

        PublicDetails details(Username name) {
            return new PublicDetails(
                    displayName == null ? new DisplayName(name.value()) : displayName,
                    firstName,
                    lastName,
                    null,
                    null,
                    metadata);
        }

        Account applied(Account account, Instant at) {
            Account renamed = account.withProfile(
                    displayName == null ? account.displayName() : displayName,
                    firstName == null ? account.firstName() : firstName,
                    lastName == null ? account.lastName() : lastName,
                    account.bio(),
                    at);
            return metadata == null ? renamed : renamed.withMetadata(metadata, at);
        }

        boolean isAlready(Account account) {
            return applied(account, account.updatedAt()).equals(account);
        }
    }

    /** See {@link dev.chatrooms.application.admin.Administration#ensureAccount}. */
    public CompletableFuture<Account> ensure(String externalId, AccountProfile profile) {
        return Transactor.attempt(() -> {
            Wanted wanted = Wanted.of(externalId, profile);
            return ChatFuture.supplyAsync(() -> findOrAdd(wanted), workers)
                    .thenCompose(account -> update(account, wanted, stored -> true));
        });
    }

    /**
     * Returns the account of an accepted credential and adds it if it does not exist, on the calling thread, which may
     * block. Updates an existing account in the background, if the credential was issued after the last change of the
     * account and that change was at least a minute ago.
     *
     * @param issuedAt when the credential was issued; null for now
     * @param accept throws if the account may not act; then it is not updated
     */
    @SuppressWarnings("FutureReturnValueIgnored") // Its failure is logged.
    Account ensureAccepted(
            String externalId, AccountProfile profile, @Nullable Instant issuedAt, Consumer<Account> accept) {
        Wanted wanted = Wanted.of(externalId, profile);
        Account account = findOrAdd(wanted);
        accept.accept(account);
        update(account, wanted, stored -> isDue(stored, issuedAt)).whenComplete((updated, thrown) -> {
            if (thrown != null && failureLog.permits()) {
                LOG.log(Level.WARNING, "the names of account " + account.id() + " were not updated", thrown);
            }
        });
        return account;
    }

    private boolean isDue(Account account, @Nullable Instant issuedAt) {
        Instant changedAt = account.updatedAt();
        return (issuedAt == null || issuedAt.isAfter(changedAt))
                && !transactor.now().isBefore(changedAt.plus(MIN_PROFILE_AGE));
    }

    /** See {@link dev.chatrooms.application.admin.Administration#findByExternalId}. */
    public Optional<Account> find(ExternalId externalId) {
        return transactor.readSingle(stores -> stores.accounts().find(externalId));
    }

    private Account findOrAdd(Wanted wanted) {
        Username username = wanted.firstUsername();
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            Optional<Account> known = find(wanted.externalId());
            if (known.isPresent()) {
                return known.get();
            }
            try {
                return add(wanted, username);
            } catch (ConstraintViolation e) {
                if (e.constraint() == Constraint.USERNAME) {
                    username = another(wanted);
                }
            }
        }
        throw ChatException.unavailable("no free username was found", null);
    }

    private Account add(Wanted wanted, Username username) {
        Account account = Account.vouchedFor(
                new AccountId(ids.next()),
                username,
                wanted.kind(),
                wanted.externalId(),
                wanted.details(username),
                transactor.now());
        return transactor.write(uow -> {
            uow.accounts().add(account, null);
            return account;
        });
    }

    private Username another(Wanted wanted) {
        if (wanted.username() != null) {
            FieldError error = new FieldError("username", "taken", "is already taken");
            throw new ChatException(
                    new Refusal(RefusalCode.USERNAME_TAKEN, "this username is already taken", List.of(error)));
        }
        return DerivedUsername.another(wanted.firstUsername(), ids.next());
    }

    private CompletableFuture<Account> update(Account account, Wanted wanted, Predicate<Account> isDue) {
        if (account.kind() != wanted.kind()) {
            FieldError error = new FieldError("kind", "fixed", "cannot be changed");
            return CompletableFuture.failedFuture(new ChatException(
                    new Refusal(RefusalCode.INVALID, "some fields are not acceptable", List.of(error))));
        }
        return wanted.isAlready(account) || !isDue.test(account)
                ? CompletableFuture.completedFuture(account)
                : transactor.change(Set.of(), uow -> update(uow, account.id(), wanted, isDue));
    }

    private Account update(UnitOfWork uow, AccountId id, Wanted wanted, Predicate<Account> isDue) {
        Account account = uow.accounts()
                .lock(id)
                .filter(locked -> !locked.deleted())
                .orElseThrow(() -> ChatException.unavailable("the account was deleted meanwhile", null));
        if (wanted.isAlready(account) || !isDue.test(account)) {
            return account;
        }
        Instant now = transactor.now();
        Account updated = wanted.applied(account, now);
        uow.accounts().update(updated);
        uow.append(new AccountEvent.Updated(id), now);
        return updated;
    }
}
