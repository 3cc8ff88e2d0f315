package dev.chatrooms.wire.mapping;

import dev.chatrooms.application.event.FeedItem;
import dev.chatrooms.application.event.FeedItem.Resume;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.wire.Json;
import dev.chatrooms.wire.Welcome;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Encodes the first object of a stream. */
public final class WelcomeRenderer {
    /** The interval of a socket's heartbeat. */
    public static final int HEARTBEAT_SECONDS = 25;

    private static final int MAX_BYTES = 64 * 1024;
    private static final byte[] ROOMS = ",\"rooms\":[".getBytes(StandardCharsets.UTF_8);
    private static final byte[] MORE = ",\"more\":true".getBytes(StandardCharsets.UTF_8);

    private WelcomeRenderer() {}

    /**
     * Encodes a welcome into at most 64 KiB. Rooms that do not fit are left out from the end of the list, and
     * {@code more} is set.
     *
     * @param connectionId names the connection in logs and to its client
     * @param base the path under which clients reach the server, see {@link Json#encode(Object, String)}
     */
    public static byte[] encode(FeedItem.Welcome welcome, String connectionId, String base) {
        Welcome object = new Welcome(
                connectionId,
                AccountMapping.own(welcome.me()),
                welcome.cursor().toString(),
                EnumNames.of(welcome.resume()),
                HEARTBEAT_SECONDS,
                null,
                null);
        byte[] head = Json.encode(object, base);
        return welcome.resume() == Resume.RESUMED ? head : withRooms(head, welcome, base);
    }

    /** Appends the rooms to the encoded object, since how many of them fit shows only once they are encoded. */
    private static byte[] withRooms(byte[] head, FeedItem.Welcome welcome, String base) {
        int space = MAX_BYTES - head.length - ROOMS.length - "]".length() - MORE.length;
        List<byte[]> fitting = fitting(welcome, space, base);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(MAX_BYTES - space);
        bytes.write(head, 0, head.length - 1);
        bytes.writeBytes(ROOMS);
        for (int i = 0; i < fitting.size(); i++) {
            if (i > 0) {
                bytes.write(',');
            }
            bytes.writeBytes(fitting.get(i));
        }
        bytes.write(']');
        if (welcome.more() || fitting.size() < welcome.rooms().size()) {
            bytes.writeBytes(MORE);
        }
        bytes.write('}');
        return bytes.toByteArray();
    }

    private static List<byte[]> fitting(FeedItem.Welcome welcome, int space, String base) {
        List<byte[]> fitting = new ArrayList<>();
        int left = space;
        for (RoomView room : welcome.rooms()) {
            byte[] bytes = Json.encode(RoomMapping.room(room, welcome.me().id()), base);
            left -= bytes.length + 1;
            if (left < 0) {
                break;
            }
            fitting.add(bytes);
        }
        return fitting;
    }
}
