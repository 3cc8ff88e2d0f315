package dev.chatrooms.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.chatrooms.application.room.InvitePreview;
import dev.chatrooms.application.room.InviteView;
import dev.chatrooms.domain.room.Invite;
import dev.chatrooms.domain.room.Room;
import java.io.IOException;

/** Invites, to those who make them and to those who have got one. */
public final class InviteJson {
    private InviteJson() {}

    /** An invite for the eyes of those who may revoke it. */
    public static void invite(JsonGenerator json, InviteView view) throws IOException {
        Invite invite = view.invite();
        json.writeStartObject();
        json.writeStringField("code", invite.code().value());
        json.writeStringField("url", view.url());
        json.writeStringField("roomId", invite.roomId().toString());
        json.writeStringField("createdBy", invite.createdBy().toString());
        json.writeStringField("createdAt", Json.time(invite.createdAt()));
        json.writeStringField("expiresAt", Json.time(invite.expiresAt()));
        if (invite.maxUses() != null) {
            json.writeNumberField("maxUses", invite.maxUses());
        }
        json.writeNumberField("uses", invite.uses());
        json.writeEndObject();
    }

    /** What somebody is shown who has the code: what he is invited to and by whom, nothing of what is said there. */
    public static void preview(JsonGenerator json, InvitePreview preview) throws IOException {
        Room room = preview.room();
        json.writeStartObject();
        json.writeStringField("code", preview.invite().code().value());
        json.writeObjectFieldStart("room");
        json.writeStringField("id", room.id().toString());
        json.writeStringField("kind", Json.name(room.kind()));
        json.writeStringField("name", room.name() == null ? null : room.name().value());
        json.writeStringField("topic", room.topic().value());
        json.writeNumberField("memberCount", room.memberCount());
        json.writeEndObject();
        json.writeFieldName("createdBy");
        AccountJson.profile(json, preview.by());
        json.writeStringField("expiresAt", Json.time(preview.invite().expiresAt()));
        json.writeEndObject();
    }
}
