package dev.chatrooms.bootstrap.command;

import dev.chatrooms.application.admin.RoomAdministration;
import dev.chatrooms.application.admin.RoomFilter;
import dev.chatrooms.application.admin.RoomOverview;
import dev.chatrooms.application.people.NameSearch;
import dev.chatrooms.application.room.NewRoom;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomKind;
import dev.chatrooms.wire.mapping.AdminMapping;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands that list, create and delete rooms. */
@Command(name = "rooms", description = "List, create and delete rooms.")
final class RoomsCommand {
    private static final int ID_WIDTH = 36;
    private static final int NUMBER_WIDTH = 8;

    private final Invocation invocation;

    RoomsCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Command(name = "list", description = "List rooms by their last activity, with their figures.")
    int list(
            @Option(names = "--search", paramLabel = "TEXT", description = "parts of the name") @Nullable
                    NameSearch search,
            @Option(names = "--kind", paramLabel = "KIND", description = "public, private or direct") @Nullable
                    RoomKind kind,
            @Mixin FormatOption output) {
        return Commands.onBackend(invocation, backend -> {
            RoomFilter filter = new RoomFilter(search, kind);
            RoomAdministration rooms = backend.chat().administration().rooms();
            try (ResultTable<RoomOverview> table = table(output)) {
                Commands.forEach(page -> rooms.list(filter, page), table::add);
            }
            return 0;
        });
    }

    private ResultTable<RoomOverview> table(FormatOption output) {
        return new ResultTable<RoomOverview>(invocation.terminal(), output.format(), AdminMapping::room)
                .column("ID", ID_WIDTH, found -> found.room().id())
                .column("KIND", "private".length(), found -> kind(found.room()))
                .column("MEMBERS", NUMBER_WIDTH, found -> found.room().memberCount())
                .column("MESSAGES", NUMBER_WIDTH, found -> found.room().lastSeq())
                .column("FILES", NUMBER_WIDTH, RoomOverview::files)
                .column("NAME", 0, found -> found.room().name());
    }

    @Command(name = "create", description = "Create a room on behalf of an account.")
    int create(
            @Parameters(paramLabel = "NAME", description = "name of the room") String name,
            @Option(names = "--owner", required = true, paramLabel = "USERNAME", description = "username of the owner")
                    String owner,
            @Option(names = "--private", description = "make the room visible to its members only") boolean isPrivate,
            @Option(names = "--topic", paramLabel = "TEXT", description = "topic of the room") @Nullable String topic,
            @Mixin FormatOption output) {
        RoomKind kind = isPrivate ? RoomKind.PRIVATE : RoomKind.PUBLIC;
        Room room = Commands.onBackend(
                invocation,
                backend -> backend.chat()
                        .administration()
                        .createRoom(owner, new NewRoom(kind, name, topic, List.of()))
                        .join());
        invocation.print(
                output.format(), new CreatedRoom(room), "Room " + room.name() + " has the id " + room.id() + ".");
        return 0;
    }

    @Command(name = "delete", description = "Delete a room and its messages.")
    int delete(@Parameters(paramLabel = "ID", description = "id of the room") String id) {
        RoomId room = roomId(id);
        Commands.onBackend(
                invocation,
                backend -> backend.chat().administration().deleteRoom(room).join());
        return 0;
    }

    private static RoomId roomId(String id) {
        try {
            return new RoomId(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException("'" + id + "' is not a room id.", e);
        }
    }

    private static String kind(Room room) {
        return room.kind().name().toLowerCase(Locale.ROOT);
    }

    /** A new room as JSON. */
    private record CreatedRoom(UUID id, String name, String kind) {
        CreatedRoom(Room room) {
            this(room.id().value(), String.valueOf(room.name()), RoomsCommand.kind(room));
        }
    }
}
