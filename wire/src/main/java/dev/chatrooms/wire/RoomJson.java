package dev.chatrooms.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.chatrooms.application.room.BanView;
import dev.chatrooms.application.room.MemberView;
import dev.chatrooms.application.room.OwnMembership;
import dev.chatrooms.application.room.ReadMarker;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.room.Ban;
import dev.chatrooms.domain.room.Membership;
import dev.chatrooms.domain.room.Room;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Rooms and who belongs to them. */
public final class RoomJson {
    private RoomJson() {}

    /**
     * A room.
     *
     * @param viewer who will see it; null where it is the same for everybody
     */
    public static void room(JsonGenerator json, RoomView view, @Nullable AccountId viewer) throws IOException {
        json.writeStartObject();
        write(json, view, viewer, false);
        json.writeEndObject();
    }

    /** As {@link #room}, in an event. */
    static void roomInEvent(JsonGenerator json, RoomView view, @Nullable AccountId viewer) throws IOException {
        json.writeStartObject();
        write(json, view, viewer, true);
        json.writeEndObject();
    }

    /** Somebody who belongs to a room. */
    public static void member(JsonGenerator json, MemberView member) throws IOException {
        json.writeStartObject();
        memberFields(json, member);
        json.writeEndObject();
    }

    /** Somebody who is kept out of a room, for the eyes of those who may lift that. */
    public static void ban(JsonGenerator json, BanView view) throws IOException {
        Ban ban = view.ban();
        json.writeStartObject();
        json.writeFieldName("user");
        AccountJson.profile(json, view.user());
        json.writeStringField("by", ban.by() == null ? null : ban.by().toString());
        json.writeStringField(
                "reason", ban.reason() == null ? null : ban.reason().value());
        json.writeStringField("createdAt", Json.time(ban.createdAt()));
        json.writeStringField("until", ban.until() == null ? null : Json.time(ban.until()));
        json.writeEndObject();
    }

    /** How far a member has read. */
    public static void marker(JsonGenerator json, ReadMarker marker) throws IOException {
        json.writeStartObject();
        json.writeStringField("userId", marker.userId().toString());
        json.writeNumberField("readSeq", marker.readSeq());
        json.writeStringField("at", Json.time(marker.at()));
        json.writeEndObject();
    }

    /** What a room's event says of it: the same for everybody. */
    static void fields(JsonGenerator json, RoomView view) throws IOException {
        write(json, view, null, true);
    }

    private static void write(JsonGenerator json, RoomView view, @Nullable AccountId viewer, boolean inEvent)
            throws IOException {
        Room room = view.room();
        json.writeStringField("id", room.id().toString());
        json.writeStringField("kind", Json.name(room.kind()));
        json.writeStringField("name", room.name() == null ? null : room.name().value());
        json.writeStringField("topic", room.topic().value());
        json.writeStringField("createdBy", room.createdBy().toString());
        json.writeStringField("createdAt", Json.time(room.createdAt()));
        json.writeStringField("updatedAt", Json.time(room.updatedAt()));
        json.writeNumberField("memberCount", room.memberCount());
        json.writeNumberField("lastSeq", room.lastSeq());
        if (view.lastMessage() != null) {
            json.writeFieldName("lastMessage");
            MessageJson.preview(json, view.lastMessage(), viewer, inEvent);
        }
        if (view.me() != null) {
            json.writeFieldName("me");
            mine(json, view.me(), room.lastSeq());
        }
        if (view.peer() != null) {
            json.writeFieldName("peer");
            AccountJson.profile(json, view.peer());
        }
    }

    static void memberFields(JsonGenerator json, MemberView member) throws IOException {
        json.writeFieldName("user");
        AccountJson.profile(json, member.user());
        json.writeStringField("role", Json.name(member.role()));
        json.writeStringField("joinedAt", Json.time(member.joinedAt()));
    }

    private static void mine(JsonGenerator json, OwnMembership mine, long lastSeq) throws IOException {
        Membership membership = mine.membership();
        json.writeStartObject();
        json.writeStringField("role", Json.name(membership.role()));
        json.writeStringField("joinedAt", Json.time(membership.joinedAt()));
        ownFields(json, mine, lastSeq);
        json.writeEndObject();
    }

    /** What the member alone changes: his marker, what follows from it, and how he keeps the room. */
    static void ownFields(JsonGenerator json, OwnMembership mine, long lastSeq) throws IOException {
        Membership membership = mine.membership();
        json.writeNumberField("readSeq", membership.readSeq());
        json.writeNumberField("unread", membership.unread(lastSeq));
        json.writeNumberField("mentions", mine.mentions());
        json.writeBooleanField("muted", membership.muted());
        json.writeBooleanField("favourite", membership.favourite());
    }
}
