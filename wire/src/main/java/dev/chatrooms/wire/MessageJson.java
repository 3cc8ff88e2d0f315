package dev.chatrooms.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.chatrooms.application.message.HistoryPage;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.message.ReactionCount;
import dev.chatrooms.application.message.Sender;
import dev.chatrooms.application.search.FoundMessage;
import dev.chatrooms.domain.account.AccountId;
import dev.chatrooms.domain.message.ClientId;
import dev.chatrooms.domain.message.Message;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages. A deleted one is without text and attachments. */
public final class MessageJson {
    private MessageJson() {}

    /**
     * A message.
     *
     * @param viewer who will see it: the sender alone sees his client id; null for anybody else
     */
    public static void message(JsonGenerator json, MessageView view, @Nullable AccountId viewer) throws IOException {
        json.writeStartObject();
        fields(json, view, viewer);
        json.writeEndObject();
    }

    /** As {@link #message}, its text cut to so many code points: where it stands for itself beside something else. */
    static void preview(JsonGenerator json, MessageView view, @Nullable AccountId viewer) throws IOException {
        json.writeStartObject();
        write(json, view, viewer, 200);
        json.writeEndObject();
    }

    static void fields(JsonGenerator json, MessageView view, @Nullable AccountId viewer) throws IOException {
        write(json, view, viewer, Integer.MAX_VALUE);
    }

    /** A part of a room's history. */
    public static void history(JsonGenerator json, HistoryPage page, AccountId viewer) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("items");
        for (MessageView item : page.items()) {
            message(json, item, viewer);
        }
        json.writeEndArray();
        json.writeBooleanField("hasBefore", page.hasBefore());
        json.writeBooleanField("hasAfter", page.hasAfter());
        json.writeNumberField("lastSeq", page.lastSeq());
        json.writeEndObject();
    }

    /** A message that was found: {@code {message, snippet}}. */
    public static void found(JsonGenerator json, FoundMessage found, AccountId viewer) throws IOException {
        json.writeStartObject();
        json.writeFieldName("message");
        message(json, found.message(), viewer);
        json.writeStringField("snippet", found.snippet());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, MessageView view, @Nullable AccountId viewer, int codePoints)
            throws IOException {
        Message message = view.message();
        json.writeStringField("id", message.id().toString());
        json.writeStringField("roomId", message.roomId().toString());
        json.writeNumberField("seq", message.seq());
        json.writeFieldName("sender");
        sender(json, view.sender());
        if (message.text() != null) {
            json.writeStringField("text", Json.cut(message.text().value(), codePoints));
            emptyArray(json, "attachments");
        }
        emptyArray(json, "mentions");
        json.writeBooleanField("mentionsRoom", false);
        emptyArray(json, "reactions");
        json.writeBooleanField("pinned", false);
        json.writeStringField("createdAt", Json.time(message.createdAt()));
        if (message.editedAt() != null) {
            json.writeStringField("editedAt", Json.time(message.editedAt()));
        }
        if (message.deletedAt() != null) {
            json.writeStringField("deletedAt", Json.time(message.deletedAt()));
        }
        ClientId clientId = message.clientId();
        if (clientId != null && message.senderId().equals(viewer)) {
            json.writeStringField("clientId", clientId.value());
        }
    }

    /** The field {@code reactions}, in their order, for everybody alike. */
    static void reactions(JsonGenerator json, List<ReactionCount> reactions) throws IOException {
        json.writeArrayFieldStart("reactions");
        for (ReactionCount reaction : reactions) {
            json.writeStartObject();
            json.writeStringField("emoji", reaction.emoji().value());
            json.writeNumberField("count", reaction.count());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void sender(JsonGenerator json, Sender sender) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", sender.id().toString());
        json.writeStringField("username", sender.username().value());
        json.writeStringField("displayName", sender.displayName().value());
        json.writeEndObject();
    }

    private static void emptyArray(JsonGenerator json, String field) throws IOException {
        json.writeArrayFieldStart(field);
        json.writeEndArray();
    }
}
