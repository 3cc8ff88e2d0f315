package dev.chatrooms.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.chatrooms.application.event.FeedItem.Resume;
import dev.chatrooms.application.event.FeedItem.Welcome;
import dev.chatrooms.application.room.RoomView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The first object of a stream. */
public final class WelcomeJson {
    public static final int HEARTBEAT_SECONDS = 25;
    private static final int MAX_BYTES = 64 * 1024;

    private WelcomeJson() {}

    /**
     * The whole object, at most 64 KiB: what does not fit of the rooms is left out from the end, and {@code more} says
     * so.
     *
     * @param connectionId names the connection in logs and to its client
     */
    public static byte[] encode(Welcome welcome, String connectionId) {
        byte[] head = Json.encode(json -> {
            json.writeStartObject();
            json.writeStringField("op", "welcome");
            json.writeStringField("connectionId", connectionId);
            json.writeFieldName("account");
            AccountJson.own(json, welcome.me());
            json.writeStringField("cursor", welcome.cursor().toString());
            json.writeStringField("resume", Json.name(welcome.resume()));
            json.writeNumberField("heartbeatSeconds", HEARTBEAT_SECONDS);
            json.writeEndObject();
        });
        if (welcome.resume() == Resume.RESUMED) {
            return head;
        }
        return Json.encode(json -> {
            // What was written once is copied: the object so far without its closing brace, then the rooms that fit.
            json.writeRaw(new String(head, 0, head.length - 1, StandardCharsets.UTF_8));
            json.writeRaw(",\"rooms\":[");
            rooms(json, welcome, MAX_BYTES - head.length - ",\"rooms\":[],\"more\":true".length());
            json.writeRaw("}");
        });
    }

    private static void rooms(JsonGenerator json, Welcome welcome, int space) throws IOException {
        List<byte[]> fitting = new ArrayList<>();
        for (RoomView room : welcome.rooms()) {
            byte[] bytes =
                    Json.encode(inner -> RoomJson.room(inner, room, welcome.me().id()));
            space -= bytes.length + 1;
            if (space < 0) {
                break;
            }
            fitting.add(bytes);
        }
        for (int i = 0; i < fitting.size(); i++) {
            json.writeRaw((i == 0 ? "" : ",") + new String(fitting.get(i), StandardCharsets.UTF_8));
        }
        json.writeRaw("]");
        if (welcome.more() || fitting.size() < welcome.rooms().size()) {
            json.writeRaw(",\"more\":true");
        }
    }
}
