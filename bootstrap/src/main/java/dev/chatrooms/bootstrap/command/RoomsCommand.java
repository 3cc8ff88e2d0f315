package dev.chatrooms.bootstrap.command;

import dev.chatrooms.application.room.NewRoom;
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

/** The commands that list, create and delete rooms. */
@Command(name = "rooms", description = "List, create and delete rooms.")
final class RoomsCommand {
    private final Invocation invocation;

    RoomsCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Command(name = "list", description = "Print one room per line, tab-separated: id, kind, members, messages, name.")
    int list() {
        PrintWriter out = invocation.terminal().out();
        return Commands.onBackend(invocation, backend -> {
            Commands.forEach(backend.chat().administration()::rooms, room -> out.println(line(room)));
            return 0;
        });
    }

    @Command(name = "create", description = "Create a room on behalf of an account.")
    int create(
            @Parameters(paramLabel = "NAME", description = "Name of the room.") String name,
            @Option(names = "--owner", required = true, paramLabel = "USERNAME", description = "Username of the owner.")
                    String owner,
            @Option(names = "--private", description = "Make the room visible to its members only.") boolean isPrivate,
            @Option(names = "--topic", paramLabel = "TEXT", description = "Topic of the room.") @Nullable
                    String topic) {
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

    @Command(name = "delete", description = "Delete a room and its messages.")
    int delete(@Parameters(paramLabel = "ID", description = "Id of the room.") String id) {
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
