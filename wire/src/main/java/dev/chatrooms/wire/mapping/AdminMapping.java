package dev.chatrooms.wire.mapping;

import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.admin.AccountOverview;
import dev.chatrooms.application.admin.AuditView;
import dev.chatrooms.application.admin.RoomOverview;
import dev.chatrooms.application.common.Fields;
import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.account.AccountRole;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.wire.AdminAccount;
import dev.chatrooms.wire.AdminRoom;
import dev.chatrooms.wire.AuditEntry;
import dev.chatrooms.wire.AuditEntry.Actor;
import dev.chatrooms.wire.AuditEntry.Target;
import dev.chatrooms.wire.NewAccount;
import dev.chatrooms.wire.Setup;
import dev.chatrooms.wire.Statistics;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What administrators see and do. */
public final class AdminMapping {
    /** The version and variant bits of RFC 9562, and the number of bits of the random part behind the variant. */
    private static final long VERSION_7 = 0x7000;

    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final int MILLIS_SHIFT = 16;

    private AdminMapping() {}

    /**
     * Maps an account.
     *
     * @param setupUrl null for none
     */
    public static AdminAccount account(AccountOverview overview, @Nullable String setupUrl) {
        return new AdminAccount(
                AccountMapping.own(overview.account()),
                overview.account().disabled(),
                overview.lastSeenAt(),
                overview.sessions(),
                overview.rooms(),
                overview.messages(),
                overview.storageBytes(),
                setupUrl);
    }

    public static dev.chatrooms.application.admin.NewAccount newAccount(NewAccount request) {
        AccountRole role = role(request.role());
        return new dev.chatrooms.application.admin.NewAccount(
                request.username(),
                request.password(),
                request.email(),
                role == null ? AccountRole.USER : role,
                request.displayName());
    }

    public static Registration registration(Setup setup, String address) {
        return new Registration(
                setup.username(), setup.password(), setup.email(), setup.displayName(), null, null, address);
    }

    /** Reads a role. @throws dev.chatrooms.application.common.ChatException {@code invalid} */
    public static @Nullable AccountRole role(@Nullable String name) {
        Fields fields = new Fields();
        AccountRole role = fields.optional(
                "role",
                name,
                text -> roleNamed(text)
                        .orElseThrow(() -> new InvalidValue("not_supported", "must be 'user' or 'admin'")));
        fields.check();
        return role;
    }

    /** Finds a role by its name. */
    public static Optional<AccountRole> roleNamed(String name) {
        for (AccountRole role : AccountRole.values()) {
            if (EnumNames.of(role).equals(name)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    /** Maps a room. */
    public static AdminRoom room(RoomOverview overview) {
        Room room = overview.room();
        return new AdminRoom(
                room.id().value(),
                room.name() == null ? null : room.name().value(),
                room.topic().value(),
                EnumNames.of(room.kind()),
                Pages.map(
                        overview.owners(),
                        owner -> new AdminRoom.Owner(
                                owner.id().value(),
                                owner.username().value(),
                                owner.displayName().value())),
                room.memberCount(),
                room.lastSeq(),
                overview.files(),
                room.createdAt(),
                overview.lastActivityAt());
    }

    /** Maps the figures. */
    public static Statistics statistics(dev.chatrooms.application.admin.Statistics figures) {
        return new Statistics(
                new Statistics.Totals(
                        figures.totals().accounts(),
                        figures.totals().rooms(),
                        figures.totals().messages(),
                        figures.totals().files(),
                        figures.totals().storageBytes()),
                Pages.map(
                        figures.days(),
                        day -> new Statistics.Day(
                                day.day().toString(),
                                day.messages(),
                                day.activeAccounts(),
                                day.newAccounts(),
                                day.uploads())),
                Pages.map(
                        figures.nodes(),
                        node -> new Statistics.Node(
                                node.id(), node.version(), node.startedAt(), node.connections(), node.feedLagEvents())),
                new Statistics.Storage(figures.databaseBytes(), figures.totals().storageBytes()));
    }

    /** Maps an audit entry. */
    public static AuditEntry audit(AuditView view) {
        dev.chatrooms.application.admin.AuditEntry entry = view.record().entry();
        Target room =
                entry.room() == null ? null : new Target("room", entry.room().toString(), view.room());
        Target target = target(view, room);
        return new AuditEntry(
                id(view),
                entry.at(),
                entry.action().code(),
                entry.actor() == null ? null : new Actor(entry.actor().value(), view.actor()),
                target,
                Objects.equals(target, room) ? null : room,
                entry.address(),
                entry.detail() == null ? "" : entry.detail());
    }

    private static @Nullable Target target(AuditView view, @Nullable Target room) {
        dev.chatrooms.application.admin.AuditEntry entry = view.record().entry();
        if (entry.key() != null) {
            return new Target("config", entry.key(), entry.key());
        }
        if (entry.message() != null) {
            return new Target("message", entry.message().toString(), null);
        }
        return entry.account() == null
                ? room
                : new Target("account", entry.account().toString(), view.account());
    }

    /** Returns an id of version 7 that is made of the time and the number of an entry. */
    private static UUID id(AuditView view) {
        long millis = view.record().entry().at().toEpochMilli();
        return new UUID(
                millis << MILLIS_SHIFT | VERSION_7, VARIANT | view.record().number());
    }
}
