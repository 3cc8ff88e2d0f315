package dev.chatrooms.websocket;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.chatrooms.application.message.ChangeResult;
import dev.chatrooms.application.message.EditResult;
import dev.chatrooms.application.message.SendResult;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.wire.Json;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What an {@code ack} says beside its name. It is encoded by whoever writes it, not by whoever is told of it. */
interface Ack {
    /** The fields. */
    void write(JsonGenerator json) throws IOException;

    static Ack of(SendResult posted) {
        Message message = posted.message().message();
        return json -> {
            fields(json, message.id(), posted.cursor());
            json.writeNumberField("seq", message.seq());
            json.writeStringField("at", Json.time(message.createdAt()));
            json.writeBooleanField("duplicate", posted.duplicate());
        };
    }

    static Ack of(EditResult edited) {
        return json -> fields(json, edited.message().message().id(), edited.cursor());
    }

    static Ack of(ChangeResult changed) {
        return json -> fields(json, changed.messageId(), changed.cursor());
    }

    private static void fields(JsonGenerator json, MessageId message, @Nullable Cursor cursor) throws IOException {
        json.writeStringField("messageId", message.toString());
        if (cursor != null) {
            json.writeStringField("cursor", cursor.toString());
        }
    }
}
