package dev.chatrooms.wire;

import dev.chatrooms.application.message.Send;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What clients send of messages, the same over every transport. */
public final class MessageFields {
    private MessageFields() {}

    /**
     * A message to post, from the fields of an object that may have others.
     *
     * @throws MalformedInput if one of them is of another form
     */
    public static Send send(RoomId room, JsonObjectReader fields) {
        return new Send(
                room,
                fields.optionalString("text"),
                message(fields.optionalId("replyTo")),
                message(fields.optionalId("threadId")),
                fields.optionalIds("attachments"),
                fields.optionalString("clientId"));
    }

    private static @Nullable MessageId message(@Nullable UUID id) {
        return id == null ? null : new MessageId(id);
    }
}
