package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.application.common.Fields;
import dev.chatrooms.application.internal.Bulkhead;
import dev.chatrooms.application.mail.internal.MailRequests;
import dev.chatrooms.application.spi.ConstraintViolation;
import dev.chatrooms.application.spi.IdGenerator;
import dev.chatrooms.application.spi.MailRequest;
import dev.chatrooms.application.spi.PasswordHasher;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.FieldError;
import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.Refusal;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountRole;
import dev.chatrooms.domain.account.DisplayName;
import dev.chatrooms.domain.account.EmailAddress;
import dev.chatrooms.domain.account.Password;
import dev.chatrooms.domain.account.PasswordHash;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.id.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/** Creates accounts, for registrations and for operators. */
public final class AccountCreation {
    private final Transactor transactor;
    private final PasswordHasher hasher;
    private final MailRequests mails;
    private final ChatSettings settings;
    private final IdGenerator ids;
    private final Bulkhead workers;

    AccountCreation(
            Transactor transactor,
            PasswordHasher hasher,
            MailRequests mails,
            ChatSettings settings,
            IdGenerator ids,
            Bulkhead workers) {
        this.transactor = transactor;
        this.hasher = hasher;
        this.mails = mails;
        this.settings = settings;
        this.ids = ids;
        this.workers = workers;
    }

    /**
     * Validates all fields, hashes the password on the hasher's threads and stores the account on a worker. Requests a
     * mail with a code for an e-mail address, even if another account has verified it.
     *
     * @throws ChatException {@code invalid}, before any hash is computed
     */
    public CompletableFuture<Account> add(Registration registration, AccountRole role) {
        return add(registration, role, (uow, account) -> {});
    }

    /** As {@link #add(Registration, AccountRole)}, with another step in the same transaction. */
    public CompletableFuture<Account> add(
            Registration registration, AccountRole role, BiConsumer<UnitOfWork, Account> also) {
        return create(registration, role, false, also);
    }

    /**
     * As {@link #add(Registration, AccountRole, BiConsumer)}, for an administrator or operator: an e-mail address
     * counts as verified, so another account must not have it.
     */
    public CompletableFuture<Account> addVerified(
            Registration registration, AccountRole role, BiConsumer<UnitOfWork, Account> also) {
        return create(registration, role, true, also);
    }

    private CompletableFuture<Account> create(
            Registration registration, AccountRole role, boolean verified, BiConsumer<UnitOfWork, Account> also) {
        Fields fields = new Fields();
        Username username = fields.required("username", registration.username(), AccountCreation::free);
        Password password = fields.required("password", registration.password(), Password::new);
        EmailAddress email = settings.requireVerifiedEmail() && !verified && role != AccountRole.ADMIN
                ? fields.required("email", registration.email(), EmailAddress::new)
                : fields.optional("email", registration.email(), EmailAddress::new);
        DisplayName displayName = fields.optional("displayName", registration.displayName(), DisplayName::new);
        DisplayName firstName = fields.optional("firstName", registration.firstName(), DisplayName::new);
        DisplayName lastName = fields.optional("lastName", registration.lastName(), DisplayName::new);
        fields.check();
        Objects.requireNonNull(username);
        Instant now = transactor.now();
        Account registered = Account.registered(
                new AccountId(ids.next()),
                username,
                displayName == null ? new DisplayName(username.value()) : displayName,
                firstName,
                lastName,
                role,
                email,
                now);
        Account account = verified && email != null ? registered.withEmail(email, true, now) : registered;
        Objects.requireNonNull(password);
        return workers.begin(() -> hasher.hash(password).thenApplyAsync(hash -> store(account, hash, also), workers));
    }

    /** Returns a username that an account may take. */
    static Username free(String typed) {
        Username username = new Username(typed);
        if (Account.isReservedForDeleted(username)) {
            throw new InvalidValue("reserved", "is reserved");
        }
        return username;
    }

    private Account store(Account account, PasswordHash hash, BiConsumer<UnitOfWork, Account> also) {
        EmailAddress email = account.emailVerified() ? null : account.email();
        try {
            transactor.write(uow -> {
                uow.accounts().add(account, hash);
                if (email != null) {
                    uow.codes().expect(account.id(), email);
                    mails.add(uow, new MailRequest.VerifyAddress(account.id()), account.createdAt());
                }
                also.accept(uow, account);
                return account;
            });
            if (email != null) {
                mails.wake();
            }
            return account;
        } catch (ConstraintViolation e) {
            if (e.constraint() == ConstraintViolation.Constraint.VERIFIED_EMAIL) {
                throw new ChatException(RefusalCode.EMAIL_TAKEN, "another account has verified this address");
            }
            FieldError taken = new FieldError("username", "taken", "is already taken");
            throw new ChatException(
                    new Refusal(RefusalCode.USERNAME_TAKEN, "this username is already taken", List.of(taken)));
        }
    }
}
