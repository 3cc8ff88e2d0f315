package dev.chatrooms.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An object that a client sends over a socket. Its {@code op} decides the type. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "op")
@JsonSubTypes({
    @JsonSubTypes.Type(name = "hello", value = ClientMessage.Hello.class),
    @JsonSubTypes.Type(name = "send", value = ClientMessage.Send.class),
    @JsonSubTypes.Type(name = "edit", value = ClientMessage.Edit.class),
    @JsonSubTypes.Type(name = "delete", value = ClientMessage.Delete.class),
    @JsonSubTypes.Type(name = "react", value = ClientMessage.React.class),
    @JsonSubTypes.Type(name = "read", value = ClientMessage.Read.class),
    @JsonSubTypes.Type(name = "typing", value = ClientMessage.Typing.class),
    @JsonSubTypes.Type(name = "ping", value = ClientMessage.Ping.class)
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface ClientMessage {
    /** The client's own id for this object, which the reply repeats. */
    @Nullable
    String ref();

    /**
     * Authenticates the socket and starts its events. Prints without the token.
     *
     * @param token absent if the handshake was authenticated
     * @param cursor where to resume; absent to start at the present
     */
    record Hello(
            @Nullable String ref,
            @Nullable String token,
            @Nullable String cursor) implements ClientMessage {
        @Override
        public String toString() {
            return "Hello[cursor=" + cursor + "]";
        }
    }

    /** Sends a message to a room. The other components are those of {@link NewMessage}. */
    record Send(
            @Required String ref,
            @Required UUID roomId,
            @Nullable String text,
            @Nullable UUID replyTo,
            @Nullable UUID threadId,
            List<UUID> attachments,
            @Nullable Metadata metadata,
            @Nullable String clientId)
            implements ClientMessage {
        public Send {
            attachments = List.copyOf(attachments);
        }

        /** Returns the message without its room. */
        public NewMessage message() {
            return new NewMessage(text, replyTo, threadId, attachments, metadata, clientId);
        }
    }

    /** Replaces the text of a message. */
    record Edit(
            @Required String ref,
            @Required UUID messageId,
            @Nullable String text) implements ClientMessage {}

    /** Deletes a message. */
    record Delete(@Required String ref, @Required UUID messageId) implements ClientMessage {}

    /** Adds a reaction to a message, or removes it. */
    record React(
            @Required String ref,
            @Required UUID messageId,
            @Required String emoji,
            @Required boolean on) implements ClientMessage {}

    /** Moves the read marker of a room. Only a failure is answered. */
    record Read(
            @Nullable String ref,
            @Required UUID roomId,
            @Nullable Long seq) implements ClientMessage {}

    /** Says that the sender has started or stopped typing. Only a failure is answered. */
    record Typing(
            @Nullable String ref,
            @Required UUID roomId,
            @Required boolean on) implements ClientMessage {}

    /** Asks for a {@link ServerMessage.Pong}. */
    record Ping(@Nullable String ref) implements ClientMessage {}
}
