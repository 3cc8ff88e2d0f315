package dev.chatrooms.application.admin.internal;

import dev.chatrooms.application.account.AccountProfile;
import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.account.internal.AccountCreation;
import dev.chatrooms.application.account.internal.ExternalAccounts;
import dev.chatrooms.application.account.internal.HostAccountDeletion;
import dev.chatrooms.application.account.internal.PasswordReplacement;
import dev.chatrooms.application.admin.AccountAdministration;
import dev.chatrooms.application.admin.AdminOperations;
import dev.chatrooms.application.admin.Administration;
import dev.chatrooms.application.admin.AuditAction;
import dev.chatrooms.application.admin.AuditEntry;
import dev.chatrooms.application.admin.AuditRecord;
import dev.chatrooms.application.admin.OwnedRooms;
import dev.chatrooms.application.admin.PostedMessages;
import dev.chatrooms.application.admin.Reports;
import dev.chatrooms.application.admin.RoomAdministration;
import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Fields;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.configuration.ConfigurationManagement;
import dev.chatrooms.application.internal.ActiveCallers;
import dev.chatrooms.application.message.internal.MessageErasure;
import dev.chatrooms.application.room.NewRoom;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.application.room.internal.RoomUseCases;
import dev.chatrooms.application.spi.PasswordHasher;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountRole;
import dev.chatrooms.domain.account.ExternalId;
import dev.chatrooms.domain.account.Password;
import dev.chatrooms.domain.account.PasswordHash;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.ExternalRoomId;
import dev.chatrooms.domain.room.Room;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@link Administration} over the store and the other features' use cases. */
public final class AdministrationUseCases implements Administration {
    private static final String ADMIN = "admin";

    private final Transactor transactor;
    private final AccountCreation accountCreation;
    private final RoomUseCases rooms;
    private final ExternalAccounts externalAccounts;
    private final HostAccountDeletion deletion;
    private final MessageErasure erasure;
    private final ActiveCallers callers;
    private final PasswordHasher hasher;
    private final AdminServices services;
    private final FirstAdministrator first;

    public AdministrationUseCases(
            AdminServices services,
            RoomUseCases rooms,
            ExternalAccounts externalAccounts,
            MessageErasure erasure,
            PasswordHasher hasher) {
        this.services = services;
        this.transactor = services.transactor();
        this.accountCreation = services.creation();
        this.first = new FirstAdministrator(transactor, accountCreation);
        this.rooms = rooms;
        this.externalAccounts = externalAccounts;
        this.deletion = services.deletion();
        this.erasure = erasure;
        this.callers = services.callers();
        this.hasher = hasher;
    }

    @Override
    public AdminOperations as(Caller caller, @Nullable String address) {
        Actor actor = new Actor(caller, address);
        actor.require(transactor);
        return new Operations(services, actor);
    }

    private record Operations(AdminServices services, Actor actor) implements AdminOperations {
        @Override
        public AccountAdministration accounts() {
            return new AccountAdministrationUseCases(services, actor);
        }

        @Override
        public ConfigurationManagement configuration() {
            return new ConfigurationUseCases(services, actor);
        }

        @Override
        public RoomAdministration rooms() {
            return new RoomAdministrationUseCases(services, actor);
        }

        @Override
        public Reports reports() {
            return new ReportUseCases(services, actor);
        }
    }

    private AdminOperations byOperator() {
        return new Operations(services, Actor.OPERATOR);
    }

    @Override
    public AccountAdministration accounts() {
        return byOperator().accounts();
    }

    @Override
    public ConfigurationManagement configuration() {
        return byOperator().configuration();
    }

    @Override
    public RoomAdministration rooms() {
        return byOperator().rooms();
    }

    @Override
    public Reports reports() {
        return byOperator().reports();
    }

    @Override
    public Optional<String> issueSetupToken() {
        return first.issue();
    }

    @Override
    public CompletableFuture<Account> setUp(@Nullable String token, Registration registration) {
        return first.create(token, registration);
    }

    @Override
    public CompletableFuture<Account> createAdmin(Registration registration) {
        return Transactor.attempt(() -> {
            return accountCreation.addVerified(
                    registration,
                    AccountRole.ADMIN,
                    (uow, account) -> uow.audit()
                            .record(entry(AuditAction.ACCOUNT_CREATED)
                                    .on(account.id())
                                    .with(ADMIN)));
        });
    }

    @Override
    public CompletableFuture<Account> ensureAccount(String externalId, AccountProfile profile) {
        return externalAccounts.ensure(externalId, profile);
    }

    @Override
    public Optional<Account> findByExternalId(String externalId) {
        ExternalId id;
        try {
            id = new ExternalId(externalId);
        } catch (InvalidValue e) {
            return Optional.empty();
        }
        return externalAccounts.find(id);
    }

    @Override
    public CompletableFuture<Account> promote(String username) {
        return changeRole(username, AccountRole.ADMIN);
    }

    @Override
    public CompletableFuture<Account> disable(String username) {
        return disable(uow -> existing(uow, username));
    }

    @Override
    public CompletableFuture<Account> disable(AccountId account) {
        return disable(uow -> existing(uow, account));
    }

    private CompletableFuture<Account> disable(Function<UnitOfWork, Account> existing) {
        return change(
                uow -> AccountChanges.setDisabled(uow, Actor.OPERATOR, existing.apply(uow), true, transactor.now()));
    }

    @Override
    public CompletableFuture<Account> demote(String username) {
        return changeRole(username, AccountRole.USER);
    }

    private CompletableFuture<Account> changeRole(String username, AccountRole role) {
        return change(
                uow -> AccountChanges.changeRole(uow, Actor.OPERATOR, existing(uow, username), role, transactor.now()));
    }

    private CompletableFuture<Account> change(Function<UnitOfWork, Account> change) {
        CompletableFuture<Account> changed = transactor.change(Set.of(), change);
        return changed.thenApply(account -> {
            // Other nodes learn it from the log.
            callers.forget(account.id());
            return account;
        });
    }

    @Override
    public Account enable(String username) {
        return enable(uow -> existing(uow, username));
    }

    @Override
    public Account enable(AccountId account) {
        return enable(uow -> existing(uow, account));
    }

    private Account enable(Function<UnitOfWork, Account> existing) {
        return transactor.write(uow -> {
            Account account = existing.apply(uow);
            if (!account.disabled()) {
                return account;
            }
            Account enabled = account.withDisabled(false, transactor.now());
            uow.accounts().update(enabled);
            uow.audit().record(entry(AuditAction.ACCOUNT_ENABLED).on(account.id()));
            return enabled;
        });
    }

    @Override
    public CompletableFuture<Void> deleteAccount(AccountId account, OwnedRooms owned, PostedMessages messages) {
        return deletion.delete(account, owned, messages)
                .thenCompose(deleted -> messages == PostedMessages.ERASE
                        ? erasure.run(account)
                        : CompletableFuture.completedFuture(null));
    }

    @Override
    public CompletableFuture<Account> resetPassword(String username, String password) {
        return Transactor.attempt(() -> {
            Fields fields = new Fields();
            Password checked = fields.required("password", password, Password::new);
            fields.check();
            return hasher.hash(Objects.requireNonNull(checked))
                    .thenCompose(hash -> transactor.change(Set.of(), uow -> resetPassword(uow, username, hash)));
        });
    }

    private Account resetPassword(UnitOfWork uow, String username, PasswordHash hash) {
        Account account = existing(uow, username);
        PasswordReplacement.set(uow, account, hash, null, transactor.now());
        uow.audit().record(entry(AuditAction.PASSWORD_RESET).on(account.id()));
        return account;
    }

    /** Locks an account for a change. Deleted accounts cannot be changed. */
    private static Account existing(UnitOfWork uow, String username) {
        return uow.accounts()
                .find(username(username))
                // Read again under the lock, or a concurrent change by the owner would be lost.
                .map(account -> existing(uow, account.id()))
                .orElseThrow(() -> ChatException.notFound("user"));
    }

    private static Account existing(UnitOfWork uow, AccountId id) {
        return uow.accounts()
                .lock(id)
                .filter(account -> !account.deleted())
                .orElseThrow(() -> ChatException.notFound("user"));
    }

    private AuditEntry entry(AuditAction action) {
        return AuditEntry.byOperator(action, transactor.now());
    }

    private static Username username(String text) {
        try {
            return new Username(text);
        } catch (InvalidValue e) {
            throw ChatException.notFound("user");
        }
    }

    @Override
    public boolean hasAdmin() {
        return transactor.read(stores -> stores.accounts().anyAdmin());
    }

    @Override
    public Page<Account> users(PageRequest page) {
        return transactor.read(stores -> stores.accounts().list(page));
    }

    @Override
    public Page<Room> rooms(PageRequest page) {
        return transactor.read(stores -> stores.roomQueries().list(page));
    }

    @Override
    public CompletableFuture<Room> createRoom(String owner, NewRoom room) {
        return Transactor.attempt(() -> {
            Account account = transactor
                    .read(stores -> stores.accounts().find(username(owner)))
                    .orElseThrow(() -> ChatException.notFound("user"));
            return rooms.create(
                            Caller.of(account.id()),
                            room,
                            (uow, id) -> uow.audit()
                                    .record(entry(AuditAction.ROOM_CREATED)
                                            .on(id)
                                            .on(account.id())))
                    .thenApply(RoomView::room);
        });
    }

    @Override
    public CompletableFuture<Room> ensureRoom(String externalId, String owner, NewRoom room) {
        return Transactor.attempt(() -> {
            Fields fields = new Fields();
            ExternalRoomId checked = fields.required("externalId", externalId, ExternalRoomId::new);
            fields.check();
            Account account = transactor
                    .read(stores -> stores.accounts().find(username(owner)))
                    .orElseThrow(() -> ChatException.notFound("user"));
            return rooms.ensure(
                    Objects.requireNonNull(checked),
                    Caller.of(account.id()),
                    room,
                    (uow, id) -> uow.audit()
                            .record(entry(AuditAction.ROOM_CREATED).on(id).on(account.id())));
        });
    }

    @Override
    public Optional<Room> findRoomByExternalId(String externalId) {
        Fields fields = new Fields();
        ExternalRoomId checked = fields.required("externalId", externalId, ExternalRoomId::new);
        fields.check();
        ExternalRoomId wanted = Objects.requireNonNull(checked);
        return transactor.readSingle(stores -> stores.rooms().findByExternalId(wanted));
    }

    @Override
    public CompletableFuture<Void> deleteRoom(RoomId id) {
        return transactor.run(Set.of(id), uow -> {
            Room room = uow.rooms().lock(Set.of(id)).get(id);
            if (room == null || !uow.rooms().delete(id)) {
                throw ChatException.notFound("room");
            }
            uow.append(room.deleteByOperator(), transactor.now());
            uow.audit().record(entry(AuditAction.ROOM_DELETED).on(id));
        });
    }

    @Override
    public Page<AuditRecord> audit(PageRequest page) {
        return transactor.read(stores -> stores.audit().list(page));
    }
}
