package dev.chatrooms.application.admin.internal;

import dev.chatrooms.application.admin.AuditAction;
import dev.chatrooms.application.admin.AuditEntry;
import dev.chatrooms.application.admin.AuditFilter;
import dev.chatrooms.application.admin.AuditQuery;
import dev.chatrooms.application.admin.AuditRecord;
import dev.chatrooms.application.admin.AuditView;
import dev.chatrooms.application.admin.DayFigures;
import dev.chatrooms.application.admin.Reports;
import dev.chatrooms.application.admin.Resync;
import dev.chatrooms.application.admin.Statistics;
import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.configuration.ConfigurationKey;
import dev.chatrooms.application.internal.AccountLookup;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@link Reports} over the store. */
final class ReportUseCases implements Reports {
    private static final int UUID_LENGTH = 36;

    private static final int DAYS = 30;

    private final AdminServices services;
    private final Transactor transactor;
    private final Actor actor;

    ReportUseCases(AdminServices services, Actor actor) {
        this.services = services;
        this.transactor = services.transactor();
        this.actor = actor;
    }

    @Override
    public Page<AuditView> audit(AuditQuery query, PageRequest page) {
        actor.require(transactor);
        return transactor.read(stores -> filter(stores, query)
                .map(filter -> named(stores, stores.audit().list(filter, page)))
                .orElseGet(() -> new Page<>(List.of(), null)));
    }

    @Override
    public Statistics statistics() {
        actor.require(transactor);
        services.figures().catchUp();
        LocalDate today = LocalDate.ofInstant(transactor.now(), ZoneOffset.UTC);
        LocalDate first = today.minusDays(DAYS - 1);
        return transactor.read(stores -> new Statistics(
                stores.statistics().totals(),
                everyDay(stores.statistics().days(first), first),
                services.nodes().nodes(),
                stores.statistics().databaseBytes()));
    }

    /** Adds the days without figures. */
    private static List<DayFigures> everyDay(List<DayFigures> days, LocalDate first) {
        Map<LocalDate, DayFigures> byDay = days.stream().collect(Collectors.toMap(DayFigures::day, day -> day));
        return first.datesUntil(first.plusDays(DAYS))
                .map(day -> byDay.getOrDefault(day, new DayFigures(day, 0, 0, 0, 0)))
                .toList();
    }

    @Override
    public CompletableFuture<Resync> resync() {
        return Transactor.attempt(() -> {
            transactor.write(uow -> {
                actor.require(uow, transactor.now());
                uow.audit().record(actor.entry(AuditAction.RESYNCED, transactor.now()));
                return actor;
            });
            services.configuration().look();
            return services.resync().get();
        });
    }

    /** Returns the filter; empty if it names something that does not exist. */
    private static Optional<AuditFilter> filter(Stores stores, AuditQuery query) {
        AccountId by = null;
        if (query.actor() != null) {
            Optional<Account> account = AccountLookup.find(stores.accounts(), query.actor());
            if (account.isEmpty()) {
                return Optional.empty();
            }
            by = account.get().id();
        }
        UUID target = null;
        String key = null;
        if (query.target() != null) {
            key = ConfigurationKey.named(query.target())
                    .map(ConfigurationKey::name)
                    .orElse(null);
            target = key == null ? target(stores, query.target()) : null;
            if (key == null && target == null) {
                return Optional.empty();
            }
        }
        return Optional.of(new AuditFilter(by, target, key, query.action(), query.from(), query.to()));
    }

    private static @Nullable UUID target(Stores stores, String text) {
        if (text.length() == UUID_LENGTH) {
            try {
                return UUID.fromString(text);
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
        return AccountLookup.find(stores.accounts(), text)
                .map(account -> account.id().value())
                .orElse(null);
    }

    private static Page<AuditView> named(Stores stores, Page<AuditRecord> page) {
        List<AuditEntry> entries = page.items().stream().map(AuditRecord::entry).toList();
        Set<AccountId> people = entries.stream()
                .flatMap(entry -> Stream.of(Optional.ofNullable(entry.actor()), Optional.ofNullable(entry.account())))
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
        Set<RoomId> rooms = entries.stream()
                .map(AuditEntry::room)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .collect(Collectors.toSet());
        Map<AccountId, Account> accounts = stores.accounts().findAll(people);
        Map<RoomId, String> names = stores.adminQueries().roomNames(rooms);
        return new Page<>(
                page.items().stream()
                        .map(record -> new AuditView(
                                record,
                                username(accounts, record.entry().actor()),
                                username(accounts, record.entry().account()),
                                record.entry().room() == null
                                        ? null
                                        : names.get(record.entry().room())))
                        .toList(),
                page.next());
    }

    private static @Nullable String username(Map<AccountId, Account> accounts, @Nullable AccountId id) {
        Account account = id == null ? null : accounts.get(id);
        return account == null ? null : account.username().value();
    }
}
