package dev.chatrooms.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.chatrooms.application.message.HistoryPage;
import dev.chatrooms.application.message.MessageThread;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.message.Reaction;
import dev.chatrooms.application.message.ReactionCount;
import dev.chatrooms.application.message.RepliedTo;
import dev.chatrooms.application.message.Revision;
import dev.chatrooms.application.message.Sender;
import dev.chatrooms.application.search.FoundMessage;
import dev.chatrooms.domain.id.AccountId;
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
     * @param viewer who will see it: the sender alone sees his client id, and everybody which reactions are his own;
     *     null for anybody else
     */
    public static void message(JsonGenerator json, MessageView view, @Nullable AccountId viewer) throws IOException {
        json.writeStartObject();
        write(json, view, viewer, Integer.MAX_VALUE, viewer != null);
        json.writeEndObject();
    }

    /**
     * As {@link #message}, its text cut to so many code points: where it stands for itself beside something else.
     *
     * @param inEvent whether it is in an event, where nobody's own reactions are
     */
    static void preview(JsonGenerator json, MessageView view, @Nullable AccountId viewer, boolean inEvent)
            throws IOException {
        json.writeStartObject();
        write(json, view, viewer, 200, viewer != null && !inEvent);
        json.writeEndObject();
    }

    /** What a message's event says of it. */
    static void fields(JsonGenerator json, MessageView view, @Nullable AccountId viewer) throws IOException {
        write(json, view, viewer, Integer.MAX_VALUE, false);
    }

    /** A message and a part of what stands under it. */
    public static void thread(JsonGenerator json, MessageThread thread, AccountId viewer) throws IOException {
        json.writeStartObject();
        json.writeFieldName("root");
        message(json, thread.root(), viewer);
        PageJson.fields(json, thread.items(), (inner, item) -> message(inner, item, viewer));
        json.writeEndObject();
    }

    /** What a message said before. */
    public static void revision(JsonGenerator json, Revision revision) throws IOException {
        json.writeStartObject();
        json.writeStringField("text", revision.text().value());
        json.writeStringField("at", Json.time(revision.at()));
        json.writeEndObject();
    }

    /** That somebody has reacted. */
    public static void reaction(JsonGenerator json, Reaction reaction) throws IOException {
        json.writeStartObject();
        json.writeStringField("emoji", reaction.emoji().value());
        json.writeFieldName("user");
        AccountJson.profile(json, reaction.user());
        json.writeStringField("at", Json.time(reaction.at()));
        json.writeEndObject();
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

    private static void write(
            JsonGenerator json, MessageView view, @Nullable AccountId viewer, int codePoints, boolean withMe)
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
        if (view.replyTo() != null) {
            json.writeFieldName("replyTo");
            repliedTo(json, view.replyTo());
        }
        if (message.threadId() != null) {
            json.writeStringField("threadId", message.threadId().toString());
        }
        if (message.threadCount() > 0) {
            json.writeNumberField("threadCount", message.threadCount());
        }
        json.writeArrayFieldStart("mentions");
        for (AccountId called : message.mentions().people()) {
            json.writeString(called.toString());
        }
        json.writeEndArray();
        json.writeBooleanField("mentionsRoom", message.mentions().room());
        reactions(json, view.reactions(), withMe);
        json.writeBooleanField("pinned", message.pinned());
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

    private static void repliedTo(JsonGenerator json, RepliedTo replied) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", replied.id().toString());
        json.writeFieldName("sender");
        sender(json, replied.sender());
        if (replied.text() != null) {
            json.writeStringField("text", replied.text());
        }
        json.writeEndObject();
    }

    /** The field {@code reactions}, in their order. */
    static void reactions(JsonGenerator json, List<ReactionCount> reactions, boolean withMe) throws IOException {
        json.writeArrayFieldStart("reactions");
        for (ReactionCount reaction : reactions) {
            json.writeStartObject();
            json.writeStringField("emoji", reaction.emoji().value());
            json.writeNumberField("count", reaction.count());
            if (withMe) {
                json.writeBooleanField("me", reaction.me());
            }
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
