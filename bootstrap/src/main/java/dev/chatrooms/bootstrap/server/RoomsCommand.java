package dev.chatrooms.bootstrap.server;

import dev.chatrooms.application.room.NewRoom;
import dev.chatrooms.bootstrap.command.CommandFailedException;
import dev.chatrooms.bootstrap.command.Invocation;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomKind;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Rooms, as an operator sees them. */
@Command(name = "rooms", description = "Look after the rooms.")
final class RoomsCommand {
    private final Invocation invocation;

    RoomsCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Command(name = "list", description = "Print one room a line: id, kind, members, messages, name; tabs between.")
    int list() {
        PrintWriter out = invocation.terminal().out();
        return Commands.onBackend(invocation, backend -> {
            Commands.forEach(backend.chat().administration()::rooms, room -> out.println(line(room)));
            return 0;
        });
    }

    @Command(name = "create", description = "Make a room for somebody.")
    int create(
            @Parameters(paramLabel = "NAME", description = "What the room is called.") String name,
            @Option(names = "--owner", required = true, paramLabel = "USERNAME", description = "Whose room it is.")
                    String owner,
            @Option(names = "--private", description = "Only members know of it.") boolean isPrivate,
            @Option(names = "--topic", paramLabel = "TEXT", description = "What it is about.") @Nullable String topic) {
        RoomKind kind = isPrivate ? RoomKind.PRIVATE : RoomKind.PUBLIC;
        Room room = Commands.onBackend(
                invocation,
                backend -> backend.chat()
                        .administration()
                        .createRoom(owner, new NewRoom(kind, name, topic, List.of()))
                        .join());
        invocation.terminal().out().println(line(room));
        return 0;
    }

    @Command(name = "delete", description = "Delete a room for everybody.")
    int delete(@Parameters(paramLabel = "ID", description = "The room's id.") String id) {
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
            throw new CommandFailedException("'" + id + "' is not a room's id.", e);
        }
    }

    private static String line(Room room) {
        return String.join(
                "\t",
                room.id().toString(),
                room.kind().name().toLowerCase(Locale.ROOT),
                Integer.toString(room.memberCount()),
                Long.toString(room.lastSeq()),
                room.name() == null ? "" : room.name().value());
    }
}
