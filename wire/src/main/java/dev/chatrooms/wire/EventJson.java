package dev.chatrooms.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.chatrooms.application.event.Audience;
import dev.chatrooms.application.event.EventContent;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.event.ViewedEvent;
import dev.chatrooms.application.room.MemberView;
import dev.chatrooms.domain.id.AccountId;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Events of the log. Use {@link RenderedEvent} to send one: it is written once for all who get it. */
final class EventJson {
    private EventJson() {}

    /** The fields of an event's object, without its braces. */
    static void fields(JsonGenerator json, ViewedEvent viewed) throws IOException {
        LoggedEvent event = viewed.event();
        json.writeStringField("cursor", viewed.cursor().toString());
        json.writeStringField("type", event.kind().wireName());
        if (event.roomId() != null) {
            json.writeStringField("roomId", event.roomId().toString());
        }
        if (event.actorId() != null) {
            json.writeStringField("actorId", event.actorId().toString());
        }
        json.writeStringField("at", Json.time(event.at()));
        json.writeFieldName("data");
        json.writeStartObject();
        data(json, event.content(), viewed.audience() == Audience.SELF, event.subjectId());
        json.writeEndObject();
    }

    private static void data(JsonGenerator json, EventContent content, boolean self, @Nullable AccountId subject)
            throws IOException {
        // A chain, not a switch: patterns in switches come with Java 21. Sealed, and held complete by a test.
        if (content instanceof EventContent.OfMessage posted) {
            MessageJson.fields(
                    json, posted.message(), self ? posted.message().sender().id() : null);
            if (posted.rootCount() != null) {
                json.writeStringField(
                        "rootId", String.valueOf(posted.message().message().threadId()));
                json.writeNumberField("threadCount", posted.rootCount());
            }
        } else if (content instanceof EventContent.OfRoom made) {
            RoomJson.fields(json, made.room());
        } else if (content instanceof EventContent.Joined joined) {
            RoomJson.memberFields(json, new MemberView(joined.user(), joined.role(), joined.joinedAt()));
            json.writeNumberField("memberCount", joined.memberCount());
            if (self && joined.room() != null) {
                json.writeFieldName("room");
                RoomJson.roomInEvent(json, joined.room(), subject);
            }
        } else if (content instanceof EventContent.Left left) {
            json.writeStringField("userId", left.userId().toString());
            json.writeStringField("by", left.by().toString());
            json.writeStringField("reason", Json.name(left.reason()));
            json.writeNumberField("memberCount", left.memberCount());
        } else if (content instanceof EventContent.MemberChanged changed) {
            json.writeStringField("userId", changed.userId().toString());
            json.writeStringField("role", Json.name(changed.role()));
        } else if (content instanceof EventContent.OfMine own) {
            RoomJson.ownFields(json, own.mine(), own.lastSeq());
        } else if (content instanceof EventContent.OfPin pin) {
            json.writeStringField("messageId", pin.messageId().toString());
            json.writeStringField("by", pin.by().toString());
        } else if (content instanceof EventContent.OfReaction reaction) {
            json.writeStringField("messageId", reaction.messageId().toString());
            json.writeStringField("emoji", reaction.emoji().value());
            json.writeStringField("userId", reaction.userId().toString());
            MessageJson.reactions(json, reaction.reactions(), false);
        } else if (content instanceof EventContent.OfAccount updated) {
            AccountJson.profileFields(json, updated.account());
        } else if (content instanceof EventContent.OfPerson person) {
            json.writeStringField("userId", person.user().id().toString());
            json.writeFieldName("user");
            AccountJson.profile(json, person.user());
        } else if (content instanceof EventContent.Revoked revoked) {
            json.writeStringField("sessionId", revoked.session().toString());
        } else if (!(content instanceof EventContent.Nothing)) {
            throw new IllegalArgumentException(
                    "no wire form for " + content.getClass().getSimpleName());
        }
    }
}
